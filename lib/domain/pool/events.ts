import type { Instant } from '../../kernel/instant.ts'
import type { JournalActor } from '../actor.ts'
import type { AssessmentRecord } from '../assessment/assess.ts'
import type { BedId, HoldId, Kommunenummer, PartyId, StayId, UnitId, WaitingId } from '../ids.ts'
import type { Segment, StayOrigin, StayRecord } from '../stay/stay-record.ts'
import type { UtskrivningsklarMessage } from '../stay/utskrivningsklar.ts'
import type { CancelReason, DeclineReason, ReviewOutcome, Service, TeamRole } from '../vocabulary.ts'
import type {
  AdoptedCriteria,
  DatedTerms,
  Hold,
  LiveStay,
  OnDuty,
  Profile,
  RestoredState,
  WaitingEntry,
} from './state.ts'

/** What an override set aside: the guarantee or the agreement's maximum, a room rule or a need that neither unit nor bed answers, or criteria. */
export type OverrideRecord = {
  readonly reason: string
  readonly roles: readonly TeamRole[]
  readonly of: readonly ('guarantee' | 'room' | 'criteria')[]
  /** The criteria that were set aside. */
  readonly criteria: readonly string[]
}

export type DescribedBed = { readonly bedId: BedId; readonly room: string; readonly features: readonly string[] }

/** Facts in the past tense, and nothing that could be computed from earlier facts by a later, different rule. */
export type PoolEvent =
  | Fact<'unit-described', { profile: Profile; staffed: number; beds: readonly DescribedBed[] }>
  | Fact<'agreement-applied', DatedTerms>
  | Fact<'criteria-adopted', AdoptedCriteria>
  | Fact<'hold-placed', { hold: Hold }>
  | Fact<'hold-accepted', { holdId: HoldId; expiresAt: Instant }>
  | Fact<'hold-alerted', { holdId: HoldId }>
  | Fact<'hold-passed-on', { holdId: HoldId; toUnitId: UnitId; toHoldId: HoldId }>
  | Fact<'hold-declined', { holdId: HoldId; reason: DeclineReason; detail: string | null }>
  | Fact<'hold-cancelled', { holdId: HoldId; reason: CancelReason }>
  | Fact<'hold-expired', { holdId: HoldId; reason: 'unanswered' | 'no-show'; expiredAt: Instant }>
  | Fact<'hold-moved', { holdId: HoldId; bedId: BedId; reason: string }>
  | Fact<
      'patient-admitted',
      {
        stay: LiveStay
        holdId: HoldId | null
        override: OverrideRecord | null
        origin: StayOrigin
        assessment: AssessmentRecord | null
      }
    >
  | Fact<'stay-moved', { stayId: StayId; bedId: BedId; at: Instant; override: OverrideRecord | null }>
  | Fact<'stays-swapped', { stayId: StayId; otherStayId: StayId; at: Instant; override: OverrideRecord | null }>
  | Fact<'stay-transferred-out', { stayId: StayId; toUnitId: UnitId; toStayId: StayId; at: Instant }>
  | Fact<
      'stay-transferred-in',
      {
        stay: LiveStay
        fromUnitId: UnitId
        holdId: HoldId | null
        override: OverrideRecord | null
        origin: StayOrigin
        /** The segments so far, where the stay goes on for counting; empty where a new stay begins. */
        earlierSegments: readonly Segment[]
      }
    >
  | Fact<
      'responsibility-changed',
      { stayId: StayId; partyId: PartyId; service: Service; from: Instant; reason: string }
    >
  | Fact<
      'utskrivningsklar-recorded',
      {
        stayId: StayId
        message: UtskrivningsklarMessage
        /** Null where nothing was said about it. */
        oppholdskommune: Kommunenummer | null
      }
    >
  | Fact<
      'review-recorded',
      { stayId: StayId; at: Instant; roles: readonly TeamRole[]; outcome: ReviewOutcome; nextReviewAt: Instant }
    >
  | Fact<
      'stay-corrected',
      {
        stayId: StayId
        admittedAt: Instant
        departedAt: Instant | null
        segments: readonly Segment[]
        oppholdskommune: Kommunenummer | null
        /** As it was registered first: nothing is forgotten. */
        before: {
          admittedAt: Instant
          departedAt: Instant | null
          segments: readonly Segment[]
          oppholdskommune: Kommunenummer | null
        }
        reason: string
      }
    >
  | Fact<'departure-planned', { stayId: StayId; expectedAt: Instant | null }>
  | Fact<'discharge-decided', { stayId: StayId; dischargedTo: string }>
  | Fact<'patient-departed', { stayId: StayId; departedAt: Instant; dischargedTo: string }>
  | Fact<'bed-blocked', { bedId: BedId; reason: string; until: Instant | null }>
  | Fact<'bed-opened', { bedId: BedId }>
  | Fact<'bed-cleaned', { bedId: BedId }>
  /** `onDuty` where the unit said it; a null in it leaves that as it was. */
  | Fact<'staffing-set', { staffed: number; until: Instant | null; reason: string; onDuty?: OnDuty }>
  | Fact<'unit-closed', { reason: string; until: Instant }>
  | Fact<'unit-opened', Record<never, never>>
  /** With `capabilities` where the unit looked through what it can do as well. */
  | Fact<'unit-confirmed', { capabilities?: true }>
  | Fact<'waiting-added', { entry: WaitingEntry }>
  | Fact<'waiting-promoted', { waitingId: WaitingId; hold: Hold }>
  | Fact<'waiting-removed', { waitingId: WaitingId; reason: string }>
  | Fact<
      'action-undone',
      {
        /** The events that count no more; they stay in the journal. */
        fromSeq: number
        toSeq: number
        undone: string
        /** What they changed, as it was before them. */
        restored: RestoredState
        /** The records that they changed, as they were; null for a stay that has then never been. */
        stays: readonly { readonly stayId: StayId; readonly before: StayRecord | null }[]
      }
    >

