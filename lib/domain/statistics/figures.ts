import { type Instant, msBetween } from '../../kernel/instant.ts'
import type { OsloDate } from '../../kernel/oslo-date.ts'
import type { PartyId, StayId, UnitId } from '../ids.ts'
import type { JournalEvent, OverrideRecord } from '../pool/events.ts'
import { type PastStanding, standingBefore, standingOf } from '../pool/standing.ts'
import { isValid, type UnitState } from '../pool/state.ts'
import type { StayRecord } from '../stay/stay-record.ts'
import type { LookupOutcome, LookupReason, Service } from '../vocabulary.ts'
import { findOverride, happenedAt } from './counted-events.ts'
import { countLiggedogn, listNights, type Night } from './liggedogn.ts'
import { type EndedDate, endedDates, isIn, type Period, type Span, spanOf } from './period.ts'
import { addSengedogn, countSengedogn, NO_SENGEDOGN, type Sengedogn } from './sengedogn.ts'
import { type Count, type Table, tabulate } from './table.ts'

/** One unit as it is, and how it stood before, oldest first. */
export type UnitHistory = { readonly unit: UnitState; readonly standings: readonly PastStanding[] }

/** What became of one lookup, as its dispatcher said. */
export type Closing = {
  readonly outcome: LookupOutcome
  readonly reason: LookupReason | null
  readonly closedAt: Instant
}

export type StatisticsFacts = {
  readonly units: readonly UnitHistory[]
  /** Every stay that was in one of the units in the period, once; others do no harm. */
  readonly stays: readonly StayRecord[]
  /** The counted events of the units' journals. */
  readonly events: readonly JournalEvent[]
  readonly closings: readonly Closing[]
  /** Parties that have a row even where nobody was admitted for them. */
  readonly parties: readonly PartyId[]
  readonly period: Period
  readonly now: Instant
}

type Use = { readonly partyId: PartyId; readonly service: Service }
export type DateUse = { readonly date: OsloDate; readonly sengedogn: Sengedogn; readonly use: Table<Use> }
type Code = { readonly code: string | null }

/**
 * The figures of some units and a period, with nothing withheld. Liggedogn are always those of SSB; betalingsdogn follow
 * the agreement's own rule and come with the avregning, which says how the two differ.
 */
export type Figures = {
  /** The dates that the nights are counted over; later dates of the period have not ended yet. */
  readonly dates: readonly DateUse[]
  readonly sengedogn: Sengedogn
  readonly sengedognByUnit: ReadonlyMap<UnitId, Sengedogn>
  /** Liggedogn. */
  readonly nights: {
    readonly byUnit: Table<{ unitId: UnitId }>
    readonly byDate: Table<{ date: OsloDate }>
    readonly byUse: Table<Use>
  }
  /** Stays whose admission was to one of the units. A stay transferred within its agreement was admitted once. */
  readonly admissions: {
    readonly byParty: Table<{ partyId: PartyId }>
    readonly byService: Table<{ service: Service }>
    readonly byAgeBand: Table<Code>
    readonly byReasonGroup: Table<Code>
    readonly byReferrer: Table<Code>
  }
  /** Stays that ended in one of the units. */
  readonly departures: {
    readonly byDischargedTo: Table<Code>
    /** In and out on one local date. */
    readonly bySameDate: Table<{ sameDate: boolean }>
    /** Of those that were in and out on one local date: the ones in a sykestue that lasted more than three hours. */
    readonly byDayStayOver3h: Table<{ over3h: boolean }>
    /** All nights of these stays, also those before the period and in other units. */
    readonly liggedogn: Count
  }
  readonly holds: {
    readonly placed: Count
    readonly ends: Table<{ end: HoldEnd; reason: string }>
  }
  /** One override may set aside several things, so the rows may add up to more than the total. */
  readonly overrides: Table<{ of: OverrideRecord['of'][number] }>
  readonly lookups: Table<{ outcome: LookupOutcome; reason: LookupReason | null }>
}

type HoldEnd = 'declined' | 'cancelled' | 'expired' | 'passed-on'

