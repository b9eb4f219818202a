import { SYSTEM_ACTOR } from '../domain/actor.ts'
import { type HoldId, isKommuneParty, type Kommunenummer, type UnitId } from '../domain/ids.ts'
import { findBeds } from '../domain/lookup/find-beds.ts'
import { decide, type RefusalOfCommand } from '../domain/pool/decide.ts'
import { type Hold, isUnanswered, passOnAt, type UnitState } from '../domain/pool/state.ts'
import { type Instant, msBetween } from '../kernel/instant.ts'
import { accepted, refused } from '../kernel/result.ts'
import { listUnits } from '../store/unit-store.ts'
import { changeUnit } from './change-unit.ts'
import { changeUnits, type WriteRefusal } from './change-units.ts'
import type { Deps } from './deps.ts'

export type Escalation = {
  readonly alerted: readonly HoldId[]
  readonly passedOn: readonly { readonly holdId: HoldId; readonly fromUnitId: UnitId; readonly toUnitId: UnitId }[]
}

/**
 * Silence does not last: past the answer time the unit is told again, and after as long once more the hold goes to the
 * next unit in the ranking, where its placer so wished. The old hold ends and the new begins in one transaction.
 * May be late or run twice: each step is judged again on the unit's own state.
 */
export async function escalateHolds(deps: Deps, now: Instant): Promise<Escalation> {
  const units = await listUnits(deps.store)
  const alerted: HoldId[] = []
  const passedOn: { holdId: HoldId; fromUnitId: UnitId; toUnitId: UnitId }[] = []
  for (const unit of units) {
    for (const hold of unit.holds.filter((candidate) => isUnanswered(candidate, now) && candidate.answerDueAt <= now)) {
      if (hold.alertedAt === null && (await alert(deps, unit.unitId, hold, now))) alerted.push(hold.holdId)
      if (hold.onSilence !== 'next-unit' || now < passOnAt(hold)) continue
      const toUnitId = await passOn(deps, unit, hold, units, now)
      if (toUnitId) passedOn.push({ holdId: hold.holdId, fromUnitId: unit.unitId, toUnitId })
    }
  }
  return { alerted, passedOn }
}

async function alert(deps: Deps, unitId: UnitId, { holdId }: Hold, now: Instant): Promise<boolean> {
  const command = { name: 'alert-hold', ask: { holdId } } as const
  const outcome = await changeUnit(deps, { actor: SYSTEM_ACTOR, now }, unitId, command, ({ events }) =>
    events.some((event) => event.type === 'hold-alerted'),
  )
  return outcome.ok && outcome.value
}

/** Tries the units that can take the patient, best first; none means that the hold stays where it is. */
async function passOn(
  deps: Deps,
  from: UnitState,
  hold: Hold,
  units: readonly UnitState[],
  now: Instant,
): Promise<UnitId | undefined> {
  const { partyId, service, needs, position } = hold
  const kommune = isKommuneParty(partyId) ? (partyId.slice(2) as Kommunenummer) : null
  const ranked = findBeds(units, { kommune, partyId, service, needs, position }, now)
  const silent = [...hold.silentUnits, from.unitId]
  for (const row of ranked) {
    const isOpen = (row.status === 'ledig' || row.status === 'fa') && row.meetsNeeds && !silent.includes(row.unitId)
    if (isOpen && (await passOnTo(deps, from.unitId, hold, row.unitId, now))) return row.unitId
  }
  return undefined
}

async function passOnTo(deps: Deps, unitId: UnitId, hold: Hold, toUnitId: UnitId, now: Instant): Promise<boolean> {
  const request = { actor: SYSTEM_ACTOR, now }
  const toHoldId = deps.newId('hold') as HoldId
  const outcome = await changeUnits<HoldId, WriteRefusal | RefusalOfCommand<'pass-on-hold' | 'place-hold'>>(
    deps,
    request,
    { unitIds: [unitId, toUnitId] },
    ({ units }) => {
      const [from, to] = [units.get(unitId), units.get(toUnitId)]
      if (!from || !to) return refused({ kind: 'unit-not-found' })
      const out = decide(from, { name: 'pass-on-hold', ask: { holdId: hold.holdId, toUnitId, toHoldId } }, request)
      if (!out.ok) return out
      const { partyId, service, needs, lookupId, onSilence, position, placedBy } = hold
      const silentUnits = [...hold.silentUnits, unitId]
      const etaMinutes = hold.etaAt && hold.etaAt > now ? Math.ceil(msBetween(now, hold.etaAt) / 60_000) : null
      const ask = {
        holdId: toHoldId,
        partyId,
        service,
        needs,
        etaMinutes,
        lookupId,
        onSilence,
        position,
        silentUnits,
        placedBy,
      }
      const into = decide(to, { name: 'place-hold', ask }, request)
      if (!into.ok) return into
      return accepted({
        units: [
          { unitId, events: out.value },
          { unitId: toUnitId, events: into.value },
        ],
        answer: () => toHoldId,
      })
    },
  )
  return outcome.ok
}
