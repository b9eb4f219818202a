import type { AnswerOf, QueryOf } from '../contract/routes.ts'
import { STATISTICS_DEFINITIONS } from '../contract/statistics.ts'
import type { Actor } from '../domain/actor.ts'
import type { PartyId, StayId, UnitId } from '../domain/ids.ts'
import { termsAt, type UnitState } from '../domain/pool/state.ts'
import { countBetalingsdogn, type PartyBetalingsdogn } from '../domain/statistics/betalingsdogn.ts'
import { compileFigures, type DateUse, type Figures } from '../domain/statistics/figures.ts'
import { spanOf } from '../domain/statistics/period.ts'
import { percentOf, ratioOf } from '../domain/statistics/ratio.ts'
import type { Sengedogn } from '../domain/statistics/sengedogn.ts'
import {
  isSmall,
  protectCount,
  protectTable,
  type ShownCount,
  type ShownTable,
  seesSmallNumbers,
  showCount,
  showTable,
} from '../domain/statistics/suppress.ts'
import type { Count, Table } from '../domain/statistics/table.ts'
import type { StayRecord } from '../domain/stay/stay-record.ts'
import type { Instant } from '../kernel/instant.ts'
import type { OsloDate } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { AgreementVersion } from '../store/agreement-codecs.ts'
import { findAgreements } from '../store/agreement-store.ts'
import { findStays, listClosingsOfNoUnit, readUnitPast, type UnitPast } from '../store/past-store.ts'
import type { Store } from '../store/store-client.ts'
import { findUnit, listUnits } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

type Answer = AnswerOf<'show-statistics'>
type Query = QueryOf<'show-statistics'>

/**
 * Statistics of a unit, an area or the whole region: one Query per unit for all of its past, one to find the units, and
 * one for the lookups that named none. Nothing is stored beforehand: the same facts give the same answer, also after a
 * correction.
 */
export async function showStatistics(
  deps: Deps,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
  query: Query,
): Promise<Result<Answer, { readonly kind: 'unit-not-found' }>> {
  const { store } = deps
  const units = await readScope(store, query)
  if (!units) return refused({ kind: 'unit-not-found' })
  const span = spanOf(query)
  const pasts = await Promise.all(units.map(({ unitId }) => readUnitPast(store, unitId, span.from)))
  const isWholeRegion = query.unit === undefined && query.area === undefined
  const unnamed = isWholeRegion ? await listClosingsOfNoUnit(store, span.from, span.until) : []
  const agreements = await findAgreements(store, [
    ...new Set(units.flatMap((unit) => termsAt(unit, now)?.agreementId ?? [])),
  ])
  const populations = populationsIn(agreements)
  const stays = await gatherStays(store, pasts)
  const figures = compileFigures({
    units: units.map((unit, i) => ({ unit, standings: pasts[i]?.standings ?? [] })),
    stays,
    events: pasts.flatMap(({ events }) => events),
    closings: [...pasts.flatMap(({ closings }) => closings), ...unnamed],
    parties: [...populations.keys()],
    period: query,
    now,
  })
  const isFull = seesSmallNumbers(actor, units, now)
  const counted = agreements.flatMap((version) => betalingsdognBy(version, { stays, units, figures, now }))
  return accepted({
    ...answerOf(figures, { query, units, populations, now, isFull }),
    betalingsdogn: showBetalingsdogn(counted, isFull),
  })
}

async function readScope(store: Store, { unit, area }: Query): Promise<readonly UnitState[] | undefined> {
  if (unit === undefined) return listUnits(store, area)
  const found = await findUnit(store, unit)
  return found && [found]
}

/**
 * The stays of the units, each once. One that went on in a unit outside the scope is filed there; the event of its
 * transfer says which it is.
 */