export function compileFigures(facts: StatisticsFacts): Figures {
  const { units, stays, closings, parties, period, now } = facts
  const span = spanOf(period)
  const dates = endedDates(period, now)
  const unitIds = units.map(({ unit }) => unit.unitId)
  const isHere = (unitId: UnitId | undefined) => unitId !== undefined && unitIds.includes(unitId)
  const nights = stays.flatMap((stay) => listNights(stay, dates)).filter(({ unitId }) => isHere(unitId))
  const nightsByDate = Map.groupBy(nights, ({ date }) => date)
  const beds = countBeds(units, nights, dates)
  const admitted = stays.filter((stay) => isIn(span, stay.admittedAt) && isHere(stay.segments[0]?.unitId))
  const departed = stays.flatMap(({ departedAt, ...stay }) =>
    departedAt !== null && isIn(span, departedAt) && isHere(stay.unitId) ? [{ ...stay, departedAt }] : [],
  )
  const liggedognOf = ({ admittedAt, departedAt }: (typeof departed)[number]) => countLiggedogn(admittedAt, departedAt)
  const byStay = ({ stayId }: { readonly stayId: StayId }) => stayId
  const useOf = ({ partyId, service }: Use) => ({ partyId, service })
  // A stay has at least one segment; the first says for whom and for what the patient came.
  const cameFor = admitted.flatMap(({ stayId, segments: [first] }) => (first ? [{ ...useOf(first), stayId }] : []))
  return {
    dates: dates.map(({ date }) => ({
      date,
      sengedogn: beds.byDate.get(date) ?? NO_SENGEDOGN,
      use: tabulate(nightsByDate.get(date) ?? [], useOf, byStay),
    })),
    sengedogn: [...beds.byUnit.values()].reduce(addSengedogn, NO_SENGEDOGN),
    sengedognByUnit: beds.byUnit,
    nights: {
      byUnit: tabulate(
        nights,
        ({ unitId }) => ({ unitId }),
        byStay,
        unitIds.map((unitId) => ({ unitId })),
      ),
      byDate: tabulate(
        nights,
        ({ date }) => ({ date }),
        byStay,
        dates.map(({ date }) => ({ date })),
      ),
      byUse: tabulate(nights, useOf, byStay),
    },
    admissions: {
      byParty: tabulate(
        cameFor,
        ({ partyId }) => ({ partyId }),
        byStay,
        parties.map((partyId) => ({ partyId })),
      ),
      byService: tabulate(cameFor, ({ service }) => ({ service }), byStay),
      byAgeBand: tabulate(admitted, ({ ageBand }) => ({ code: ageBand }), byStay),
      byReasonGroup: tabulate(admitted, ({ reasonGroup }) => ({ code: reasonGroup }), byStay),
      byReferrer: tabulate(admitted, ({ referrer }) => ({ code: referrer }), byStay),
    },
    departures: {
      byDischargedTo: tabulate(departed, ({ dischargedTo }) => ({ code: dischargedTo }), byStay),
      bySameDate: tabulate(departed, (stay) => ({ sameDate: liggedognOf(stay) === 0 }), byStay, [
        { sameDate: true },
        { sameDate: false },
      ]),
      byDayStayOver3h: tabulate(
        departed.filter((stay) => liggedognOf(stay) === 0),
        (stay) => ({ over3h: isDayStayOver3h(stay) }),
        byStay,
        [{ over3h: true }, { over3h: false }],
      ),
      // Behind the nights are only those who stayed a night: one among many who did not would else be told by the sum.
      liggedogn: {
        count: departed.reduce((sum, stay) => sum + liggedognOf(stay), 0),
        behind: departed.filter((stay) => liggedognOf(stay) > 0).length,
      },
    },
    ...countAsked(facts, span),
    lookups: tabulateEach(
      closings.filter(({ closedAt }) => isIn(span, closedAt)),
      ({ outcome, reason }) => ({ outcome, reason }),
    ),
  }
}

/** Vedlegg 3 of Delrapport 5 counts the «dagopphold over 3 timer» of a sykestue; exactly three hours is not over. */
const isDayStayOver3h = ({
  segments,
  admittedAt,
  departedAt,
}: StayRecord & { readonly departedAt: Instant }): boolean =>
  segments.at(-1)?.service === 'sykestue' && msBetween(admittedAt, departedAt) > 3 * 60 * 60_000

