import type { AvregningLine, Correction } from '../domain/avregning/run.ts'
import { BOKMAL } from '../domain/bokmal.ts'
import { exactOf } from '../kernel/exact.ts'
import { allocate } from '../kernel/largest-remainder.ts'
import { decimal, monthText } from './norwegian-text.ts'
import { finiteText, readExact } from './number-text.ts'

/** One line of an invoice: `quantity × price = amountOre` to the øre, the price never below zero (BR-27). */
export type EhfLine = {
  readonly name: string
  readonly amountOre: number
  readonly quantity: string
  /** UNECE Rec 20: DAY for døgn, C62 for one of a thing. */
  readonly unitCode: 'DAY' | 'C62'
  /** Kroner, with as many decimals as the exact price has. */
  readonly price: string
}

/** More decimals than this in a price would be a number that no treasurer can check. */
const PRICE_DECIMALS = 6
const QUANTITY_DECIMALS = 4

/** What the avregning charges one party, before à konto: the parts of its lines, then corrections by month. */
export function ehfLines(lines: readonly AvregningLine[], corrections: readonly Correction[]): readonly EhfLine[] {
  return [
    ...lines.flatMap(partsOf),
    ...corrections.map((row) => once(`Retting for ${monthText(row.month)}`, row.deltaOre)),
  ].filter((line) => line.amountOre !== 0)
}

/** One of a thing; what is taken off has the quantity -1. */
export const once = (name: string, amountOre: number): EhfLine => ({
  name,
  amountOre,
  quantity: amountOre < 0 ? '-1' : '1',
  unitCode: 'C62',
  price: finiteText(BigInt(Math.abs(amountOre)), 100n, 2) ?? '0',
})

function partsOf(line: AvregningLine): readonly EhfLine[] {
  const { fixedOre, emptyBedsOre, useOre, lowUseAdjustmentOre, amountOre, betalingsdogn } = line
  // A guest pays by the døgn and has no part in the keys, so its whole charge stands outside the parts.
  const byRate = amountOre - fixedOre - emptyBedsOre - useOre - lowUseAdjustmentOre
  return [
    once('Fast del', fixedOre),
    once('Tomme senger', emptyBedsOre),
    ...useByService(line),
    once('Justering for lav bruk', lowUseAdjustmentOre),
    perDogn('Gjestedøgn', betalingsdogn, byRate),
  ]
}

/** The use sum shared out on the services by weighted døgn. */
function useByService({ useOre, services }: AvregningLine): readonly EhfLine[] {
  const used = services
    .map(({ service, weightedDogn }) => ({ service, weightedDogn, weight: readExact(weightedDogn) }))
    .filter(({ weight }) => weight.numerator > 0n)
  // Without weighted døgn the sum follows the fixed key, and has no quantity.
  if (used.length === 0) return [once('Bruk, fordelt etter fast nøkkel', useOre)]
  const weights = used.map(({ weight }) => exactOf(weight.numerator, weight.denominator))
  const shares = allocate(BigInt(Math.abs(useOre)), weights)
  return used.map(({ service, weightedDogn }, i) =>
    perDogn(`Bruk: ${BOKMAL[service]}`, weightedDogn, Math.sign(useOre) * Number(shares[i])),
  )
}

/** By the døgn where quantity and price come out exact; else as one, with the døgn told in the name (R120). */
function perDogn(name: string, dogn: string, amountOre: number): EhfLine {
  const { numerator, denominator } = readExact(dogn)
  if (numerator === 0n) return once(name, amountOre)
  const size = BigInt(Math.abs(amountOre))
  const quantity = finiteText(amountOre < 0 ? -numerator : numerator, denominator, QUANTITY_DECIMALS)
  const price = finiteText(size * denominator, numerator * 100n, PRICE_DECIMALS)
  if (quantity === undefined || price === undefined) return once(`${name}, ${decimal(dogn)} døgn`, amountOre)
  return { name, amountOre, quantity, unitCode: 'DAY', price }
}
