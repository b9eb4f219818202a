import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { STATISTIKK } from '../i18n/nb-statistikk.ts'
import type { Figure, Statistics } from './figure.ts'

/** As many as can be told apart in a bar; the rest are one. */
const MOST_SERIES = 5
const { columns: labels } = STATISTIKK

/** Who had the beds, date by date: how the accordion has been stretched. Withheld date by date where a number is small. */
export function accordionOf(
  { byDate }: Pick<Statistics, 'byDate'>,
  nameOf: (partyId: string) => string,
): Omit<Figure, 'definitions'> {
  const dates = byDate.rows.flatMap(({ date, use }) => (use === null ? [] : [{ date, use }]))
  const totals = new Map<string, number>()
  for (const { use } of dates)
    for (const { partyId, liggedogn } of use) totals.set(partyId, (totals.get(partyId) ?? 0) + (liggedogn ?? 0))
  const ranked = [...totals].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([partyId]) => partyId)
  const [named, rest] = [ranked.slice(0, MOST_SERIES), new Set(ranked.slice(MOST_SERIES))]
  const isHidden = byDate.suppressed || (byDate.rows.length > 0 && dates.length === 0)
  const valuesOf = (use: (typeof dates)[number]['use']) => {
    const sumOf = (isIt: (partyId: string) => boolean) =>
      use.reduce((sum, { partyId, liggedogn }) => sum + (isIt(partyId) ? (liggedogn ?? 0) : 0), 0)
    const own = named.map((partyId) => sumOf((each) => each === partyId))
    return rest.size === 0 ? own : [...own, sumOf((each) => rest.has(each))]
  }
  const series = [...named.map(nameOf), ...(rest.size === 0 ? [] : [STATISTIKK.others])]
  return {
    id: 'trekkspillet',
    title: STATISTIKK.figures.accordion,
    finding: null,
    columns: [labels.date, ...series].map((label, i) => ({ label, isNumber: i > 0 })),
    rows: dates.map(({ date, use }) => [date, ...valuesOf(use).map((value) => ({ number: String(value) }))]),
    chart: {
      kind: 'stack',
      axis: STATISTIKK.nightsAxis,
      series,
      points: dates.map(({ date, use }) => ({ label: shortDate(date), values: valuesOf(use) })),
    },
    isHidden,
  }
}
