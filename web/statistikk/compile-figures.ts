import { norwegian, shortDate } from '../../lib/documents/norwegian-text.ts'
import { word } from '../i18n/nb.ts'
import { STATISTIKK } from '../i18n/nb-statistikk.ts'
import { partyName } from '../parts/party.ts'
import { accordionOf } from './accordion.ts'
import type { Bar, Cell, Column, Figure, Statistics } from './figure.ts'

type Shown = { readonly count: number | null; readonly suppressed: boolean }
type Occupancy = Statistics['occupancy']
type Tabled = { readonly total: Shown; readonly rows: readonly Shown[]; readonly suppressed: boolean }

const { figures: titles, findings, columns: labels, hidden } = STATISTIKK

export const text = (label: string): Column => ({ label, isNumber: false })
export const number = (label: string): Column => ({ label, isNumber: true })
export const numberCell = (value: number | null): Cell => (value === null ? null : { number: String(value) })
const shownCell = ({ count, suppressed }: Shown): Cell => (suppressed ? { hidden: true } : numberCell(count))
export const numberText = (value: number | null): string => (value === null ? hidden : norwegian(String(value)))

/** Everything that the answer counts, in the order in which people ask about it. */
export function compileFigures(answer: Statistics): readonly Figure[] {
  const { definitions, admissions, departures, holds, overrides, lookups } = answer
  const means = (...names: readonly string[]) => [...names, 'suppressed'].flatMap((name) => definitions[name] ?? [])
  return [
    occupancyFigure(answer, means('percent', 'liggedogn', 'sengedognSsb', 'sengedognOecd')),
    { ...accordionOf(answer, partyName), definitions: means('liggedogn', 'standing') },
    unitsFigure(answer, means('percent', 'sengedognSsb')),
    nightsFigure(answer, means('liggedogn')),
    payableFigure(answer, means('betalingsdogn', 'liggedogn')),
    admissionsFigure(answer, means('admissions', 'per1000')),
    countsFigure(
      'services',
      admissions.byService,
      ({ service }) => [word(service)],
      [labels.service],
      means('admissions'),
    ),
    codesFigure('ages', admissions.byAgeBand, means('admissions')),
    codesFigure('reasons', admissions.byReasonGroup, means('admissions')),
    codesFigure('referrers', admissions.byReferrer, means('admissions')),
    {
      ...codesFigure('departures', departures.byDischargedTo, means('departures', 'meanDogn')),
      finding: findings.departures(numberText(departures.byDischargedTo.total.count), numberText(departures.meanDogn)),
    },
    {
      ...countsFigure('lookups', lookups, outcomeOf, [labels.outcome, labels.reason], means('lookups')),
      finding: findings.lookups(numberText(lookups.total.count)),
    },
    {
      ...countsFigure(
        'holds',
        holds.ends,
        ({ end, reason }) => [word(end), word(reason)],
        [labels.outcome, labels.reason],
        means('holds'),
      ),
      finding: findings.holds(numberText(holds.placed.count), numberText(holds.ends.total.count)),
    },
    {
      ...countsFigure('overrides', overrides, ({ of }) => [word(of)], [labels.code], means('overrides')),
      finding: findings.overrides(numberText(overrides.total.count)),
    },
  ]
}

const outcomeOf = ({ outcome, reason }: { outcome: string; reason: string | null }): readonly string[] => [
  word(outcome),
  reason === null ? '' : word(reason),
]

const occupancyCells = ({ liggedogn, suppressed, ssb, oecd }: Occupancy): readonly Cell[] =>
  [liggedogn, ssb.sengedogn, ssb.percent, oecd.sengedogn, oecd.percent].map((value, i) =>
    suppressed && i !== 3 ? { hidden: true } : numberCell(value),
  )
const OCCUPANCY_COLUMNS = [
  number(labels.liggedogn),
  number(labels.sengedognSsb),
  number(labels.percentSsb),
  number(labels.sengedognOecd),
  number(labels.percentOecd),
]

const percentBar = (label: string, { ssb }: Occupancy): Bar => ({
  label,
  value: ssb.percent,
  shown: ssb.percent === null ? hidden : `${numberText(ssb.percent)} %`,
})

function occupancyFigure({ byDate, occupancy }: Statistics, definitions: readonly string[]): Figure {
  const { liggedogn, ssb } = occupancy
  return {
    id: 'belegg',
    title: titles.occupancy,
    finding:
      ssb.percent === null
        ? findings.noOccupancy
        : findings.occupancy(numberText(ssb.percent), numberText(liggedogn), numberText(ssb.sengedogn)),
    definitions,
    columns: [text(labels.date), ...OCCUPANCY_COLUMNS],
    rows: byDate.rows.map((row) => [row.date, ...occupancyCells(row)]),
    chart: {
      kind: 'columns',
      axis: STATISTIKK.percentAxis,
      mark: 100,
      points: byDate.rows.map((row) => percentBar(shortDate(row.date), row)),
    },
    isHidden: byDate.suppressed,
  }
}