async function gatherStays(store: Store, pasts: readonly UnitPast[]): Promise<readonly StayRecord[]> {
  const filed = new Map(pasts.flatMap(({ stays }) => stays).map((stay) => [stay.stayId, stay]))
  const transferred = pasts
    .flatMap(({ events }) => events)
    .flatMap((event): StayId[] => (event.type === 'stay-transferred-out' ? [event.data.stayId] : []))
  const elsewhere = await findStays(
    store,
    [...new Set(transferred)].filter((stayId) => !filed.has(stayId)),
  )
  return [...filed.values(), ...elsewhere]
}

type Population = { readonly population: number | null; readonly agreementId: string }

/** What the agreements say about their parties; where two name one party, the one that was saved last. */
function populationsIn(agreements: readonly AgreementVersion[]): ReadonlyMap<PartyId, Population> {
  const oldestFirst = [...agreements].sort((a, b) => (a.savedAt < b.savedAt ? -1 : 1))
  return new Map(
    oldestFirst.flatMap(({ agreementId, agreement }) =>
      agreement.parties.map(({ partyId, population }) => [partyId, { population: population ?? null, agreementId }]),
    ),
  )
}

type Counted = PartyBetalingsdogn & { readonly agreementId: string }

function betalingsdognBy(
  { agreementId, version, agreement }: AgreementVersion,
  facts: {
    readonly stays: readonly StayRecord[]
    readonly units: readonly UnitState[]
    readonly figures: Figures
    readonly now: Instant
  },
): readonly Counted[] {
  if (!agreement.finance) return []
  const financed = { version, agreement: { ...agreement, finance: agreement.finance } }
  const unitIds = facts.units.map(({ unitId }) => unitId)
  const { dates } = facts.figures
  return countBetalingsdogn(financed, facts.stays, unitIds, dates, facts.now).map((row) => ({ agreementId, ...row }))
}

/** They stand beside the parties' liggedogn, so one small number among them would give away what is withheld there. */
function showBetalingsdogn(counted: readonly Counted[], isFull: boolean): Answer['betalingsdogn'] {
  const isShown = isFull || !counted.some(({ behind }) => isSmall({ count: behind, behind }))
  const rows = counted.map(({ agreementId, partyId, rule, betalingsdogn }) => ({
    agreementId,
    partyId,
    rule,
    betalingsdogn,
  }))
  return isShown ? { rows, suppressed: false } : { rows: [], suppressed: true }
}

type AnswerContext = {
  readonly query: Query
  readonly units: readonly UnitState[]
  readonly populations: ReadonlyMap<PartyId, Population>
  readonly now: Instant
  /** Whether this reader sees small numbers. */
  readonly isFull: boolean
}

