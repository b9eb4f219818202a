import { byText } from '../../kernel/by-text.ts'
import { exactOf, formatExact } from '../../kernel/exact.ts'
import { type Instant, later } from '../../kernel/instant.ts'
import type { StayId, UnitId } from '../ids.ts'
import { isKnownParty } from '../party/known-party.ts'
import type { Segment } from '../stay/stay-record.ts'
import { endOfMonth } from './calendar.ts'
import type { MonthPicture } from './compute-month.ts'
import { nightsOf } from './count-dogn.ts'
import type { NightOf, PaidNight } from './journal-spans.ts'
import { horizonOf, type MonthFacts, partsOf } from './month-facts.ts'
import { countedStayOf, type PayableStay } from './paying-segments.ts'
import type { Cause, Completeness } from './run.ts'

/** What the units' journals say, told apart from the stays' own items. */
export type Told = {
  /** The occupied nights in the units and on the dates on which the agreement was in force, and who was registered as payer. */
  readonly nights: readonly PaidNight[]
  /** Those of the same units on dates on which no agreement had them. */
  readonly outside: readonly NightOf[]
  /**
   * Those that this month cannot mend: in units that were the agreement's on no date of it, and such as were told of after
   * their month was locked.
   */
  readonly elsewhere: readonly NightOf[]
  /** Stays that are one patient's, two or more each. */
  readonly ofOnePatient: readonly (readonly StayId[])[]
  readonly dischargeDecidedAt: ReadonlyMap<StayId, Instant>
  /** Units whose journal lacks an event, so that nobody knows what it does not tell. */
  readonly broken: readonly UnitId[]
}

const BARE = { unitId: null, stayId: null, date: null, partyId: null }

/**
 * every-night-has-one-payer: the gate before a lock. Each occupied bed-night of the journals is charged to one party or
 * excused by name; nothing overlaps, nobody lies on who should have left, every payer is known, and the cost is booked.
 * Every cause is named, with what a person needs to find it. `ofCorrected` are those of the locked months that this run corrects.
 */
export function judgeCompleteness(
  facts: MonthFacts,
  picture: MonthPicture,
  told: Told,
  ofCorrected: readonly Cause[] = [],
): Completeness {
  const { month, now, cost } = facts
  const isOver = endOfMonth(month) <= now
  const own = stretchesOf(facts)
  const causes: readonly Cause[] = [
    ...(partsOf(facts).length === 0 ? [{ ...BARE, cause: 'no-agreement-in-month' as const }] : []),
    ...(cost === null ? [{ ...BARE, cause: 'cost-not-booked' as const }] : []),
    ...(isOver ? [] : [{ ...BARE, cause: 'month-not-ended' as const }]),
    ...told.broken.map((unitId) => ({ ...BARE, cause: 'journal-broken' as const, unitId })),
    ...findOutside(told.outside),
    ...findUnknown(picture, told.nights),
    ...findLeftOpen(facts, own, told),
    ...findOverlaps(own, 'beds-overlap', ({ unitId, bedId }) => `${unitId} ${bedId}`),
    ...findDifferences(facts, picture, told.nights),
    ...picture.causes,
    ...ofCorrected,
  ]
  const notes = [...findOutside(told.elsewhere), ...findOfOnePatient(own, told.ofOnePatient)]
  return {
    ok: causes.length === 0,
    occupiedNights: told.nights.length + told.outside.length,
    charged: formatExact(exactOf(picture.charged.length)),
    excused: picture.excused.length,
    causes,
    // Left out where there is none, so that a run without any keeps the hash that it has.
    ...(notes.length > 0 && { notes }),
  }
}

type Stretch = Pick<Segment, 'unitId' | 'bedId' | 'from'> & { readonly stayId: StayId; readonly until: Instant }

/** Who lay where, cut to the units and dates on which the agreement was in force: what is outside is not this month's matter. */
function stretchesOf(facts: MonthFacts): readonly Stretch[] {
  const horizon = horizonOf(facts)
  return partsOf(facts).flatMap(({ agreement, dates }) => {
    const [opens, closes] = [dates[0]?.startsAt, dates.at(-1)?.endsAt]
    if (!opens || !closes) return []
    return facts.stays.flatMap(({ stayId, segments }) =>
      segments
        .filter(({ unitId }) => agreement.units.includes(unitId))
        .map(({ unitId, bedId, from, until }) => ({
          ...{ stayId, unitId, bedId },
          from: later(from, opens),
          until: earlier(until ?? horizon, closes),
        }))
        .filter(({ from, until }) => from < until),
    )
  })
}

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)

/**
 * A stay that goes on is counted to the month's end. One that should have ended is another matter: the departure was
 * expected, or the discharge decided, before the month was out, and nobody has said that the patient went or stayed.
 */
function findLeftOpen(
  facts: MonthFacts,
  own: readonly Stretch[],
  { dischargeDecidedAt }: Pick<Told, 'dischargeDecidedAt'>,
): readonly Cause[] {
  const horizon = horizonOf(facts)
  const here = new Set(own.map(({ stayId }) => stayId))
  const isDue = ({ stayId, expectedDepartureAt, dischargedTo }: PayableStay) =>
    (expectedDepartureAt !== null && expectedDepartureAt <= horizon) ||
    (dischargedTo !== null && (dischargeDecidedAt.get(stayId) ?? horizon) <= horizon)
  return facts.stays
    .filter((stay) => here.has(stay.stayId) && stay.departedAt === null && isDue(stay))
    .map(({ stayId, segments }) => {
      const unitId = segments.at(-1)?.unitId ?? null
      return { ...BARE, cause: 'stay-without-departure' as const, stayId, unitId }
    })
    .sort(byText(({ stayId }) => stayId))
}

