import { type DynamoDBClient, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import type { Item } from '../../lib/store/store-client.ts'
import type { Deps } from '../../lib/usecases/deps.ts'

type Send = () => Promise<unknown>

/**
 * The same deps with somebody in the way: `act` decides what becomes of each transaction, by its number from 0. The engine
 * stays real; reading is not touched.
 */
export function meddled(
  deps: Deps,
  act: (write: number, send: Send, keys: readonly string[]) => Promise<unknown>,
): Deps {
  const { client } = deps.store
  let writes = 0
  const send = (command: unknown) => Reflect.apply(client.send, client, [command])
  const meddling = new Proxy(client, {
    get: (target, name) => {
      if (name !== 'send') return Reflect.get(target, name)
      return async (command: unknown) => {
        if (!(command instanceof TransactWriteItemsCommand)) return send(command)
        const keys = (command.input.TransactItems ?? []).map(
          ({ Put, ConditionCheck }) => Put?.Item?.['sk']?.S ?? ConditionCheck?.Key?.['sk']?.S ?? '',
        )
        writes += 1
        return act(writes - 1, () => send(command), keys)
      }
    },
  })
  return { ...deps, store: { ...deps.store, client: meddling as DynamoDBClient, pause: async () => undefined } }
}

/** What somebody else does between the reading and the writing of a run's head, once. */
export function meanwhile(deps: Deps, other: () => Promise<unknown>): Deps {
  let isDone = false
  return meddled(deps, async (_, send, keys) => {
    if (!isDone && keys.some((key) => key.startsWith('RUN#') || key.startsWith('DISPUTE#'))) {
      isDone = true
      await other()
    }
    return send()
  })
}

/** The same deps with an index that has not heard of some stays so far; their own items are there. */
export function lagging(deps: Deps, stayIds: readonly string[]): Deps {
  const { client } = deps.store
  const isThere = ({ pk }: Item) => !stayIds.includes(pk?.S?.slice('STAY#'.length) ?? '')
  const behind = new Proxy(client, {
    get: (target, name) => {
      if (name !== 'send') return Reflect.get(target, name)
      return async (command: unknown) => {
        const answer = await Reflect.apply(client.send, client, [command])
        if (!(command instanceof QueryCommand) || command.input.IndexName === undefined) return answer
        return { ...answer, Items: answer.Items.filter(isThere) }
      }
    },
  })
  return { ...deps, store: { ...deps.store, client: behind as DynamoDBClient } }
}
