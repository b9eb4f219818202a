import type { Instant } from '../../kernel/instant.ts'
import { accepted, refused } from '../../kernel/result.ts'
import type { HoldId, StayId, UnitId, WaitingId } from '../ids.ts'
import { defaultOppholdskommune, oppholdskommuneOf } from '../stay/oppholdskommune.ts'
import { type Segment, type StayOrigin, type StayRecord, TRANSFERRED } from '../stay/stay-record.ts'
import type { Service } from '../vocabulary.ts'
import type { DecisionContext } from './decide.ts'
import { findPlace, leaveWaitingList } from './find-place.ts'
import { findStayAt, liveStay } from './live-stay.ts'
import type { Override } from './override.ts'
import type { Decision, NoPlace, StayNotThen } from './refusals.ts'
import { type LiveStay, termsAt, type UnitState } from './state.ts'

export type TransferOut = {
  readonly stayId: StayId
  readonly toUnitId: UnitId
  readonly toStayId: StayId
  readonly at: Instant
}

export function decideTransferOut(
  state: UnitState,
  ask: TransferOut,
  { now }: DecisionContext,
): Decision<StayNotThen | 'same-unit'> {
  if (ask.toUnitId === state.unitId) return refused({ kind: 'same-unit' })
  const found = findStayAt(state, ask.stayId, ask.at, now)
  return found.ok ? accepted([{ type: 'stay-transferred-out', data: ask }]) : found
}

export type TransferIn = {
  /** The id under which the stay goes on: the same within one agreement, a new one between two. */
  readonly stayId: StayId
  readonly fromUnitId: UnitId
  readonly from: LiveStay
  readonly record: StayRecord
  readonly service: Service
  readonly holdId: HoldId | null
  readonly waitingId: WaitingId | null
  readonly at: Instant
  readonly override: Override | null
}

/** The receiving end of a transfer: the same gate as an admission. */
export function decideTransferIn(state: UnitState, ask: TransferIn, ctx: DecisionContext): Decision<NoPlace> {
  const { from, record } = ask
  const place = findPlace(state, { ...ask, partyId: from.partyId, needs: from.needs, bedId: null, since: ask.at }, ctx)
  if (!place.ok) return place
  const { bed, holdId, override } = place.value
  const goesOn = ask.stayId === from.stayId
  const earlierSegments: readonly Segment[] = goesOn ? record.segments : []
  const agreementId = termsAt(state, ctx.now)?.agreementId ?? null
  const fresh = liveStay(
    state,
    { ...from, stayId: ask.stayId, bedId: bed.bedId, service: ask.service, admittedAt: ask.at, segmentFrom: ask.at },
    ctx.now,
  )
  const stay = goesOn
    ? { ...fresh, admittedAt: from.admittedAt, reviewDueAt: from.reviewDueAt, utskrivningsklar: from.utskrivningsklar }
    : fresh
  const { referrer, reasonGroup, ageBand } = record
  const origin: StayOrigin = {
    agreementId,
    referrer: goesOn ? referrer : TRANSFERRED,
    reasonGroup,
    ageBand,
    // A new stay begins without the messages and payers that told it.
    oppholdskommune: defaultOppholdskommune(goesOn ? record.oppholdskommune : oppholdskommuneOf(record), stay),
  }
  return accepted([
    {
      type: 'stay-transferred-in',
      data: { stay, fromUnitId: ask.fromUnitId, holdId, override, origin, earlierSegments },
    },
    ...leaveWaitingList(state, ask.waitingId),
  ])
}