/** Per stay and unit the nights that no agreement says the payer of, from the first to the last. */
function findOutside(outside: readonly NightOf[]): readonly Cause[] {
  const byStay = Map.groupBy(outside, ({ unitId, stayId }) => `${unitId} ${stayId}`)
  return [...byStay].sort(byText(([name]) => name)).flatMap(([, [first, ...more]]) => {
    if (!first) return []
    const tom = more.at(-1)?.date
    const { unitId, stayId, date } = first
    return [{ ...BARE, unitId, stayId, date, cause: 'night-without-agreement' as const, ...(tom && { tom }) }]
  })
}

/** Each payer that no invoice could reach: with every stay that names it, or by itself where no stay does. */
function findUnknown({ lines }: MonthPicture, told: readonly PaidNight[]): readonly Cause[] {
  const payers = [...new Set([...lines, ...told].map(({ partyId }) => partyId))].sort()
  return payers
    .filter((partyId) => !isKnownParty(partyId))
    .flatMap((partyId): readonly Cause[] => {
      const cause = { ...BARE, cause: 'party-unknown' as const, partyId }
      const nights = told.filter((night) => night.partyId === partyId).sort(byText(nightName))
      const firsts = [...Map.groupBy(nights, ({ stayId }) => stayId).values()].flatMap(([first]) => first ?? [])
      return firsts.length === 0
        ? [cause]
        : firsts.map(({ unitId, stayId, date }) => ({ ...cause, unitId, stayId, date }))
    })
}

/**
 * one-patient-one-bed holds for stays that go on; of those that are past one may be told of, or corrected, into another.
 * Noted and no more: the reference is the record system's own, and only the units know whether it stands for two people.
 */
function findOfOnePatient(own: readonly Stretch[], ofOnePatient: Told['ofOnePatient']): readonly Cause[] {
  const firstOf = new Map(ofOnePatient.flatMap((stays) => stays.map((stayId) => [stayId, stays.toSorted()[0]])))
  const theirs = own.filter(({ stayId }) => firstOf.has(stayId))
  return findOverlaps(theirs, 'patient-in-two-beds', ({ stayId }) => firstOf.get(stayId) ?? stayId)
}

/** one-bed-one-occupant, looked at once more before money follows from it: what has one name is at one place at a time. */
function findOverlaps(
  own: readonly Stretch[],
  cause: 'beds-overlap' | 'patient-in-two-beds',
  nameOf: (stretch: Stretch) => string,
): readonly Cause[] {
  return [...Map.groupBy(own, nameOf)].sort(byText(([name]) => name)).flatMap(([, ofName]) => {
    let takenUntil: Instant | null = null
    return ofName
      .toSorted(byText(({ from, stayId }) => `${from} ${stayId}`))
      .flatMap(({ from, until, unitId, stayId }) => {
        const overlaps = takenUntil !== null && from < takenUntil
        takenUntil = takenUntil === null ? until : later(takenUntil, until)
        return overlaps ? [{ ...BARE, cause, unitId, stayId }] : []
      })
  })
}

/** Per stay the first night on which the stay's item and the journal disagree: whether it was, and who was to pay. */
function findDifferences(
  facts: MonthFacts,
  { charged, excused }: MonthPicture,
  told: readonly PaidNight[],
): readonly Cause[] {
  const registered = registeredNights(facts)
  const strays = [
    ...differing(registered, told, ({ partyId, service, ...night }) => `${nightName(night)} ${partyId} ${service}`),
    ...differing([...charged, ...excused], told, nightName),
  ].sort(byText(nightName))
  return [...Map.groupBy(strays, ({ stayId }) => stayId).values()].flatMap(([first]) =>
    first
      ? [{ ...BARE, unitId: first.unitId, stayId: first.stayId, date: first.date, cause: 'stay-and-journal-differ' }]
      : [],
  )
}

const nightName = ({ stayId, unitId, date }: NightOf): string => `${stayId} ${unitId} ${date}`

/** What stands on one side only. */
function differing<A extends NightOf, B extends A>(
  one: readonly A[],
  other: readonly B[],
  nameOf: (night: A) => string,
) {
  const [inOne, inOther] = [new Set(one.map(nameOf)), new Set(other.map(nameOf))]
  return [...one.filter((night) => !inOther.has(nameOf(night))), ...other.filter((night) => !inOne.has(nameOf(night)))]
}

/** The nights by the stays' own items, with the payer who stands there, before duty or dispute moves any. */
export function registeredNights(facts: MonthFacts): readonly PaidNight[] {
  const horizon = horizonOf(facts)
  return partsOf(facts).flatMap(({ agreement, dates }) =>
    facts.stays.flatMap((stay) =>
      nightsOf(countedStayOf(stay, horizon), dates)
        .filter(({ segment }) => agreement.units.includes(segment.unitId))
        .map(({ date: { date }, segment: { unitId, partyId, service } }) => ({
          ...{ unitId, stayId: stay.stayId, date },
          ...{ partyId, service },
        })),
    ),
  )
}
