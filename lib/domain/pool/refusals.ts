import type { Instant } from '../../kernel/instant.ts'
import type { Result } from '../../kernel/result.ts'
import type { RoomRule } from '../agreement/agreement.ts'
import type { BedId } from '../ids.ts'
import type { Service } from '../vocabulary.ts'
import type { BedState } from './bed-state.ts'
import type { Entitlement } from './bookable.ts'
import type { PoolEvent } from './events.ts'

/** Everything that can stand in the way of a change to a unit's beds; each kind is a problem code of the API. */
export type PoolRefusal =
  | {
      readonly kind: 'no-bookable-bed'
      readonly bookable: number
      readonly entitlement: Entitlement
      readonly missingNeeds: readonly string[]
    }
  | { readonly kind: 'unit-closed'; readonly reason: string; readonly until: Instant }
  | { readonly kind: 'unit-without-agreement' }
  | { readonly kind: 'service-not-offered' }
  | { readonly kind: 'hold-not-found' }
  | { readonly kind: 'hold-expired'; readonly expiredAt: Instant }
  | { readonly kind: 'hold-ended'; readonly end: 'declined' | 'cancelled' | 'used' | 'passed-on' }
  | { readonly kind: 'hold-not-silent' }
  | { readonly kind: 'not-your-hold' }
  | { readonly kind: 'bed-not-found' }
  | { readonly kind: 'bed-not-free'; readonly bedState: BedState }
  | {
      readonly kind: 'bed-occupied-then'
      /** Since when one of the beds that would do has been empty. */
      readonly vacatedAt: Instant
      readonly beds: readonly { readonly bedId: BedId; readonly vacatedAt: Instant }[]
    }
  | { readonly kind: 'bed-in-use'; readonly beds: readonly string[] }
  | { readonly kind: 'bed-not-blocked' }
  | { readonly kind: 'bed-not-cleaning' }
  | {
      readonly kind: 'room-rule-broken'
      readonly rules: readonly RoomRule[]
      /** What the patient's own bed gives, and this one does not. */
      readonly missingNeeds?: readonly string[]
    }
  | { readonly kind: 'stay-not-found' }
  | { readonly kind: 'same-bed' }
  | { readonly kind: 'same-stay' }
  | { readonly kind: 'same-unit' }
  | {
      readonly kind: 'assessment-says-no'
      readonly outcome: 'does-not-fit' | 'ask-doctor'
      readonly criteria: readonly string[]
    }
  | { readonly kind: 'assessment-missing'; readonly service: Service }
  | { readonly kind: 'override-needs-doctor' }
  | { readonly kind: 'review-needs-joint-team' }
  | { readonly kind: 'before-admission'; readonly field: string; readonly admittedAt: Instant }
  | { readonly kind: 'override-needs-joint-team' }
  | { readonly kind: 'override-needs-ward-leader' }
  | { readonly kind: 'time-in-the-future'; readonly field: string }
  | { readonly kind: 'time-not-in-the-future'; readonly field: string }
  | { readonly kind: 'before-segment-began'; readonly field: string; readonly began: Instant }
  | { readonly kind: 'stay-not-departed' }
  | { readonly kind: 'segments-do-not-tile' }
  | { readonly kind: 'beds-overlap'; readonly bedId: BedId; readonly from: Instant }
  | { readonly kind: 'waiting-list-full'; readonly most: number }
  | { readonly kind: 'waiting-not-found' }
  | { readonly kind: 'needs-not-offered'; readonly missingNeeds: readonly string[] }
  | { readonly kind: 'built-upon'; readonly unitVersion: number }
  | { readonly kind: 'nothing-to-undo' }
  | { readonly kind: 'not-your-action' }
  | { readonly kind: 'too-late-to-undo'; readonly undoUntil: Instant }

/** Sets of refusals that always come together; domain decisions and routes name them once. */
export const NOBODY_COMES_IN = ['unit-closed', 'unit-without-agreement', 'service-not-offered'] as const
export const HOLD_GONE = ['hold-not-found', 'hold-expired', 'hold-ended'] as const
export const BED_TAKEN = ['bed-not-found', 'bed-not-free', 'bed-occupied-then', 'room-rule-broken'] as const
export const OVERRIDE_INCOMPLETE = ['override-needs-joint-team', 'override-needs-ward-leader'] as const
export const STAY_NOT_THEN = ['stay-not-found', 'time-in-the-future', 'before-segment-began'] as const
export const NO_PLACE = [
  'no-bookable-bed',
  ...NOBODY_COMES_IN,
  ...HOLD_GONE,
  ...BED_TAKEN,
  ...OVERRIDE_INCOMPLETE,
] as const

export const CRITERIA_SAY_NO = [
  'assessment-missing',
  'assessment-says-no',
  'override-needs-doctor',
  'override-needs-joint-team',
] as const
export type CriteriaSayNo = (typeof CRITERIA_SAY_NO)[number]

export type NobodyComesIn = (typeof NOBODY_COMES_IN)[number]
export type HoldGone = (typeof HOLD_GONE)[number]
export type BedTaken = (typeof BED_TAKEN)[number]
export type OverrideIncomplete = (typeof OVERRIDE_INCOMPLETE)[number]
export type StayNotThen = (typeof STAY_NOT_THEN)[number]
export type NoPlace = (typeof NO_PLACE)[number]

export type RefusalKind = PoolRefusal['kind']
export type RefusalOf<Kind extends RefusalKind> = Extract<PoolRefusal, { kind: Kind }>

/** A decision names every refusal it can give, so that a route that forgets one does not compile. */
export type Decision<Kind extends RefusalKind = never> = Result<readonly PoolEvent[], RefusalOf<Kind>>
