import type { PartyId } from '../ids.ts'
import type { MonthLine, MonthPicture } from './compute-month.ts'
import { byText } from './month-facts.ts'
import type { BetalingspliktCorrection, Correction, Dogn } from './run.ts'

/**
 * locked-is-locked: what later facts change about a locked month, as lines of the run in which they were found.
 * `before` is how the month stands settled: the lock, or the last run that corrected it. The deltas sum to zero, because a
 * locked month's cost does not change; money only moves between those who pay.
 */
export function correctMonth(before: MonthPicture, after: MonthPicture): readonly Correction[] {
  const names = new Set([...before.lines, ...after.lines].map(nameOf))
  return [...names].sort().flatMap((name): Correction[] => {
    const [was, is] = [
      before.lines.find((line) => nameOf(line) === name),
      after.lines.find((line) => nameOf(line) === name),
    ]
    const some = is ?? was
    if (!some) return []
    const { partyId, guest } = some
    const [removed, added] = differ(dognOf(before, partyId), dognOf(after, partyId))
    const [beforeOre, afterOre] = [was?.amountOre ?? 0, is?.amountOre ?? 0]
    const isSame = beforeOre === afterOre && removed.length === 0 && added.length === 0
    if (isSame) return []
    return [
      {
        month: after.month,
        partyId,
        guest,
        beforeOre,
        afterOre,
        deltaOre: afterOre - beforeOre,
        beforeDogn: was?.betalingsdogn ?? '0',
        afterDogn: is?.betalingsdogn ?? '0',
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

const nameOf = ({ partyId, guest }: MonthLine): string => `${guest ? 1 : 0} ${partyId}`
const dognOf = ({ dogn }: MonthPicture, partyId: PartyId) => dogn.filter((row) => row.partyId === partyId)

function differ(before: readonly Dogn[], after: readonly Dogn[]): readonly [readonly Dogn[], readonly Dogn[]] {
  const textOf = (row: Dogn) => Object.values(row).join(' ')
  const [was, is] = [new Set(before.map(textOf)), new Set(after.map(textOf))]
  return [before.filter((row) => !is.has(textOf(row))), after.filter((row) => !was.has(textOf(row)))]
}
