import { type Agreement, DEFAULT_RULES, type Finance } from '../../lib/domain/agreement/agreement.ts'
import type { MonthPicture } from '../../lib/domain/avregning/compute-month.ts'
import type { FinancedVersion, MonthFacts } from '../../lib/domain/avregning/month-facts.ts'
import type { PayableStay } from '../../lib/domain/avregning/paying-segments.ts'
import type { AgreementId, BedId, PartyId, StayId, UnitId } from '../../lib/domain/ids.ts'
import type { Service } from '../../lib/domain/vocabulary.ts'
import type { Instant } from '../../lib/kernel/instant.ts'
import type { Month, OsloDate } from '../../lib/kernel/oslo-date.ts'

/** Text as it stands in a test becomes what it says; the codecs have their own tests. */
export const party = (id: string) => id as PartyId
export const unit = (id: string) => id as UnitId
export const stayId = (id: string) => id as StayId
export const at = (text: string) => new Date(text).toISOString() as Instant
export const date = (text: string) => text as OsloDate
export const month = (text: string) => text as Month

export const UNIT = unit('unit_salten')
export const AGREEMENT = 'agr_salten' as AgreementId

const PARTIES: Agreement['parties'] = [
  { partyId: party('hf-983974910'), group: 'hf' },
  { partyId: party('k-1804'), group: 'kommuner', population: 53_712 },
  { partyId: party('k-1841'), group: 'kommuner', population: 9_827 },
]

/** Midnight counting, all by use, no protection, unless told otherwise. */
export function agreementOf(
  finance: Partial<Finance> = {},
  { version = 1, ...more }: Partial<Agreement> & { version?: number } = {},
): FinancedVersion {
  return {
    version,
    agreement: {
      name: 'Salten felles døgnenhet',
      host: party('k-1804'),
      fom: date('2026-01-01'),
      units: [UNIT],
      parties: PARTIES,
      groups: [],
      rules: DEFAULT_RULES,
      travelMinutes: {},
      ...more,
      finance: {
        counting: { rule: 'midnight', sameDayDogn: '1' },
        fixed: { share: '0', key: 'equal' },
        use: { weights: {} },
        onAccount: {},
        utskrivningsklar: 'moves-payer',
        disputeDates: 30,
        answerDates: 30,
        ...finance,
      },
    },
  }
}

export function stayOf(
  id: string,
  payer: string,
  from: string,
  until: string | null,
  { service = 'kad-somatikk', ...more }: Partial<PayableStay> & { service?: Service } = {},
): PayableStay {
  const departedAt = until === null ? null : at(until)
  return {
    stayId: stayId(`stay_${id}`),
    departedAt,
    expectedDepartureAt: null,
    dischargedTo: null,
    duties: [],
    oppholdskommune: null,
    segments: [
      { from: at(from), until: departedAt, partyId: party(payer), service, unitId: UNIT, bedId: `bed_${id}` as BedId },
    ],
    ...more,
  }
}

export const factsOf = (more: Partial<MonthFacts>): MonthFacts => ({
  agreementId: AGREEMENT,
  month: month('2026-10'),
  now: at('2026-11-02T08:00:00Z'),
  versions: [agreementOf()],
  cost: { costOre: 1_000_000, guestIncomeOre: 0 },
  stays: [],
  adjustments: [],
  ukpRates: [],
  ...more,
})

export const lineOf = ({ lines }: Pick<MonthPicture, 'lines'>, partyId: string) =>
  lines.find((line) => line.partyId === partyId)
