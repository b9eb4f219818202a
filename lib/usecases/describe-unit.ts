import type { Precondition } from '../contract/precondition.ts'
import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import type { NamedFault } from '../domain/agreement/agreement.ts'
import type { UnitId } from '../domain/ids.ts'
import { decide, type RefusalOfCommand } from '../domain/pool/decide.ts'
import { agreementIdOf } from '../domain/pool/state.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { unitAnswer } from './answers.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'
import { findOwnUnit } from './journal.ts'
import { keepGuaranteedBeds } from './keep-guaranteed-beds.ts'

type Refusal =
  | RefusalOfCommand<'put-unit'>
  | WriteRefusal
  | { readonly kind: 'forbidden' | 'precondition-required' }
  | { readonly kind: 'version-mismatch'; readonly version: number | null }
  | { readonly kind: 'agreement-does-not-add-up'; readonly errors: readonly NamedFault[] }

export async function getUnit(deps: Deps, reader: { readonly actor: Actor; readonly now: Instant }, unitId: UnitId) {
  const unit = await findOwnUnit(deps, reader, unitId)
  return unit.ok ? accepted(unitAnswer(unit.value, reader.now)) : unit
}

/** Creates a unit, or describes one anew: rooms, beds, capabilities, phone. */
export function putUnit(
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor; readonly precondition: Precondition | null },
  { unitId, rooms, staffed, services, ...profile }: BodyOf<'put-unit'> & { readonly unitId: UnitId },
): Promise<Result<AnswerOf<'put-unit'>, Refusal>> {
  const { actor, now, precondition } = request
  const beds = rooms.flatMap(({ room, beds: inRoom }) =>
    inRoom.map(({ bedId, features }) => ({ bedId, room, features })),
  )
  const ask = { profile: { ...profile, services: services ?? null }, staffed, beds }
  return changeUnits<AnswerOf<'put-unit'>, Refusal>(deps, request, { unitIds: [unitId] }, async ({ units }) => {
    const unit = units.get(unitId)
    if (precondition === null) return refused({ kind: 'precondition-required' })
    const agreementId = unit ? agreementIdOf(unit, now) : null
    const isForeign = agreementId !== null && agreementId !== actor.org
    // A version of a unit that is not there is refused like one of somebody else's, so that nobody learns which it was.
    const isUnknown = unit === undefined && precondition.kind === 'version'
    if (actor.org !== '*' && (isForeign || isUnknown)) return refused({ kind: 'forbidden' })
    const version = unit?.descriptionVersion ?? null
    const isMet = precondition.kind === 'absent' ? version === null : version === precondition.version
    if (!isMet) return refused({ kind: 'version-mismatch', version })
    const decision = decide(unit ?? null, { name: 'put-unit', ask }, request)
    if (!decision.ok) return decision
    const kept = unit ? await keepGuaranteedBeds(deps, unit, beds.length, now) : accepted([])
    if (!kept.ok) return kept
    return accepted({
      units: [{ unitId, events: decision.value }],
      alongside: kept.value,
      answer: (after) => {
        const state = after.get(unitId)?.state
        if (!state) throw new RangeError(`unit ${unitId} was described and is not there`)
        return unitAnswer(state, now)
      },
    })
  })
}
