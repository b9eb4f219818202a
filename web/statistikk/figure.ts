import type { AnswerOf } from '../../lib/contract/routes.ts'

export type Statistics = AnswerOf<'show-statistics'>

/** A number is its exact decimal; null was not counted or has nothing to count; `hidden` is withheld. */
export type Cell = string | { readonly number: string } | { readonly hidden: true } | null
export type Column = { readonly label: string; readonly isNumber: boolean }
/** Null is a gap: withheld, or nothing there. */
export type Bar = { readonly label: string; readonly value: number | null; readonly shown: string }
export type Chart =
  | { readonly kind: 'columns'; readonly axis: string; readonly mark: number; readonly points: readonly Bar[] }
  | {
      readonly kind: 'stack'
      readonly axis: string
      readonly series: readonly string[]
      readonly points: readonly { readonly label: string; readonly values: readonly number[] }[]
    }
  | { readonly kind: 'bars'; readonly bars: readonly Bar[] }

/** One thing that is counted, as picture, table and words. */
export type Figure = {
  readonly id: string
  readonly title: string
  readonly finding: string | null
  readonly definitions: readonly string[]
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  readonly chart: Chart | null
  /** Nothing of it may be told this reader. */
  readonly isHidden: boolean
}
