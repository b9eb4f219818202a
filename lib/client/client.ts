import type * as z from 'zod'
import type { AskOf, Operation, Routes } from '../contract/routes.ts'
import { type Connection, type ExchangeOptions, exchange, type Reply } from './exchange.ts'
import { OPERATION_TABLE, type OperationFacts } from './operation-table.ts'
import { type Persistence, pauseFor, persist } from './persist.ts'

export type { WebhookEvent } from '../contract/outgoing-event.ts'
export type { Reply } from './exchange.ts'
export { poll } from './poll.ts'
export type { Problem } from './problem.ts'
export { type WebhookReading, webhookReader } from './webhook.ts'

export type ClientOptions = {
  /** Where the service is: `https://trekkspill.example`. */
  readonly baseUrl: string
  /** A Bearer token, or where to get one each time. */
  readonly token?: string | (() => string | Promise<string>)
  /** In place of `token`, for DPoP: the `authorization` and `dpop` headers of this very request. */
  readonly authorize?: Connection['authorize']
  readonly fetch?: typeof fetch
  readonly tries?: number
  /** For those who test: chance and waiting. */
  readonly random?: Persistence['random']
  readonly pause?: Persistence['pause']
}

/** `place-hold` is `placeHold`. */
type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never
type Schema<Op extends Operation, Part extends string> = Routes[Op] extends {
  readonly [Each in Part]: infer Found extends z.ZodType
}
  ? z.input<Found>
  : unknown
/** Path, query and body as one object: no name stands in two of them. */
export type ArgumentsOf<Op extends Operation> = { readonly [Name in NamesIn<Routes[Op]['path']>]: string } & Schema<
  Op,
  'query'
> &
  Schema<Op, 'request'>
export type OperationCall<Op extends Operation> = (
  ask: ArgumentsOf<Op>,
  options?: ExchangeOptions,
) => Promise<Reply<Op>>
export type Client = { readonly [Op in Operation as CamelCase<Op>]: OperationCall<Op> }

/** One function for each operation of the contract, with its own arguments, answer and refusals. */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, token, tries = 4, random = Math.random, pause = pauseFor } = options
  const connection: Connection = {
    operations: OPERATION_TABLE,
    baseUrl: baseUrl.replace(/\/$/, ''),
    fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
    authorize:
      options.authorize ??
      (async (): Promise<Readonly<Record<string, string>>> => {
        const bearer = typeof token === 'function' ? await token() : token
        return bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
      }),
  }
  const callOf =
    <Op extends Operation>(operation: Op, facts: OperationFacts): OperationCall<Op> =>
    (ask, given = {}) => {
      const [method] = facts
      // One key for all the tries of one call, made here so that nobody forgets it.
      const once = method === 'GET' ? given : { idempotencyKey: crypto.randomUUID(), ...given }
      const parts = partsOf(ask, facts) as AskOf<Op>
      return persist(() => exchange(connection, operation, parts, once), { tries, random, pause }, given.signal)
    }
  const calls = Object.entries(OPERATION_TABLE).map(([name, facts]) => [
    camelCase(name),
    callOf(name as Operation, facts),
  ])
  return Object.fromEntries(calls)
}

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Each argument to where the operation takes it. */
function partsOf(ask: object, [method, path, queryNames = []]: OperationFacts): object {
  const parts: Record<'params' | 'query' | 'body', Record<string, unknown>> = { params: {}, query: {}, body: {} }
  for (const [name, value] of Object.entries(ask)) {
    if (path.includes(`{${name}}`)) parts.params[name] = value
    else parts[method === 'GET' || queryNames.includes(name) ? 'query' : 'body'][name] = value
  }
  return parts
}
