import type { Instant } from '../../kernel/instant.ts'
import { osloDateOf } from '../../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../../kernel/result.ts'
import type { AssessmentRecord } from '../assessment/assess.ts'
import { type BedId, type HoldId, isKommuneParty, type PartyId, type StayId, type WaitingId } from '../ids.ts'
import { defaultOppholdskommune } from '../stay/oppholdskommune.ts'
import type { StayOrigin } from '../stay/stay-record.ts'
import type { Service } from '../vocabulary.ts'
import type { DecisionContext } from './decide.ts'
import type { OverrideRecord } from './events.ts'
import { findPlace, leaveWaitingList } from './find-place.ts'
import { liveStay } from './live-stay.ts'
import type { Override } from './override.ts'
import type { CriteriaSayNo, Decision, NoPlace, RefusalOf } from './refusals.ts'
import { criteriaOn, termsAt, type UnitState } from './state.ts'

export type AdmitPatient = {
  readonly stayId: StayId
  readonly partyId: PartyId
  readonly service: Service
  readonly needs: readonly string[]
  readonly holdId: HoldId | null
  readonly bedId: BedId | null
  /** The patient's place on this unit's waiting list, where there is one. */
  readonly waitingId: WaitingId | null
  readonly admittedAt: Instant
  readonly expectedDepartureAt: Instant | null
  readonly override: Override | null
  readonly origin: Omit<StayOrigin, 'agreementId'>
  /** How the criteria came out, and which stand against the admission; left out where nothing was assessed. */
  readonly criteria?: { readonly record: AssessmentRecord; readonly blocking: readonly string[] }
}

/** With a hold, in a named bed, or in the best fit; the admission may lie in the past, never in the future. */
export function decideAdmitPatient(
  state: UnitState,
  ask: AdmitPatient,
  ctx: DecisionContext,
): Decision<NoPlace | CriteriaSayNo | 'time-in-the-future'> {
  if (ask.admittedAt > ctx.now) return refused({ kind: 'time-in-the-future', field: 'admittedAt' })
  const place = findPlace(state, { ...ask, since: ask.admittedAt }, ctx)
  if (!place.ok) return place
  const { bed, holdId } = place.value
  const judged = judgeCriteria(state, ask, place.value.override)
  if (!judged.ok) return judged
  const override = judged.value
  const terms = termsAt(state, ctx.now)
  const stay = liveStay(state, { ...ask, bedId: bed.bedId, segmentFrom: ask.admittedAt }, ctx.now)
  const oppholdskommune = defaultOppholdskommune(ask.origin.oppholdskommune, ask)
  const origin = { ...ask.origin, oppholdskommune, agreementId: terms?.agreementId ?? null }
  return accepted([
    { type: 'patient-admitted', data: { stay, holdId, override, origin, assessment: ask.criteria?.record ?? null } },
    ...leaveWaitingList(state, ask.waitingId),
  ])
}

/**
 * A criterion that says no gives way only to a doctor's reason; where a HF pays, to the joint team's (design.md § 5).
 * The guarantee and the room have been judged already; one override may set aside all three.
 */
function judgeCriteria(
  state: UnitState,
  { criteria, override, partyId, service, admittedAt }: AdmitPatient,
  placed: OverrideRecord | null,
): Result<OverrideRecord | null, RefusalOf<CriteriaSayNo>> {
  const isRequired = criteriaOn(state, service, osloDateOf(admittedAt))?.requireAssessment ?? false
  if (isRequired && !criteria) return refused({ kind: 'assessment-missing', service })
  const outcome = criteria?.record.outcome ?? 'fits'
  if (outcome === 'fits' || !criteria || criteria.blocking.length === 0) return accepted(placed)
  const { blocking } = criteria
  if (override === null) return refused({ kind: 'assessment-says-no', outcome, criteria: blocking })
  if (!override.roles.includes('lege')) return refused({ kind: 'override-needs-doctor' })
  const needsTeam = !isKommuneParty(partyId)
  if (needsTeam && !override.roles.includes('sykepleier')) return refused({ kind: 'override-needs-joint-team' })
  return accepted({ ...override, of: [...(placed?.of ?? []), 'criteria'], criteria: blocking })
}
