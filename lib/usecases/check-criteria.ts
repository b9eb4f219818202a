import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { NamedFault } from '../domain/agreement/agreement.ts'
import { type AssessmentContext, assess } from '../domain/assessment/assess.ts'
import { isKommuneParty, type PartyId, type UnitId } from '../domain/ids.ts'
import { chooseBestFit } from '../domain/pool/best-fit.ts'
import { countPool } from '../domain/pool/bookable.ts'
import { findServiceObstacle, findValidHold } from '../domain/pool/hold.ts'
import { onDutyAt, termsAt, type UnitState } from '../domain/pool/state.ts'
import { type Instant, msBetween } from '../kernel/instant.ts'
import { osloDateOf } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { readUnits } from '../store/unit-store.ts'
import { findCriteriaInForce } from './criteria-in-force.ts'
import type { Deps } from './deps.ts'

type Refusal =
  | { readonly kind: 'unit-not-found' | 'service-not-offered' }
  | { readonly kind: 'invalid-request'; readonly errors: readonly NamedFault[] }

/** Observations older than this are flagged, for a doctor to think twice [design]. */
const OLD_AFTER_MS = 240 * 60_000

/** A dry run: fits, does not fit, or ask the doctor, with every reason. Stores nothing, not even that somebody asked. */
export async function checkCriteria(
  deps: Deps,
  { unitId, service, partyId, needs, holdId, ...told }: BodyOf<'check-criteria'> & { readonly unitId: UnitId },
  now: Instant,
): Promise<Result<AnswerOf<'check-criteria'>, Refusal>> {
  const { units, catalogue } = await readUnits(deps.store, { unitIds: [unitId], criteria: true })
  const unit = units.get(unitId)
  if (!unit) return refused({ kind: 'unit-not-found' })
  const obstacle = findServiceObstacle(unit, service)
  if (obstacle) return refused(obstacle)
  const inForce = await findCriteriaInForce(deps, unit, catalogue, { service, date: osloDateOf(now) })
  const isHeld = holdId !== null && findValidHold(unit, holdId, now).ok
  const context = {
    ...contextOf(unit, needs, partyId, now),
    hasPlace: isHeld || countPool(unit, now).free > 0,
    // The patient would come now, and a free bed is not yet one that the unit has said yes to.
    assumed: isHeld ? ['admissionAt'] : ['admissionAt', 'reservationId'],
  }
  const assessed = assess(inForce?.set, told, context)
  if (!assessed.ok) return refused({ kind: 'invalid-request', errors: assessed.refusal })
  const ageMs = told.observedAt === null ? null : Math.max(0, msBetween(told.observedAt, now))
  return accepted({
    ...assessed.value,
    observationAgeMinutes: ageMs === null ? null : Math.floor(ageMs / 60_000),
    observationsOld: ageMs !== null && ageMs > OLD_AFTER_MS,
    capabilitiesConfirmedAt: unit.capabilitiesConfirmedAt,
    bestBedId: chooseBestFit(unit, { needs, at: now })?.bedId ?? null,
    ...onDutyAt(unit, now),
  })
}

/** What the service fills in where it is not told otherwise. */
export function contextOf(
  unit: UnitState,
  needs: readonly string[],
  partyId: PartyId | null,
  admissionAt: Instant,
): Omit<AssessmentContext, 'hasPlace'> {
  return {
    admissionAt,
    kommunenummer: partyId !== null && isKommuneParty(partyId) ? partyId.slice(2) : null,
    agreementId: termsAt(unit, admissionAt)?.agreementId ?? null,
    unitCapabilities: unit.profile.capabilities,
    neededCapabilities: needs,
  }
}
