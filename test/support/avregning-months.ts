import fc from 'fast-check'
import { type Agreement, COUNTING_RULES, type Finance, findMoneyFaults } from '../../lib/domain/agreement/agreement.ts'
import type { FinancedVersion, MonthFacts, NightAdjustment } from '../../lib/domain/avregning/month-facts.ts'
import type { PayableStay } from '../../lib/domain/avregning/paying-segments.ts'
import type { BedId } from '../../lib/domain/ids.ts'
import type { UkpRate } from '../../lib/domain/stay/ukp-rates.ts'
import type { Service } from '../../lib/domain/vocabulary.ts'
import { type Instant, instantOf } from '../../lib/kernel/instant.ts'
import { osloDateOf } from '../../lib/kernel/oslo-date.ts'
import { agreementOf, date, factsOf, month, party, stayId, UNIT, unit } from './avregning-world.ts'

/** Random months: agreements that may be saved, stays that tile, and instants that lie where rules meet. */
export const HF = party('hf-983974910')
export const RHF = party('rhf-883658752')
export const BODO = party('k-1804')
export const BEIARN = party('k-1839')
export const FAUSKE = party('k-1841')
const KOMMUNER = [BODO, BEIARN, FAUSKE]
export const STRANGER = party('k-0301')
export const OTHER_UNIT = unit('unit_lofoten')
export const ELSEWHERE = unit('unit_elsewhere')

const DAY = 86_400_000
/** Each with its neighbours: the clocks' changes, a leap date, and a year's end. */
export const MONTHS = ['2026-03', '2026-10', '2026-12', '2028-02'] as const
const EDGES = [
  '2026-02-28T23:00:00Z',
  '2026-03-28T23:00:00Z',
  '2026-03-29T22:00:00Z',
  '2026-03-31T22:00:00Z',
  '2026-10-24T22:00:00Z',
  '2026-10-25T23:00:00Z',
  '2026-10-31T23:00:00Z',
  '2026-12-31T23:00:00Z',
  '2028-02-28T23:00:00Z',
  '2028-02-29T23:00:00Z',
].map(Date.parse)

/** An instant in or around a month: anywhere, or within a millisecond of where something changes. */
const instantAround = (text: string): fc.Arbitrary<number> => {
  const opens = Date.parse(`${text}-01T00:00:00Z`)
  const edges = EDGES.filter((edge) => edge > opens - 10 * DAY && edge < opens + 40 * DAY)
  const midnight = fc
    .integer({ min: -3, max: 34 })
    .chain((n) => fc.constantFrom(1, 2).map((hours) => opens + n * DAY - hours * 3_600_000))
  const near = fc
    .tuple(fc.oneof(fc.constantFrom(...edges), midnight), fc.constantFrom(-1, 0, 0, 1, 3_600_000, -3_600_000))
    .map(([edge, off]) => edge + off)
  return fc.oneof(
    { arbitrary: near, weight: 2 },
    { arbitrary: fc.integer({ min: -4 * 1440, max: 35 * 1440 }).map((minutes) => opens + minutes * 60_000), weight: 3 },
  )
}

const SERVICES: readonly Service[] = ['kad-somatikk', 'observasjon', 'utskrivningsklar']

type StayWish = {
  readonly month: string
  readonly ended?: boolean
  readonly guests?: boolean
  readonly duties?: boolean
}

export const stayIn = ({ month: text, ended, guests = true, duties = true }: StayWish) =>
  fc
    .record({
      cuts: fc.uniqueArray(instantAround(text), { minLength: 2, maxLength: 5 }),
      isOpen: ended ? fc.constant(false) : fc.boolean(),
      payers: fc.array(fc.constantFrom(...KOMMUNER, HF, HF, ...(guests ? [STRANGER] : [])), {
        minLength: 4,
        maxLength: 4,
      }),
      services: fc.array(fc.constantFrom(...SERVICES), { minLength: 4, maxLength: 4 }),
      units: fc.array(fc.constantFrom(UNIT, UNIT, OTHER_UNIT, ELSEWHERE), { minLength: 4, maxLength: 4 }),
      duty: duties ? fc.option(fc.tuple(instantAround(text), fc.option(instantAround(text)))) : fc.constant(null),
      oppholdskommune: fc.constantFrom(...KOMMUNER, STRANGER, null),
    })
    .map(({ cuts, isOpen, payers, services, units, duty, oppholdskommune }) => (id: string): PayableStay => {
      const at = cuts.sort((a, b) => a - b).map(instantOf)
      const segments = at.slice(0, -1).map((from, i) => ({
        from,
        until: isOpen && i === at.length - 2 ? null : (at[i + 1] ?? null),
        partyId: payers[i] ?? HF,
        service: services[i] ?? ('observasjon' as const),
        unitId: units[i] ?? UNIT,
        bedId: `bed_${id}` as BedId,
      }))
      const dates = duty?.map((ms) => (ms === null ? null : osloDateOf(instantOf(ms))))
      const [from = null, until = null] = dates ?? []
      return {
        stayId: stayId(`stay_${id}`),
        departedAt: isOpen ? null : (at.at(-1) ?? null),
        expectedDepartureAt: null,
        dischargedTo: null,
        segments,
        duties: from && (until === null || from < until) ? [{ from, until }] : [],
        oppholdskommune,
      }
    })