function unitsFigure({ units }: Statistics, definitions: readonly string[]): Figure {
  const rows = units.rows.toSorted((a, b) => (b.ssb.percent ?? -1) - (a.ssb.percent ?? -1))
  return {
    id: 'enheter',
    title: titles.units,
    finding: null,
    definitions,
    columns: [text(labels.unit), text(labels.kommune), ...OCCUPANCY_COLUMNS],
    rows: rows.map((row) => [row.name, partyName(`k-${row.kommune}`), ...occupancyCells(row)]),
    chart: { kind: 'bars', bars: rows.map((row) => percentBar(row.name, row)) },
    isHidden: units.suppressed,
  }
}

function nightsFigure({ use }: Statistics, definitions: readonly string[]): Figure {
  const rows = use.rows.toSorted((a, b) => (b.liggedogn ?? -1) - (a.liggedogn ?? -1))
  return {
    id: 'liggedogn',
    title: titles.nights,
    finding: null,
    definitions,
    columns: [text(labels.party), text(labels.service), number(labels.liggedogn)],
    rows: rows.map(({ partyId, service, liggedogn, suppressed }) => [
      partyName(partyId),
      word(service),
      shownCell({ count: liggedogn, suppressed }),
    ]),
    chart: {
      kind: 'bars',
      bars: rows.map(({ partyId, service, liggedogn }) => ({
        label: `${partyName(partyId)}, ${word(service)}`,
        value: liggedogn,
        shown: numberText(liggedogn),
      })),
    },
    isHidden: use.suppressed,
  }
}

/** The two counts side by side, since the difference between them is what parties argue about. */
function payableFigure({ betalingsdogn, use }: Statistics, definitions: readonly string[]): Figure {
  const nightsOf = (partyId: string): Cell => {
    const own = use.rows.filter((row) => row.partyId === partyId)
    if (own.some(({ suppressed }) => suppressed)) return { hidden: true }
    return { number: String(own.reduce((sum, { liggedogn }) => sum + (liggedogn ?? 0), 0)) }
  }
  return {
    id: 'betalingsdogn',
    title: titles.payable,
    finding: null,
    definitions,
    columns: [text(labels.party), number(labels.liggedogn), number(labels.betalingsdogn), text(labels.rule)],
    rows: betalingsdogn.rows.map(({ partyId, rule, betalingsdogn: counted }) => [
      partyName(partyId),
      nightsOf(partyId),
      { number: counted },
      word(rule),
    ]),
    chart: null,
    isHidden: betalingsdogn.suppressed,
  }
}

function admissionsFigure({ admissions: { byParty } }: Statistics, definitions: readonly string[]): Figure {
  const rows = byParty.rows.toSorted((a, b) => (b.count ?? -1) - (a.count ?? -1))
  return {
    id: 'innleggelser',
    title: titles.admissions,
    finding: findings.admissions(numberText(byParty.total.count)),
    definitions,
    columns: [text(labels.party), number(labels.count), number(labels.per1000)],
    rows: rows.map((row) => [partyName(row.partyId), shownCell(row), numberCell(row.per1000)]),
    chart: {
      kind: 'bars',
      bars: rows.map(({ partyId, count }) => ({ label: partyName(partyId), value: count, shown: numberText(count) })),
    },
    isHidden: byParty.suppressed,
  }
}

const codesFigure = (
  id: 'ages' | 'reasons' | 'referrers' | 'departures',
  table: Tabled & { readonly rows: readonly (Shown & { readonly code: string | null })[] },
  definitions: readonly string[],
): Figure =>
  countsFigure(id, table, ({ code }) => [code === null ? STATISTIKK.none : word(code)], [labels.code], definitions)

/** A table that counts something by one or two codes. */
function countsFigure<Row extends Shown>(
  id: Exclude<keyof typeof titles, 'waiting'>,
  { rows, suppressed }: { readonly rows: readonly Row[]; readonly suppressed: boolean },
  namesOf: (row: Row) => readonly string[],
  names: readonly string[],
  definitions: readonly string[],
): Figure {
  return {
    id,
    title: titles[id],
    finding: null,
    definitions,
    columns: [...names.map(text), number(labels.count)],
    rows: rows.map((row) => [...namesOf(row), shownCell(row)]),
    chart: {
      kind: 'bars',
      bars: rows.map((row) => ({
        label: namesOf(row).filter(Boolean).join(', '),
        value: row.count,
        shown: numberText(row.count),
      })),
    },
    isHidden: suppressed,
  }
}
