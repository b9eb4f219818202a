import { type Exact, exactOf } from '../../kernel/exact.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { OsloDate } from '../../kernel/oslo-date.ts'
import { isKommuneParty, type PartyId, type StayId, type UnitId } from '../ids.ts'
import type { Service } from '../vocabulary.ts'
import { type CountedDogn, countDogn, nightsOf } from './count-dogn.ts'
import { readExact } from './key-fractions.ts'
import type { NightAdjustment, Part } from './month-facts.ts'
import { countedStayOf, moveToKommune, type PayableStay } from './paying-segments.ts'
import type { Cause } from './run.ts'

/** One counted døgn with its payer, and what it weighs in the key. */
export type PaidDogn = {
  readonly date: OsloDate
  readonly unitId: UnitId
  readonly stayId: StayId
  readonly partyId: PartyId
  readonly service: Service
  readonly count: Exact
  readonly weight: Exact
  readonly isGuest: boolean
}

/** A night at midnight: what the gate and liggedogn count, whatever the agreement's own rule. */
export type Night = Pick<PaidDogn, 'date' | 'unitId' | 'stayId' | 'partyId'>

export type DutyNight = Omit<Night, 'partyId'> & { readonly kommune: PartyId; readonly hf: PartyId }

export type CountedPart = {
  readonly dogn: readonly PaidDogn[]
  readonly nights: readonly Night[]
  /** Nights that a won dispute took off every line. */
  readonly excused: readonly Omit<Night, 'partyId'>[]
  /** Nights of betalingsplikt, where the agreement keeps them apart from the pool. */
  readonly dutyNights: readonly DutyNight[]
  readonly causes: readonly Cause[]
}

/** Counts one part of a month by its own version: rule, units, weights, and who pays for those ready to leave. */
export function countPart(
  part: Part,
  stays: readonly PayableStay[],
  adjustments: readonly NightAdjustment[],
  horizon: Instant,
): CountedPart {
  const { agreement, dates } = part
  const { counting, use, utskrivningsklar } = agreement.finance
  const units = new Set(agreement.units)
  const members = new Set(agreement.parties.map(({ partyId }) => partyId))
  const payers = new Map(adjustments.map(({ stayId, date, payer }) => [`${stayId} ${date}`, payer]))
  const sameDayDogn = readExact(counting.sameDayDogn)
  const weightOf = (service: Service) => readExact(use.weights[service] ?? '1')

  const dogn: PaidDogn[] = []
  const nights: Night[] = []
  const excused: Omit<Night, 'partyId'>[] = []
  const dutyNights: DutyNight[] = []
  const causes: Cause[] = []
  for (const stay of stays) {
    const { stayId } = stay
    const registered = countedStayOf(stay, horizon)
    const isMoved = utskrivningsklar === 'moves-payer'
    const counted = isMoved ? { ...registered, segments: moveToKommune(registered.segments, stay) } : registered
    const payerOf = ({ date: { date }, segment }: CountedDogn) => {
      const adjusted = payers.get(`${stayId} ${date}`)
      return adjusted === undefined ? segment.partyId : adjusted
    }
    const isOurs = ({ segment }: CountedDogn) => units.has(segment.unitId)
    for (const row of countDogn(counting.rule, counted, dates, sameDayDogn).filter(isOurs)) {
      const partyId = payerOf(row)
      if (partyId === null) continue
      const { unitId, service } = row.segment
      const isGuest = !members.has(partyId)
      dogn.push({
        date: row.date.date,
        unitId,
        stayId,
        partyId,
        service,
        count: row.count,
        weight: isGuest ? exactOf(0n) : weightOf(service),
        isGuest,
      })
    }
    for (const row of nightsOf(counted, dates).filter(isOurs)) {
      const partyId = payerOf(row)
      const night = { date: row.date.date, unitId: row.segment.unitId, stayId }
      if (partyId === null) excused.push(night)
      else nights.push({ ...night, partyId })
      if (partyId === null || isKommuneParty(partyId) || !isInDuty(stay, night.date)) continue
      const { oppholdskommune } = stay
      if (oppholdskommune === null) causes.push({ cause: 'oppholdskommune-unknown', ...night, partyId })
      else if (!isMoved) dutyNights.push({ ...night, kommune: oppholdskommune, hf: partyId })
    }
  }
  return { dogn, nights, excused, dutyNights, causes: oncePerStay(causes) }
}

const isInDuty = ({ duties }: PayableStay, date: OsloDate): boolean =>
  duties.some(({ from, until }) => from <= date && (until === null || date < until))

/** The first night of a stay says enough. */
const oncePerStay = (causes: readonly Cause[]): readonly Cause[] =>
  [...new Map([...causes].reverse().map((cause) => [cause.stayId, cause])).values()].reverse()
