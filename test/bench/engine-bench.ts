import { BatchGetItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { localClient } from '../../infra/local/engine.ts'
import { AdmitPatientRequest } from '../../lib/contract/stay.ts'
import type { HoldId, PartyId, UnitId } from '../../lib/domain/ids.ts'
import { decide } from '../../lib/domain/pool/decide.ts'
import { recordEvents } from '../../lib/domain/pool/journal.ts'
import { plusMinutes, plusMs } from '../../lib/kernel/instant.ts'
import { accessLogNameOf, createTable } from '../../lib/store/create-table.ts'
import { idempotencyItemKey, idempotencyPart } from '../../lib/store/idempotency.ts'
import { unitKey } from '../../lib/store/keys.ts'
import { marshalKey } from '../../lib/store/store-client.ts'
import { findUnit, unitParts } from '../../lib/store/unit-store.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import { cancelHold } from '../../lib/usecases/answer-hold.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { lookupEvent } from '../support/lookup-event.ts'
import { AMK, foundUnit, NOON, wardOf } from '../support/region.ts'
import { testDeps } from '../support/table.ts'
import { type Paired, takeTurns } from './paired.ts'

export type BenchRegion = {
  readonly deps: Deps
  readonly endpoint: string
  readonly tableName: string
  readonly units: readonly UnitId[]
}

const KOMMUNER = ['1804', '1837', '1838', '1839', '1840', '1841', '1845', '1848', '1875']
const PARTIES = [
  { partyId: 'hf-983974910', group: 'hf' },
  ...KOMMUNER.map((kommune) => ({ partyId: `k-${kommune}`, group: 'kommuner', population: 5000 })),
]
const ASK = {
  partyId: 'k-1804' as PartyId,
  service: 'kad-somatikk' as const,
  needs: [],
  etaMinutes: 20,
  lookupId: null,
}

/** Units of four beds under ten parties, two of the beds occupied: about what the demo region's middle unit is. */
export async function makeRegion(endpoint: string, count: number): Promise<BenchRegion> {
  const tableName = 'bench'
  const client = localClient(endpoint)
  await createTable(client, tableName)
  const deps = testDeps(client, tableName)
  const units: UnitId[] = []
  for (let i = 0; i < count; i += 1) {
    const unitId = await foundUnit(deps, `bench-${i}`, { beds: 4, agreement: { parties: PARTIES } })
    for (const bed of [0, 1]) {
      const body = AdmitPatientRequest.parse({
        partyId: 'k-1839',
        service: 'kad-somatikk',
        patientRef: `bench-${i}-${bed}`,
      })
      await admitPatient(deps, { actor: wardOf(unitId), now: NOON }, { ...body, unitId })
    }
    units.push(unitId)
  }
  process.env['TABLE_NAME'] = tableName
  process.env['ACCESS_LOG_TABLE_NAME'] = accessLogNameOf(tableName)
  process.env['ACCESS_LOG_DAYS'] = '90'
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = endpoint
  process.env['AWS_REGION'] = 'eu-north-1'
  process.env['AWS_ACCESS_KEY_ID'] = 'local'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'local'
  process.env['LOG_LEVEL'] = 'error'
  process.env['FRONT_KEYS'] = 'bench'
  return { deps, endpoint, tableName, units }
}

/** The whole Lambda handler, event to answer, against the one Query that it sends. */
export async function benchLookup({ deps, tableName }: BenchRegion, rounds: number): Promise<Paired> {
  const { handler } = await import('../../functions/lambdas/availability.ts')
  const event = lookupEvent('bench', Date.parse(NOON) + 60_000)
  const query = new QueryCommand({
    TableName: tableName,
    IndexName: 'gsi1',
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'gsi1pk' },
    ExpressionAttributeValues: { ':pk': { S: 'UNITS' } },
  })
  return takeTurns(
    rounds,
    () => handler(event, { functionName: 'bench' } as never),
    () => deps.store.client.send(query),
  )
}

/**
 * Read, decide and write, against a transaction of the very items that such a decision writes; and, to see what is the
 * decision's own, against that with the read before it.
 */
export async function benchClaim(
  { deps, tableName, units }: BenchRegion,
  rounds: number,
  bareRead: 'without-read' | 'with-read' = 'without-read',
): Promise<Paired> {
  const unitId = units[0] as UnitId
  const writes = (await itemsOfOneClaim(deps, unitId)).map((part) => part.write(tableName).Put?.Item)
  let turn = 0
  let held = '' as HoldId
  const ours = async () => {
    turn += 1
    const key = `${performance.now()}`
    const request = { actor: AMK, now: plusMs(NOON, turn), idempotency: { scope: 'bench', key, fingerprint: key } }
    const outcome = await placeHold(deps, request, { ...ASK, unitId })
    if (!outcome.ok) throw new Error(outcome.refusal.kind)
    held = outcome.value.holdId as HoldId
  }
  const Keys = [unitKey(unitId), idempotencyItemKey({ scope: 'bench', key: 'bare', fingerprint: '' })].map(marshalKey)
  const read = new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } })
  const bare = async () => {
    if (bareRead === 'with-read') await deps.store.client.send(read)
    // The unit's item is written over again and again, as a real claim does; the others are new each time.
    const keyed = writes.map((item, i) => ({
      ...item,
      pk: { S: `BARE#${i}` },
      sk: { S: i === 0 ? 'LIVE' : `${performance.now()}` },
    }))
    const TransactItems = keyed.map((Item, i) => ({
      Put: {
        TableName: tableName,
        Item,
        ConditionExpression:
          i === 0 ? 'attribute_not_exists(pk) OR attribute_exists(version)' : 'attribute_not_exists(pk)',
      },
    }))
    return deps.store.client.send(new TransactWriteItemsCommand({ TransactItems }))
  }
  const letGo = () =>
    cancelHold(deps, { actor: AMK, now: plusMs(NOON, turn) }, { unitId, holdId: held, reason: 'not-needed' })
  return await takeTurns(rounds, ours, bare, letGo)
}

async function itemsOfOneClaim(deps: Deps, unitId: UnitId) {
  const unit = await findUnit(deps.store, unitId)
  if (!unit) throw new Error('no unit')
  const command = { name: 'place-hold', ask: { ...ASK, holdId: 'hold_000000' as HoldId } } as const
  const decision = decide(unit, command, { actor: AMK, now: NOON })
  if (!decision.ok) throw new Error(decision.refusal.kind)
  const recorded = recordEvents(unit, unitId, decision.value, NOON)
  const change = { unitId, before: unit, recorded }
  const { parts } = unitParts([change], new Map(), { patients: [], newStays: new Map(), at: NOON })
  const idempotency = { scope: 'bench', key: 'key', fingerprint: 'f'.repeat(64) }
  return [...parts, idempotencyPart(idempotency, { holdId: 'h'.repeat(300) }, NOON)]
}

/** Many times as many events as made the region, at every unit. */
export async function growHistory({ deps, units }: BenchRegion, factor: number): Promise<void> {
  const pairs = factor * 4
  await Promise.all(
    units.map(async (unitId) => {
      for (let i = 0; i < pairs; i += 1) {
        const now = plusMinutes(NOON, (i - pairs) * 12 * 60)
        const held = await placeHold(deps, { actor: AMK, now }, { ...ASK, unitId })
        if (!held.ok) throw new Error(held.refusal.kind)
        await cancelHold(
          deps,
          { actor: AMK, now },
          { unitId, holdId: held.value.holdId as HoldId, reason: 'not-needed' },
        )
      }
    }),
  )
}
