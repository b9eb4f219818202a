import type { Instant } from '../../kernel/instant.ts'
import { accepted, refused } from '../../kernel/result.ts'
import type { StayId } from '../ids.ts'
import type { DecisionContext } from './decide.ts'
import { findStayAt } from './live-stay.ts'
import type { Decision, StayNotThen } from './refusals.ts'
import { findLiveStay, type UnitState } from './state.ts'

export function decidePlanDeparture(
  state: UnitState,
  ask: { readonly stayId: StayId; readonly expectedAt: Instant | null },
  _ctx: DecisionContext,
): Decision<'stay-not-found'> {
  return findLiveStay(state, ask.stayId)
    ? accepted([{ type: 'departure-planned', data: ask }])
    : refused({ kind: 'stay-not-found' })
}

export type DischargePatient = {
  readonly stayId: StayId
  /** Null while the patient, though discharged, is still in the bed. */
  readonly departedAt: Instant | null
  readonly dischargedTo: string
}

/** free-means-gone: the discharge alone empties no bed, only the departure does. */
export function decideDischargePatient(
  state: UnitState,
  ask: DischargePatient,
  { now }: DecisionContext,
): Decision<StayNotThen> {
  const { stayId, departedAt, dischargedTo } = ask
  if (departedAt === null) {
    const isHere = findLiveStay(state, stayId) !== undefined
    return isHere
      ? accepted([{ type: 'discharge-decided', data: { stayId, dischargedTo } }])
      : refused({ kind: 'stay-not-found' })
  }
  const found = findStayAt(state, stayId, departedAt, now, 'departedAt')
  return found.ok ? accepted([{ type: 'patient-departed', data: { stayId, departedAt, dischargedTo } }]) : found
}
