import { type Connection, type ExchangeOptions, exchange, type Reply } from '../../lib/client/exchange.ts'
import { OPERATION_TABLE } from '../../lib/client/operation-table.ts'
import type { AskOf, Operation } from '../../lib/contract/routes.ts'
import { type Authority, authority, lapse } from '../session/session.ts'
import { noteServiceTimeOf } from './service-clock.ts'

export type { ExchangeOptions as Options, Follows, Reply } from '../../lib/client/exchange.ts'

/** Asks the service to do one operation of the contract, as whoever is signed in. */
export async function call<Op extends Operation>(
  operation: Op,
  ask: AskOf<Op>,
  options: ExchangeOptions = {},
): Promise<Reply<Op>> {
  const reply = await callAs(authority(), operation, ask, options)
  if (reply.kind === 'problem' && reply.problem.status === 401) lapse()
  return reply
}

/** The same by another's word than the session's. */
export async function callAs<Op extends Operation>(
  as: Authority | undefined,
  operation: Op,
  ask: AskOf<Op>,
  options: ExchangeOptions = {},
): Promise<Reply<Op>> {
  const reply = await exchange(connectionAs(as), operation, ask, options)
  if (reply.kind === 'answer') noteServiceTimeOf(reply.value)
  return reply
}

const connectionAs = (as: Authority | undefined): Connection => ({
  operations: OPERATION_TABLE,
  baseUrl: '',
  fetch: (...asked) => fetch(...asked),
  authorize: async ({ method, url }) => (await as?.(method, url.replace(/\?.*/s, ''))) ?? {},
})