type Fact<Type extends string, Data> = { readonly type: Type; readonly data: Readonly<Data> }

export type PoolEventType = PoolEvent['type']

/** An event as the journal keeps it. `seq` starts at 1; `prevHash` of the first event is empty. */
export type JournalEvent = PoolEvent & {
  readonly seq: number
  readonly at: Instant
  readonly actor: JournalActor
  readonly prevHash: string
  readonly hash: string
}

/** Which stay records an event touches; the rest of the journal says nothing about a stay. */
export function stayIdsOf(event: PoolEvent): readonly StayId[] {
  switch (event.type) {
    case 'patient-admitted':
    case 'stay-transferred-in':
      return [event.data.stay.stayId]
    case 'stays-swapped':
      return [event.data.stayId, event.data.otherStayId]
    case 'stay-moved':
    case 'stay-transferred-out':
    case 'stay-corrected':
    case 'responsibility-changed':
    case 'utskrivningsklar-recorded':
    case 'review-recorded':
    case 'departure-planned':
    case 'discharge-decided':
    case 'patient-departed':
      return [event.data.stayId]
    case 'action-undone':
      return event.data.stays.map(({ stayId }) => stayId)
    case 'unit-described':
    case 'agreement-applied':
    case 'criteria-adopted':
    case 'hold-placed':
    case 'hold-accepted':
    case 'hold-alerted':
    case 'hold-passed-on':
    case 'hold-declined':
    case 'hold-cancelled':
    case 'hold-expired':
    case 'hold-moved':
    case 'bed-blocked':
    case 'bed-opened':
    case 'bed-cleaned':
    case 'staffing-set':
    case 'unit-closed':
    case 'unit-opened':
    case 'unit-confirmed':
    case 'waiting-added':
    case 'waiting-promoted':
    case 'waiting-removed':
      return []
  }
}
