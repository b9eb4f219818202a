import { call } from '../api/call.ts'
import { canHold, inQuery, type Row } from './ask.ts'
import { queryOf } from './asker.ts'
import { type HeldBed, saidOf } from './kept.ts'

export type NextBed = { readonly kind: 'held'; readonly held: HeldBed } | { readonly kind: 'nobody' | 'unreachable' }

const TRIES = 5
const PAUSE_MS = 2_000

/** After a no, asks the next unit in the ranking for the same; one that says no bed is left passes it on at once. */
export async function goOn({ holdId, body, tried }: HeldBed): Promise<NextBed> {
  const { partyId, service, needs = [], position = null } = body
  const query = { ...queryOf(partyId), service, needs: needs.join(','), ...inQuery(position) }
  const found = await call('find-beds', { query })
  if (found.kind !== 'answer') return { kind: 'unreachable' }
  const isNext = (row: Row) => canHold(row) && !row.stale && !tried.includes(row.unitId)
  for (const row of found.value.units.filter(isNext)) {
    // The key is of the hold that was refused: it goes on once, however often this is tried.
    const placed = await hold(row, body, `next-${holdId}`)
    if (placed.kind === 'problem') continue
    if (placed.kind !== 'answer') return { kind: 'unreachable' }
    const { unitId, name: unitName, phone } = row
    const said = saidOf(placed.value)
    const held = { unitId, holdId: placed.value.holdId, unitName, phone, body, tried: [...tried, unitId], said }
    return { kind: 'held', held }
  }
  return { kind: 'nobody' }
}

async function hold({ unitId, travelMinutes }: Row, body: HeldBed['body'], idempotencyKey: string) {
  const ask = { params: { unitId }, body: { ...body, etaMinutes: travelMinutes ?? body.etaMinutes } }
  for (let tries = 1; ; tries += 1) {
    const reply = await call('place-hold', ask, { idempotencyKey })
    if (reply.kind !== 'unreachable' || tries === TRIES) return reply
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}