function answerOf(
  figures: Figures,
  { query, units, populations, now, isFull }: AnswerContext,
): Omit<Answer, 'betalingsdogn'> {
  const { nights, admissions, departures, holds, overrides, lookups } = figures
  const table: <Key>(full: Table<Key>) => ShownTable<Key> = isFull ? showTable : protectTable
  const number: (full: Count) => ShownCount = isFull ? showCount : protectCount
  const unitOf = new Map(units.map((unit) => [unit.unitId, unit]))
  const byUnit = table(nights.byUnit)
  const byDate = table(nights.byDate)
  const byUse = table(nights.byUse)
  const byParty = table(admissions.byParty)
  const sameDate = table(departures.bySameDate).rows.find(({ key }) => key.sameDate) ?? HIDDEN
  const dayStays = table(departures.byDayStayOver3h)
  const over3h = dayStays.rows.find(({ key }) => key.over3h) ?? HIDDEN
  const dayStaysOver3h = sameDate.suppressed ? HIDDEN : { count: over3h.count, suppressed: over3h.suppressed }
  const liggedogn = number(departures.liggedogn)
  const departed = departures.byDischargedTo.total.count
  return {
    asOf: now,
    fom: query.fom,
    tom: query.tom,
    endedDates: figures.dates.length,
    area: query.area ?? null,
    smallNumbers: isFull ? 'shown' : 'suppressed',
    definitions: STATISTICS_DEFINITIONS,
    occupancy: occupancyOf(byUse.total, figures.sengedogn),
    units: {
      suppressed: byUnit.suppressed,
      rows: byUnit.rows.flatMap(({ key: { unitId }, ...shown }) => {
        const unit = unitOf.get(unitId)
        return unit ? [{ ...describe(unit, now), ...occupancyOf(shown, sengedognAt(figures, unitId)) }] : []
      }),
    },
    byDate: { suppressed: byDate.suppressed, rows: dateRows(figures.dates, byDate, isFull) },
    use: { suppressed: byUse.suppressed, rows: useRows(byUse) },
    admissions: {
      byParty: {
        ...byParty,
        rows: byParty.rows.map(({ key: { partyId }, ...shown }) => {
          const { population, agreementId } = populations.get(partyId) ?? { population: null, agreementId: null }
          const per1000 = shown.count === null ? null : ratioOf(1000 * shown.count, population ?? 0, 2)
          return { partyId, ...shown, population, agreementId, per1000 }
        }),
      },
      byService: flatten(table(admissions.byService)),
      byAgeBand: flatten(table(admissions.byAgeBand)),
      byReasonGroup: flatten(table(admissions.byReasonGroup)),
      byReferrer: flatten(table(admissions.byReferrer)),
    },
    departures: {
      byDischargedTo: flatten(table(departures.byDischargedTo)),
      sameDate: { count: sameDate.count, suppressed: sameDate.suppressed },
      dayStaysOver3h,
      liggedogn,
      meanDogn: liggedogn.count === null ? null : ratioOf(liggedogn.count, departed, 1),
    },
    holds: { placed: number(holds.placed), ends: flatten(table(holds.ends)) },
    overrides: flatten(table(overrides)),
    lookups: flatten(table(lookups)),
  }
}

const HIDDEN: ShownCount = { count: null, suppressed: true }

const describe = (unit: UnitState, now: Instant) => ({
  unitId: unit.unitId,
  name: unit.profile.name,
  kommune: unit.profile.kommune,
  area: unit.profile.area,
  agreementId: termsAt(unit, now)?.agreementId ?? null,
})

const sengedognAt = ({ sengedognByUnit }: Figures, unitId: UnitId): Sengedogn =>
  sengedognByUnit.get(unitId) ?? { ssb: 0, oecd: 0 }

/** In a closed unit the beds in operation are the patients', so they are withheld together. */
function occupancyOf({ count, suppressed }: ShownCount, { ssb, oecd }: Sengedogn): Answer['occupancy'] {
  return {
    liggedogn: count,
    suppressed,
    ssb: { sengedogn: suppressed ? null : ssb, percent: count === null ? null : percentOf(count, ssb) },
    oecd: { sengedogn: oecd, percent: count === null ? null : percentOf(count, oecd) },
  }
}

/**
 * Date by date, party and service add up along both sides, so a reader who may not see all of it sees it only where
 * nothing in it is small.
 */
function dateRows(
  dates: readonly DateUse[],
  byDate: ShownTable<{ date: OsloDate }>,
  isFull: boolean,
): Answer['byDate']['rows'] {
  const tables = new Map(dates.map((row) => [row.date, row]))
  const isShown = isFull || dates.every(({ use }) => !use.rows.some(isSmall))
  return byDate.rows.flatMap(({ key: { date }, ...shown }) => {
    const row = tables.get(date)
    const use = row && isShown ? useRows(showTable(row.use)) : null
    return row ? [{ date, ...occupancyOf(shown, row.sengedogn), use }] : []
  })
}

const useRows = ({ rows }: ShownTable<{ partyId: string; service: string }>) =>
  rows.map(({ key: { partyId, service }, count, suppressed }) => ({ partyId, service, liggedogn: count, suppressed }))

const flatten = <Key extends object>({ rows, ...rest }: ShownTable<Key>) => ({
  ...rest,
  rows: rows.map(({ key, count, suppressed }) => ({ ...key, count, suppressed })),
})
