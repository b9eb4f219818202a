import { beforeAll, describe, expect, it } from 'vitest'
import type { HoldId, PartyId } from '../../lib/domain/ids.ts'
import { plusMs } from '../../lib/kernel/instant.ts'
import { acceptHold } from '../../lib/usecases/answer-hold.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { AMK, foundUnit, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const ASK = {
  partyId: 'k-1804' as PartyId,
  service: 'kad-somatikk' as const,
  needs: [],
  etaMinutes: null,
  lookupId: null,
}

describe('place-hold', () => {
  let deps: Deps
  beforeAll(async () => {
    deps = (await freshTable()).deps
  })

  it('gives one bed to exactly one of two hundred callers', async () => {
    const unitId = await foundUnit(deps, 'one-bed', { beds: 1 })
    const callers = Array.from({ length: 200 }, () => placeHold(deps, { actor: AMK, now: NOON }, { ...ASK, unitId }))
    const outcomes = await Promise.all(callers)
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    const refusals = new Set(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.kind])))
    expect([...refusals]).toEqual(['no-bookable-bed'])
    expect(await verifyUnit(deps.store, unitId)).toMatchObject({ ok: true, events: 3 })
  })

  it('answers a repeated key with the same hold and places nothing twice', async () => {
    const unitId = await foundUnit(deps, 'repeated-key', { beds: 2 })
    const idempotency = { scope: 'dispatcher amk', key: 'k1', fingerprint: 'same' }
    const once = await placeHold(deps, { actor: AMK, now: NOON, idempotency }, { ...ASK, unitId })
    const twice = await placeHold(deps, { actor: AMK, now: plusMs(NOON, 5), idempotency }, { ...ASK, unitId })
    expect(twice).toEqual(once)
    const other = await placeHold(
      deps,
      { actor: AMK, now: NOON, idempotency: { ...idempotency, fingerprint: 'other' } },
      { ...ASK, unitId },
    )
    expect(other).toMatchObject({ ok: false, refusal: { kind: 'idempotency-key-reused' } })
  })

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])('judges an acceptance %i ms from the expiry by the clock', async (ms, isAccepted) => {
    const unitId = await foundUnit(deps, `expiry-${ms + 1}`, { beds: 1 })
    const held = await placeHold(deps, { actor: AMK, now: NOON }, { ...ASK, unitId })
    if (!held.ok) throw new Error('no hold')
    const now = plusMs(NOON, 30 * 60_000 + ms)
    const outcome = await acceptHold(
      deps,
      { actor: wardOf(unitId), now },
      { unitId, holdId: held.value.holdId as HoldId },
    )
    expect(outcome.ok).toBe(isAccepted)
    if (!outcome.ok) expect(outcome.refusal.kind).toBe('hold-expired')
  })
})
