import { byText } from '../../kernel/by-text.ts'
import { hashOf } from '../../kernel/hash-of.ts'
import type { MonthPicture } from './compute-month.ts'
import { lineName } from './month-lines.ts'

import type { AvregningLine, BetalingspliktCorrection, Completeness, Correction, RunResult } from './run.ts'

type Parts = {
  readonly picture: MonthPicture
  readonly corrections: readonly Correction[]
  readonly betalingspliktCorrections: readonly BetalingspliktCorrection[]
  readonly completeness: Completeness
}

/** A run is the month's own picture, and what later facts did to earlier, locked months. */
export function closeRun({ picture, corrections, betalingspliktCorrections, completeness }: Parts): RunResult {
  const { agreementId, month, costOre, guestIncomeOre, poolOre, working, betalingsplikt, dogn, inputsHash } = picture
  const result = {
    agreementId,
    month,
    costOre,
    guestIncomeOre,
    poolOre,
    inputsHash,
    lines: linesWith(picture, corrections),
    corrections,
    betalingsplikt,
    betalingspliktCorrections,
    completeness,
    working,
  }
  return { ...result, resultHash: hashOf({ ...result, dogn }) }
}

/** A party that has left the agreement still gets a line for what was corrected. */
function linesWith({ lines }: MonthPicture, corrections: readonly Correction[]): readonly AvregningLine[] {
  const correctedOre = new Map<string, number>()
  for (const correction of corrections) {
    const name = lineName(correction)
    correctedOre.set(name, (correctedOre.get(name) ?? 0) + correction.deltaOre)
  }
  const known = new Set(lines.map(lineName))
  const strangers = [...new Map(corrections.map((correction) => [lineName(correction), correction])).values()]
    .filter((correction) => !known.has(lineName(correction)))
    .map(({ partyId, guest }) => ({ ...EMPTY_LINE, partyId, guest }))
  return [...lines, ...strangers].sort(byText(lineName)).map((line) => {
    const correctionsOre = correctedOre.get(lineName(line)) ?? 0
    return { ...line, correctionsOre, netOre: line.amountOre + correctionsOre - line.onAccountOre }
  })
}

const EMPTY_LINE = {
  betalingsdogn: '0',
  weightedDogn: '0',
  liggedogn: 0,
  services: [],
  stays: 0,
  fixedOre: 0,
  emptyBedsOre: 0,
  useOre: 0,
  lowUseAdjustmentOre: 0,
  amountOre: 0,
  onAccountOre: 0,
  effectiveDognprisOre: null,
}
