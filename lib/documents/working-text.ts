import type { PartWorking, PartyWorking } from '../domain/avregning/run.ts'
import { decimal, kroner, longDate, norwegian } from './norwegian-text.ts'
import { finiteText, readExact, roundedText } from './number-text.ts'

/** What the words need to know; the app has it from the wire, where dates and ids are plain text. */
type Part = Omit<PartWorking, 'fom' | 'tom' | 'parties' | 'guests'> & { readonly fom: string; readonly tom: string }
type Party = Omit<PartyWorking, 'partyId'>

/** What counts as a betalingsdøgn, as the agreement's rule says it. */
const COUNTED = {
  midnight: 'hver midnatt i seng',
  'calendar-day': 'hver kalenderdato oppholdet berører',
  'started-24h': 'hvert påbegynte døgn (24 timer) fra innleggelsen',
  hours: 'faktiske timer delt på 24',
} as const satisfies Record<PartWorking['rule'], string>

/** A step of the calculation: what it is called, and the step itself in words and numbers. */
export type Step = { readonly name: string; readonly text: string }

/** How one part of the month was split, for everyone. */
export function partSteps(part: Part): readonly Step[] {
  const emptyBeds = part.emptyBeds
  return [
    {
      name: 'Avtalen',
      text: `Versjon ${part.agreementVersion} gjaldt fra ${longDate(part.fom)} til og med ${longDate(part.tom)} (${part.dates} datoer).`,
    },
    {
      name: 'Betalingsdøgn',
      text: `Det telles ${COUNTED[part.rule]}. Vektet etter tjeneste ble det ${decimal(part.weightedDogn)} døgn til sammen.`,
    },
    {
      name: 'Kostnaden',
      text: `${kroner(part.poolOre)} kr å fordele: ${[
        `${exactKroner(part.fixedSum)} kr fast`,
        ...(emptyBeds ? [`${exactKroner(part.emptyBedsSum)} kr for tomme senger`] : []),
        `${exactKroner(part.useSum)} kr etter bruk`,
      ].join(', ')}.`,
    },
    ...(emptyBeds
      ? [
          {
            name: 'Tomme senger',
            text: `${decimal(emptyBeds.places)} plasser ga ${decimal(emptyBeds.bedDogn)} sengedøgn; ${decimal(emptyBeds.occupied)} var i bruk.`,
          },
        ]
      : []),
    ...(part.lowUse
      ? [
          {
            name: 'Vern ved lav bruk',
            text: `Snittet var ${exactKroner(part.lowUse.mean)} kr per døgn, og ingen skal betale mer enn ${decimal(part.lowUse.factor)} ganger det, eller beredskapsandelen av sin faste del. De andre dekker det med ${exactKroner(part.lowUse.lambda)} kr per døgn.`,
          },
        ]
      : []),
  ]
}

/** How one party's number came about in that part: exact all the way, rounded once. */
export function partySteps(part: Part, party: Party): readonly Step[] {
  const step = (name: string, fraction: string, sum: string, share: string) =>
    isZero(sum) ? [] : [{ name, text: `${shareText(fraction)} av ${exactKroner(sum)} kr er ${exactKroner(share)} kr.` }]
  return [
    ...step('Fast del', party.fixedFraction, part.fixedSum, party.fixed),
    ...step('Tomme senger', party.emptyBedsFraction, part.emptyBedsSum, party.emptyBeds),
    ...step(`Bruk (${decimal(party.weightedDogn)} vektede døgn)`, party.useFraction, part.useSum, party.use),
    ...(isZero(party.lowUseAdjustment)
      ? []
      : [
          {
            name: 'Justering for lav bruk',
            text: `${exactKroner(party.lowUseAdjustment)} kr${party.cap === null ? '' : `, med tak på ${exactKroner(party.cap)} kr`}.`,
          },
        ]),
    {
      name: 'Beløp',
      text: `Summen er ${exactKroner(party.exact)} kr før avrunding, og ${kroner(party.amountOre)} kr etter: alle partene avrundes sammen, én gang, så summen er kostnaden på øret.`,
    },
  ]
}

/** Exact øre as kroner with the decimals that tell it from the rounded amount: four at most, two at least. */
function exactKroner(exactOre: string): string {
  const { numerator, denominator } = readExact(exactOre)
  const [whole = '', decimals = ''] = roundedText(numerator, denominator * 100n, 4).split('.')
  return norwegian(`${whole}.${decimals.padEnd(2, '0')}`)
}

/** A share in per cent where that is exact, else as parts of a whole: per cent alone could not be calculated after. */
function shareText(fraction: string): string {
  const { numerator, denominator } = readExact(fraction)
  const exact = finiteText(numerator * 100n, denominator, 4)
  if (exact !== undefined) return `${norwegian(exact)} %`
  const percent = norwegian(roundedText(numerator * 100n, denominator, 4))
  const parts = `${norwegian(String(numerator))} av ${norwegian(String(denominator))} deler`
  return parts.length > LONGEST_SHARE ? `Om lag ${percent} %` : `${parts} (${percent} %)`
}

/** Longer fractions than this are for the workbook, which gives them whole. */
const LONGEST_SHARE = 40

const isZero = (exact: string): boolean => readExact(exact).numerator === 0n
