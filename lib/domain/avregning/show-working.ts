import { formatExact } from '../../kernel/exact.ts'
import { wholeOre } from '../../kernel/whole-ore.ts'
import type { PartWorking, PartyWorking } from './run.ts'
import type { SharedPart } from './share-parts.ts'
import type { SharedLine } from './share-pool.ts'

/** Every step of one part-run as text, so that anybody can do it again. */
export function workingOf({ part, pool, guests, emptyBeds, poolOre }: SharedPart): PartWorking {
  const { finance } = part.agreement
  const [first, last] = [part.dates[0], part.dates.at(-1)]
  if (!first || !last) throw new RangeError('a part of a month has dates')
  return {
    agreementVersion: part.version,
    fom: first.date,
    tom: last.date,
    dates: part.dates.length,
    rule: finance.counting.rule,
    poolOre: wholeOre(poolOre),
    fixedSum: formatExact(pool.fixedSum),
    emptyBedsSum: formatExact(pool.emptyBedsSum),
    useSum: formatExact(pool.useSum),
    weightedDogn: formatExact(pool.dognSum),
    emptyBeds: emptyBeds && { places: emptyBeds.places, bedDogn: emptyBeds.bedDogn, occupied: emptyBeds.occupied },
    lowUse: pool.protection && {
      mean: formatExact(pool.protection.mean),
      factor: finance.lowUse?.factor ?? '1',
      lambda: formatExact(pool.protection.lambda),
    },
    parties: pool.lines.map(partyWorking),
    guests: guests.map(({ partyId, dogn, rateOre, amountOre }) => ({
      partyId,
      betalingsdogn: formatExact(dogn),
      rateOre,
      amountOre: wholeOre(amountOre),
    })),
  }
}

const partyWorking = ({ partyId, amountOre, steps }: SharedLine): PartyWorking => ({
  partyId,
  weightedDogn: formatExact(steps.dogn),
  fixedFraction: formatExact(steps.fixedFraction),
  emptyBedsFraction: formatExact(steps.emptyBedsFraction),
  useFraction: formatExact(steps.useFraction),
  fixed: formatExact(steps.fixed),
  emptyBeds: formatExact(steps.emptyBeds),
  use: formatExact(steps.use),
  cap: steps.cap && formatExact(steps.cap),
  lowUseAdjustment: formatExact(steps.lowUseAdjustment),
  exact: formatExact(steps.amount),
  amountOre: wholeOre(amountOre),
})
