import { PutAgreementRequest } from '../../../lib/contract/agreement.ts'
import { closeRun } from '../../../lib/domain/avregning/close-run.ts'
import { judgeCompleteness, registeredNights } from '../../../lib/domain/avregning/completeness.ts'
import { computeMonth } from '../../../lib/domain/avregning/compute-month.ts'
import { correctMonth } from '../../../lib/domain/avregning/corrections.ts'
import type { MonthFacts } from '../../../lib/domain/avregning/month-facts.ts'
import type { PayableStay } from '../../../lib/domain/avregning/paying-segments.ts'
import { type BedId, type Kommunenummer, partyOfKommune } from '../../../lib/domain/ids.ts'
import { oppholdskommuneOf } from '../../../lib/domain/stay/oppholdskommune.ts'
import type { Segment } from '../../../lib/domain/stay/stay-record.ts'
import { ukpRatesWith } from '../../../lib/domain/stay/ukp-rates.ts'
import { dutiesOf, type UtskrivningsklarMessage } from '../../../lib/domain/stay/utskrivningsklar.ts'
import { AGREEMENT, at, month, stayId } from '../../support/avregning-world.ts'
import type { GoldenRun, GoldenStay } from './read-golden-case.ts'

/** The files' texts become what they say; the gate needs a bed for each, and no two share one. */
function payableStayOf(stay: GoldenStay): PayableStay {
  const segments = stay.segments.map((segment) => ({ ...segment, bedId: stay.stayId as BedId }) as Segment)
  const utskrivningsklar = (stay.utskrivningsklar ?? []) as readonly UtskrivningsklarMessage[]
  const departedAt = segments.at(-1)?.until ?? null
  const oppholdskommune = (stay.oppholdskommune ?? null) as Kommunenummer | null
  const kommune = oppholdskommuneOf({ oppholdskommune, utskrivningsklar, segments })
  return {
    stayId: stayId(stay.stayId),
    departedAt,
    expectedDepartureAt: stay.expectedDepartureAt ? at(stay.expectedDepartureAt) : null,
    dischargedTo: null,
    segments,
    duties: dutiesOf(utskrivningsklar, departedAt),
    oppholdskommune: kommune && partyOfKommune(kommune),
  }
}

export const factsOf = (run: GoldenRun, ofMonth = run.month): MonthFacts => ({
  agreementId: AGREEMENT,
  month: month(ofMonth.month),
  now: at(run.month.now),
  versions: run.agreements.map(({ version, agreement }) => {
    const { finance, ...rest } = PutAgreementRequest.parse(agreement)
    if (!finance) throw new RangeError('a golden agreement says how the money is shared')
    return { version, agreement: { ...rest, finance } }
  }),
  cost: { costOre: ofMonth.costOre, guestIncomeOre: ofMonth.guestIncomeOre },
  stays: run.stays.map(payableStayOf),
  adjustments: [],
  ukpRates: ukpRatesWith([]),
})

/** The run that the service makes of a golden month, with the corrections of an earlier one. */
export function runOf(run: GoldenRun, earlier?: GoldenRun) {
  const facts = factsOf(run)
  const picture = computeMonth(facts)
  const corrections = earlier
    ? correctMonth(computeMonth(factsOf(earlier)), computeMonth(factsOf(run, earlier.month)))
    : []
  const told = {
    nights: registeredNights(facts),
    outside: [],
    elsewhere: [],
    ofOnePatient: [],
    dischargeDecidedAt: new Map(),
    broken: [],
  }
  const completeness = judgeCompleteness(facts, picture, told)
  return closeRun({ picture, corrections, betalingspliktCorrections: [], completeness })
}
