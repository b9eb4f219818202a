import type { AskOf, Operation } from '../../lib/contract/routes.ts'
import { call, type Reply } from './call.ts'

/**
 * One thing that a person means to do, once. The key is made with the intent and goes along with every try, so that
 * sending again after silence never does it twice.
 */
export type Intent<Op extends Operation> = {
  readonly operation: Op
  readonly ask: AskOf<Op>
  readonly send: () => Promise<Reply<Op>>
}

export function intend<Op extends Operation>(operation: Op, ask: AskOf<Op>): Intent<Op> {
  const idempotencyKey = crypto.randomUUID()
  return { operation, ask, send: () => call(operation, ask, { idempotencyKey }) }
}
