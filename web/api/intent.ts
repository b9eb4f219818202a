import type { AskOf, Operation } from '../../lib/contract/routes.ts'
import { call, type Follows, type Reply } from './call.ts'

/**
 * One thing that a person means to do, once. The key is made with the intent and goes along with every try, so that
 * sending again after silence never does it twice.
 */
export type Intent<Op extends Operation> = {
  readonly operation: Op
  readonly ask: AskOf<Op>
  readonly idempotencyKey: string
  /** The version that a PUT is to follow. */
  readonly follows?: Follows | undefined
  readonly send: () => Promise<Reply<Op>>
}

export const intend = <Op extends Operation>(
  operation: Op,
  ask: AskOf<Op>,
  follows?: Follows,
  idempotencyKey: string = crypto.randomUUID(),
): Intent<Op> => ({
  operation,
  ask,
  idempotencyKey,
  follows,
  send: () => call(operation, ask, { idempotencyKey, follows }),
})

const placeOf = (operation: Operation): string => `trekkspill.intent.${operation}`

/** For as long as nobody has answered: a page loaded anew in between goes on with the same, and not with another. */
export const keepIntent = <Op extends Operation>({ operation, ask, idempotencyKey, follows }: Intent<Op>): void =>
  sessionStorage.setItem(placeOf(operation), JSON.stringify({ ask, idempotencyKey, follows }))

export const forgetIntent = (operation: Operation): void => sessionStorage.removeItem(placeOf(operation))

export function keptIntent<Op extends Operation>(operation: Op): Intent<Op> | undefined {
  const kept = sessionStorage.getItem(placeOf(operation))
  if (kept === null) return undefined
  // Only keepIntent writes here.
  const { ask, idempotencyKey, follows } = JSON.parse(kept) as Pick<Intent<Op>, 'ask' | 'idempotencyKey' | 'follows'>
  return intend(operation, ask, follows, idempotencyKey)
}
