import type { Instant } from '../../kernel/instant.ts'
import { accepted, refused } from '../../kernel/result.ts'
import { sumGuaranteed } from '../agreement/agreement.ts'
import { occupantsAt } from './bed-state.ts'
import type { DecisionContext } from './decide.ts'
import type { DescribedBed, PoolEvent } from './events.ts'
import type { Decision } from './refusals.ts'
import {
  type AdoptedCriteria,
  type DatedTerms,
  type OnDuty,
  type Profile,
  type Terms,
  termsAt,
  type UnitState,
} from './state.ts'

export type DescribeUnit = {
  readonly profile: Profile
  readonly staffed: number
  readonly beds: readonly DescribedBed[]
}

/** A first description makes the unit; a later one never takes a bed away from under somebody. */
export function decideDescribeUnit(
  state: UnitState | null,
  ask: DescribeUnit,
  { now }: DecisionContext,
): Decision<'bed-in-use'> {
  const described: PoolEvent = { type: 'unit-described', data: ask }
  if (state === null) return accepted([described])
  const kept = new Map(ask.beds.map((bed) => [bed.bedId, bed]))
  const inUse = [...occupantsAt(state, now).keys()].filter((bedId) => !kept.has(bedId))
  if (inUse.length > 0) return refused({ kind: 'bed-in-use', beds: inUse })
  return accepted([described])
}

/** Where beds go: the terms, in force or to come, that promise more than the beds that are left in this unit. */
export function findTermsBeyond(state: UnitState, beds: number, now: Instant): readonly Terms[] {
  if (beds >= state.beds.length) return []
  const changesAt = state.terms.map(({ from }) => from).filter((from) => from > now)
  const standing = new Set([now, ...changesAt].map((at) => termsAt(state, at)))
  return [...standing].flatMap((terms) => (terms && sumGuaranteed(terms.groups) > beds ? [terms] : []))
}

export function decideApplyAgreement(_state: UnitState, dated: DatedTerms, _ctx: DecisionContext): Decision {
  return accepted([{ type: 'agreement-applied', data: dated }])
}

/** What the criteria say was judged before: here they only take their place. */
export function decideAdoptCriteria(_state: UnitState, ask: AdoptedCriteria, _ctx: DecisionContext): Decision {
  return accepted([{ type: 'criteria-adopted', data: ask }])
}

export type SetStaffing = {
  readonly staffed: number
  readonly until: Instant | null
  readonly reason: string
  /** Left out where nothing is said about it. */
  readonly onDuty?: OnDuty
}

export function decideSetStaffing(
  _state: UnitState,
  ask: SetStaffing,
  { now }: DecisionContext,
): Decision<'time-not-in-the-future'> {
  if (ask.until !== null && ask.until <= now) return refused({ kind: 'time-not-in-the-future', field: 'until' })
  return accepted([{ type: 'staffing-set', data: ask }])
}

/** A closure always has an end: a unit that nobody opens again must not be shut for ever. */
export type CloseUnit =
  | { readonly open: true }
  | { readonly open: false; readonly reason: string; readonly until: Instant }

export function decideCloseUnit(
  _state: UnitState,
  ask: CloseUnit,
  { now }: DecisionContext,
): Decision<'time-not-in-the-future'> {
  if (ask.open) return accepted([{ type: 'unit-opened', data: {} }])
  const { reason, until } = ask
  if (until <= now) return refused({ kind: 'time-not-in-the-future', field: 'until' })
  return accepted([{ type: 'unit-closed', data: { reason, until } }])
}

/** One tap says that the board is right; with `capabilities` also that the unit can do what its profile says. */
export const decideConfirmUnit = (
  _state: UnitState,
  ask: { readonly capabilities?: true },
  _ctx: DecisionContext,
): Decision => accepted([{ type: 'unit-confirmed', data: ask }])
