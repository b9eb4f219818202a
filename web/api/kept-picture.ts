import type { AnswerOf, Operation } from '../../lib/contract/routes.ts'
import { noteServiceTimeOf } from './service-clock.ts'

/** What was last seen, for a page that is loaded anew while nobody answers; forgotten when the session ends. */
type Picture<Op extends Operation> = {
  /** What was asked. */
  readonly key: string
  readonly answer: AnswerOf<Op>
  readonly heardAt: number
}

const placeOf = (name: string): string => `trekkspill.picture.${name}`

export const keepPicture = <Op extends Operation>(name: string, picture: Picture<Op>): void =>
  sessionStorage.setItem(placeOf(name), JSON.stringify(picture))

/** The picture of just this question; undefined where another was asked last, or none. */
export function keptPicture<Op extends Operation>(name: string, key: string): Picture<Op> | undefined {
  const kept = sessionStorage.getItem(placeOf(name))
  if (kept === null) return undefined
  // Only keepPicture writes here, and the key tells which question it answers.
  const picture = JSON.parse(kept) as Picture<Op>
  if (picture.key !== key) return undefined
  const { answer, heardAt } = picture
  noteServiceTimeOf(answer, heardAt)
  return picture
}
