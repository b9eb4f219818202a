import { byText } from '../../kernel/by-text.ts'
import type { MonthPicture } from './compute-month.ts'
import { lineName, type MonthLine } from './month-lines.ts'
import type { BetalingspliktCorrection, Correction, Dogn } from './run.ts'

/**
 * locked-is-locked: what later facts change about a locked month, as lines of the run in which they were found.
 * `before` is how the month stands settled: the lock, or the last run that corrected it. The deltas sum to zero, because a
 * locked month's cost does not change; money only moves between those who pay.
 */
export function correctMonth(before: MonthPicture, after: MonthPicture): readonly Correction[] {
  const [was, is] = [linesByName(before), linesByName(after)]
  return [...new Map([...was, ...is])].sort(byText(([name]) => name)).flatMap(([name, { partyId, guest }]) => {
    const [old, now] = [was.get(name), is.get(name)]
    const [removed, added] = differ(dognOf(before, name), dognOf(after, name))
    const [beforeOre, afterOre] = [old?.amountOre ?? 0, now?.amountOre ?? 0]
    if (beforeOre === afterOre && removed.length === 0 && added.length === 0) return []
    return [
      {
        month: after.month,
        partyId,
        guest,
        beforeOre,
        afterOre,
        deltaOre: afterOre - beforeOre,
        beforeDogn: old?.betalingsdogn ?? '0',
        afterDogn: now?.betalingsdogn ?? '0',
        removed,
        added,
      },
    ]
  })
}

/** The same for what kommuner owe HF for patients who were ready to leave. */
export function correctBetalingsplikt(before: MonthPicture, after: MonthPicture): readonly BetalingspliktCorrection[] {
  const rows = [...before.betalingsplikt, ...after.betalingsplikt]
  const pairs = [...new Map(rows.map(({ kommune, hf }) => [`${kommune} ${hf}`, { kommune, hf }]))]
  return pairs.sort(byText(([name]) => name)).flatMap(([, { kommune, hf }]) => {
    const [was, is] = [before, after].map(({ betalingsplikt }) =>
      betalingsplikt.find((line) => line.kommune === kommune && line.hf === hf),
    )
    const [beforeOre, afterOre] = [was ? was.amountOre : 0, is ? is.amountOre : 0]
    const deltaOre = beforeOre === null || afterOre === null ? null : afterOre - beforeOre
    const deltaDogn = (is?.dogn ?? 0) - (was?.dogn ?? 0)
    return deltaOre === 0 && deltaDogn === 0 ? [] : [{ month: after.month, kommune, hf, deltaDogn, deltaOre }]
  })
}

const linesByName = ({ lines }: MonthPicture): ReadonlyMap<string, MonthLine> =>
  new Map(lines.map((line) => [lineName(line), line]))

/** The døgn behind one line; whether they were a guest's, the version tells that was in force on their date. */
const dognOf = ({ dogn, working }: MonthPicture, name: string): readonly Dogn[] =>
  dogn.filter(({ partyId, date }) => {
    const part = working.find(({ fom, tom }) => fom <= date && date <= tom)
    const guest = !part?.parties.some((party) => party.partyId === partyId)
    return lineName({ partyId, guest }) === name
  })

/** What is only on one side. A row that stands there twice is taken away by two of its kind, not by one. */
function differ(before: readonly Dogn[], after: readonly Dogn[]): readonly [readonly Dogn[], readonly Dogn[]] {
  return [without(before, after), without(after, before)]
}

function without(rows: readonly Dogn[], taken: readonly Dogn[]): readonly Dogn[] {
  const textOf = (row: Dogn) => Object.values(row).join(' ')
  const left = new Map<string, number>()
  for (const row of taken) left.set(textOf(row), (left.get(textOf(row)) ?? 0) + 1)
  return rows.filter((row) => {
    const count = left.get(textOf(row)) ?? 0
    left.set(textOf(row), count - 1)
    return count <= 0
  })
}