type Beds = {
  readonly byUnit: ReadonlyMap<UnitId, Sengedogn>
  readonly byDate: ReadonlyMap<OsloDate, Sengedogn>
}

/** The beds of every unit on every night, by how the unit stood the moment before that midnight. */
function countBeds(units: readonly UnitHistory[], nights: readonly Night[], dates: readonly EndedDate[]): Beds {
  const occupied = new Map<string, number>()
  for (const { unitId, date } of nights) {
    const place = `${unitId} ${date}`
    occupied.set(place, (occupied.get(place) ?? 0) + 1)
  }
  const byUnit = new Map<UnitId, Sengedogn>()
  const byDate = new Map<OsloDate, Sengedogn>()
  const add = <Key>(sums: Map<Key, Sengedogn>, key: Key, more: Sengedogn) =>
    sums.set(key, addSengedogn(sums.get(key) ?? NO_SENGEDOGN, more))
  for (const { unit, standings } of units) {
    const live = standingOf(unit)
    add(byUnit, unit.unitId, NO_SENGEDOGN)
    for (const { date, endsAt } of dates) {
      const standing = standingBefore(standings, live, endsAt)
      const sengedogn = countSengedogn(standing, endsAt, occupied.get(`${unit.unitId} ${date}`) ?? 0)
      add(byUnit, unit.unitId, sengedogn)
      add(byDate, date, sengedogn)
    }
  }
  return { byUnit, byDate }
}

/** What units were asked for and did not give, and what was set aside: the figures that trust hangs on. */
function countAsked({ units, events, now }: StatisticsFacts, span: Span): Pick<Figures, 'holds' | 'overrides'> {
  const inPeriod = events.filter((event) => isIn(span, happenedAt(event)))
  const placed = inPeriod.filter((event) => event.type === 'hold-placed').length
  const told = inPeriod.flatMap((event): HoldEnded[] => {
    switch (event.type) {
      case 'hold-declined':
        return [{ holdId: event.data.holdId, end: 'declined', reason: event.data.reason }]
      case 'hold-cancelled':
        return [{ holdId: event.data.holdId, end: 'cancelled', reason: event.data.reason }]
      case 'hold-expired':
        return [{ holdId: event.data.holdId, end: 'expired', reason: event.data.reason }]
      case 'hold-passed-on':
        return [{ holdId: event.data.holdId, end: 'passed-on', reason: 'unanswered' }]
    }
    return []
  })
  const ends = new Map([...findUntold(units, span, now), ...told].map((ended) => [ended.holdId, ended]))
  const overrides = inPeriod.flatMap(
    (event) => findOverride(event)?.of.map((of) => ({ of, subject: event.hash })) ?? [],
  )
  return {
    holds: {
      placed: { count: placed, behind: placed },
      ends: tabulateEach([...ends.values()], ({ end, reason }) => ({ end, reason })),
    },
    overrides: countOnce(
      tabulate(
        overrides,
        ({ of }) => ({ of }),
        ({ subject }) => subject,
      ),
    ),
  }
}

type HoldEnded = { readonly holdId: string; readonly end: HoldEnd; readonly reason: string }

/** expiry-is-judged: holds that the clock has ended and no job has written down yet. */
const findUntold = (units: readonly UnitHistory[], span: Span, now: Instant): readonly HoldEnded[] =>
  units.flatMap(({ unit }) =>
    unit.holds
      .filter((hold) => !isValid(hold, now) && isIn(span, hold.expiresAt))
      .map(({ holdId, acceptedAt }) => ({
        holdId,
        end: 'expired',
        reason: acceptedAt === null ? 'unanswered' : 'no-show',
      })),
  )

/** Things that are each their own subject. */
const tabulateEach = <Thing, Key extends object>(things: readonly Thing[], keyOf: (thing: Thing) => Key): Table<Key> =>
  tabulate(
    things.map((thing, i) => ({ thing, i })),
    ({ thing }) => keyOf(thing),
    ({ i }) => String(i),
  )

/** The total is the number of subjects, where one subject stands in several rows. */
const countOnce = <Key>({ total: { behind }, rows }: Table<Key>): Table<Key> => ({
  total: { count: behind, behind },
  rows,
})
