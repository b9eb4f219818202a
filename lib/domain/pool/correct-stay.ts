import type { Instant } from '../../kernel/instant.ts'
import { accepted, refused } from '../../kernel/result.ts'
import type { BedId, Kommunenummer, PartyId, StayId, UnitId } from '../ids.ts'
import { followPayer } from '../stay/oppholdskommune.ts'
import type { Segment, StayRecord } from '../stay/stay-record.ts'
import type { Service } from '../vocabulary.ts'
import type { DecisionContext } from './decide.ts'
import type { Decision } from './refusals.ts'
import { findBed, type UnitState } from './state.ts'

/** What was wrong: an instant, or the whole division into segments. Beds are kept where a segment names none. */
export type StayChanges = {
  readonly admittedAt?: Instant | undefined
  readonly departedAt?: Instant | undefined
  readonly oppholdskommune?: Kommunenummer | undefined
  readonly segments?:
    | readonly {
        readonly from: Instant
        readonly until: Instant | null
        readonly partyId: PartyId
        readonly service: Service
        readonly bedId?: BedId | undefined
      }[]
    | undefined
}

export type CorrectStay = {
  readonly stayId: StayId
  readonly record: StayRecord
  readonly changes: StayChanges
  readonly reason: string
  /** The other stays that were in this unit's beds at some time since the corrected stay began. */
  readonly others: readonly StayRecord[]
}

type Corrected = Pick<StayRecord, 'admittedAt' | 'departedAt' | 'segments'>

/**
 * Puts right what was registered wrong; the original stays in the journal, beside the correction and its reason.
 * The corrected segments must tile the stay, lie in the past, and put nobody into a bed that was another's.
 */
export function decideCorrectStay(
  state: UnitState,
  { stayId, record, changes, reason, others }: CorrectStay,
  { now }: DecisionContext,
): Decision<'time-in-the-future' | 'stay-not-departed' | 'segments-do-not-tile' | 'bed-not-found' | 'beds-overlap'> {
  if (changes.departedAt !== undefined && record.departedAt === null) return refused({ kind: 'stay-not-departed' })
  const corrected = correct(record, changes)
  if (!corrected || !tiles(corrected)) return refused({ kind: 'segments-do-not-tile' })
  const { admittedAt, departedAt, segments } = corrected
  if (admittedAt > now) return refused({ kind: 'time-in-the-future', field: 'admittedAt' })
  if (departedAt !== null && departedAt > now) return refused({ kind: 'time-in-the-future', field: 'departedAt' })
  const last = segments.at(-1)
  if (last && last.from > now) return refused({ kind: 'time-in-the-future', field: 'segments' })
  // A patient who is here lies where the board says; a correction changes the past, a move changes the present.
  const movesNow = departedAt === null && !(last && isSameBed(last, record.segments.at(-1)))
  const isUnknownBed = segments.some(({ unitId, bedId }) => unitId === state.unitId && !findBed(state, bedId))
  if (movesNow || isUnknownBed) return refused({ kind: 'bed-not-found' })
  const taken = findOverlap(segments, others) ?? findGrowthElsewhere(state.unitId, segments, record)
  if (taken) return refused({ kind: 'beds-overlap', bedId: taken.bedId, from: taken.from })
  const followed = followPayer(record.oppholdskommune, record.segments.at(-1), last)
  const oppholdskommune = changes.oppholdskommune ?? followed
  const before = {
    admittedAt: record.admittedAt,
    departedAt: record.departedAt,
    segments: record.segments,
    oppholdskommune: record.oppholdskommune,
  }
  return accepted([{ type: 'stay-corrected', data: { stayId, ...corrected, oppholdskommune, before, reason } }])
}

function correct(record: StayRecord, changes: StayChanges): Corrected | undefined {
  const admittedAt = changes.admittedAt ?? record.admittedAt
  const departedAt = changes.departedAt ?? record.departedAt
  if (changes.segments) {
    const segments = changes.segments.map((given): Segment | undefined => {
      const held = record.segments.findLast((segment) => segment.from <= given.from) ?? record.segments[0]
      return held && { unitId: held.unitId, bedId: held.bedId, ...withoutUndefined(given) }
    })
    return segments.includes(undefined)
      ? undefined
      : { admittedAt, departedAt, segments: segments.filter((s) => s !== undefined) }
  }
  return { admittedAt, departedAt, segments: stretched(record.segments, admittedAt, departedAt) }
}

/** A new end moves the outermost segments with it, and takes away what lies wholly outside it. */
function stretched(segments: readonly Segment[], admittedAt: Instant, departedAt: Instant | null): readonly Segment[] {
  const inside = segments.filter(
    ({ from, until }) => (until === null || until > admittedAt) && (departedAt === null || from < departedAt),
  )
  const last = inside.length - 1
  return inside.map((segment, i) => ({
    ...segment,
    from: i === 0 ? admittedAt : segment.from,
    until: i === last ? departedAt : segment.until,
  }))
}

const withoutUndefined = ({ bedId, ...given }: NonNullable<StayChanges['segments']>[number]) =>
  bedId === undefined ? given : { ...given, bedId }

/** From admission to departure without gap, overlap or empty piece. */
function tiles({ admittedAt, departedAt, segments }: Corrected): boolean {
  return (
    segments.length > 0 &&
    segments[0]?.from === admittedAt &&
    segments.at(-1)?.until === departedAt &&
    segments.every(({ from, until }, i) => (until === null ? i === segments.length - 1 : from < until)) &&
    segments.every(({ until }, i) => i === segments.length - 1 || until === segments[i + 1]?.from)
  )
}

function findOverlap(segments: readonly Segment[], others: readonly StayRecord[]): Segment | undefined {
  const taken = others.flatMap((other) => other.segments)
  return segments.find((segment) =>
    taken.some(
      (other) =>
        isSameBed(other, segment) &&
        (other.until === null || segment.from < other.until) &&
        (segment.until === null || other.from < segment.until),
    ),
  )
}

/** Who else lay in another unit's beds stands in that unit's journal: there a stay may be shortened, never prolonged. */
const findGrowthElsewhere = (unitId: UnitId, segments: readonly Segment[], record: StayRecord): Segment | undefined =>
  segments.find((segment) => segment.unitId !== unitId && !wasThere(record, segment))

function wasThere({ segments }: StayRecord, wanted: Segment): boolean {
  let since = wanted.from
  for (const segment of segments) {
    const goesOn = isSameBed(segment, wanted) && segment.from <= since
    if (goesOn && segment.until !== null && segment.until > since) since = segment.until
  }
  return wanted.until !== null && wanted.until <= since
}

const isSameBed = (one: Segment, other: Segment | undefined): boolean =>
  one.unitId === other?.unitId && one.bedId === other.bedId
