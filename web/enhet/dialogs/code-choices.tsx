import { word } from '../../i18n/nb.ts'
import { Choices } from '../../parts/choices.tsx'

type Props<Code extends string> = {
  readonly legend: string
  readonly codes: readonly Code[]
  readonly value: Code | null
  readonly isRequired?: boolean
  readonly onChosen: (code: Code) => void
}

/** One of the contract's code words, each as it is called. */
export const CodeChoices = <Code extends string>({ codes, ...props }: Props<Code>) => (
  <Choices {...props} options={codes.map((value) => ({ value, label: word(value) }))} />
)