const shares = fc.constantFrom('0', '0.4', '1/3', '1')
const keys = fc.constantFrom<Finance['fixed']['key']>(
  'equal',
  'population',
  { equal: '0.1', population: '0.9' },
  { weights: { [HF]: '1', [BODO]: '1/3', [BEIARN]: '2.5' } },
)
export const finance = fc
  .record({
    rule: fc.constantFrom(...COUNTING_RULES),
    sameDayDogn: fc.constantFrom('0', '0.5', '1'),
    share: shares,
    hfShare: fc.constantFrom('0.5', '1/3', '0.123', null),
    key: keys,
    weights: fc.constantFrom<Finance['use']['weights']>(
      {},
      { observasjon: '1.2', utskrivningsklar: '1/3' },
      { 'kad-somatikk': '0', observasjon: '0' },
    ),
    lowUse: fc.option(
      fc.record({ factor: fc.constantFrom('1', '1.1', '1.5', '4/3'), standbyShare: fc.constantFrom('0', '0.5', '1') }),
    ),
    emptyBeds: fc.option(fc.record({ hfShare: fc.constantFrom('0.5', '0.9'), key: keys })),
    utskrivningsklar: fc.constantFrom<Finance['utskrivningsklar']>('moves-payer', 'betalingsplikt'),
    onAccount: fc.constantFrom<Finance['onAccount']>({}, { [BODO]: 40_000_001, [HF]: 7 }),
  })
  .map(
    ({ rule, sameDayDogn, share, hfShare, key, lowUse, emptyBeds, weights, ...more }): Partial<Finance> => ({
      counting: { rule, sameDayDogn },
      // Without a share of its own an HF, which has no population, must be in a key that needs none.
      fixed:
        hfShare === null
          ? { share, key: typeof key === 'object' && 'weights' in key ? key : 'equal' }
          : { share, hfShare, key },
      use: { weights },
      lowUse: lowUse ?? undefined,
      emptyBeds: emptyBeds ?? undefined,
      ...more,
    }),
  )

export const PARTIES: Agreement['parties'] = [
  { partyId: HF, group: 'hf' },
  { partyId: BODO, group: 'kommuner', population: 53_712 },
  { partyId: BEIARN, group: 'kommuner', population: 1_062 },
  { partyId: FAUSKE, group: 'kommuner', population: 9_827 },
]

const version = (number: number, fom: string) =>
  fc
    .record({
      finance,
      parties: fc.constantFrom(PARTIES, [...PARTIES, { partyId: RHF, group: 'hf' }]),
      units: fc.constantFrom([UNIT], [UNIT, OTHER_UNIT]),
      places: fc.constantFrom('2.19', '32.88', '1'),
    })
    .map(({ finance: terms, ...more }): FinancedVersion => {
      const guests = { admitted: true, rateOre: 1_234_567 }
      const saved = agreementOf(terms, { version: number, fom: date(fom), guests, ...more })
      const faults = findMoneyFaults(saved.agreement)
      if (faults.length > 0) throw new RangeError(`no such agreement can be saved: ${JSON.stringify(faults)}`)
      return saved
    })

const UKP: UkpRate[] = [2026, 2028].map((year) => ({
  year,
  orePerDogn: 540_000 + year,
  state: 'confirmed',
  source: 'prøve',
  setAt: null,
}))

/** Facts of one month, with disputes that were won about some of its nights. */
export const monthFacts: fc.Arbitrary<MonthFacts> = fc.constantFrom(...MONTHS).chain((text) =>
  fc
    .record({
      first: version(1, '2026-01-01'),
      second: fc.option(
        fc.tuple(version(2, `${text}-11`), fc.constantFrom('01', '02', '11', '28')).map(([later, day]) => ({
          ...later,
          agreement: { ...later.agreement, fom: date(`${text}-${day}`) },
        })),
      ),
      stays: fc.array(stayIn({ month: text }), { maxLength: 6 }),
      cost: fc.record({ costOre: fc.nat(900_000_000), guestIncomeOre: fc.nat(3_000_000) }),
      won: fc.array(
        fc.record({
          stay: fc.nat(5),
          day: fc.integer({ min: 1, max: 28 }),
          payer: fc.constantFrom(...KOMMUNER, STRANGER, null),
        }),
        { maxLength: 4 },
      ),
    })
    .map(({ first, second, stays, cost, won }) => {
      const payable = stays.map((stay, i) => stay(String(i)))
      const adjustments = won.flatMap(({ stay, day, payer }): NightAdjustment[] => {
        const disputed = payable[stay]
        const from = disputed?.segments[0]?.partyId
        const on = date(`${text}-${String(day).padStart(2, '0')}`)
        return disputed && from && from !== payer ? [{ stayId: disputed.stayId, date: on, from, payer }] : []
      })
      return factsOf({
        month: month(text),
        now: '2028-06-01T08:00:00.000Z' as Instant,
        versions: second ? [first, second] : [first],
        cost,
        stays: payable,
        adjustments: [...new Map(adjustments.map((each) => [`${each.stayId} ${each.date}`, each])).values()],
        ukpRates: UKP,
      })
    }),
)
