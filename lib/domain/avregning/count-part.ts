import { type Exact, ZERO } from '../../kernel/exact.ts'
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
  const { units, parties } = part.agreement
  const terms = {
    part,
    horizon,
    units: new Set(units),
    members: new Set(parties.map(({ partyId }) => partyId)),
    payers: new Map(adjustments.map(({ stayId, date, from, payer }) => [`${stayId} ${date} ${from}`, payer])),
  }
  const counted = stays.map((stay) => countStay(stay, terms))
  return {
    dogn: counted.flatMap(({ dogn }) => dogn),
    nights: counted.flatMap(({ nights }) => nights),
    excused: counted.flatMap(({ excused }) => excused),
    dutyNights: counted.flatMap(({ dutyNights }) => dutyNights),
    // The first night of a stay says enough.
    causes: counted.flatMap(({ causes: [first] }) => first ?? []),
  }
}

type CountTerms = {
  readonly part: Part
  readonly horizon: Instant
  readonly units: ReadonlySet<UnitId>
  readonly members: ReadonlySet<PartyId>
  /** Who pays instead, by stay, date and payer; null: nobody. */
  readonly payers: ReadonlyMap<string, PartyId | null>
}

function countStay(stay: PayableStay, { part, horizon, units, members, payers }: CountTerms): CountedPart {
  const { stayId, oppholdskommune } = stay
  const { counting, use, utskrivningsklar } = part.agreement.finance
  const registered = countedStayOf(stay, horizon)
  const isMoved = utskrivningsklar === 'moves-payer'
  const counted = isMoved ? { ...registered, segments: moveToKommune(registered.segments, stay) } : registered
  const payerOf = ({ date: { date }, segment: { partyId } }: CountedDogn) => {
    const adjusted = payers.get(`${stayId} ${date} ${partyId}`)
    return adjusted === undefined ? partyId : adjusted
  }
  const isOurs = ({ segment }: CountedDogn) => units.has(segment.unitId)

  const dogn = countDogn(counting.rule, counted, part.dates, readExact(counting.sameDayDogn))
    .filter(isOurs)
    .flatMap((row): PaidDogn[] => {
      const partyId = payerOf(row)
      if (partyId === null) return []
      const { unitId, service } = row.segment
      const isGuest = !members.has(partyId)
      const weight = isGuest ? ZERO : readExact(use.weights[service] ?? '1')
      return [{ date: row.date.date, unitId, stayId, partyId, service, count: row.count, weight, isGuest }]
    })
  // By the other rules a date can have two payers, and what a kommune pays in the pool it does not owe beside it.
  const inPool = new Set(dogn.filter(({ partyId }) => partyId === oppholdskommune).map(({ date }) => date))

  const nights: Night[] = []
  const excused: Omit<Night, 'partyId'>[] = []
  const dutyNights: DutyNight[] = []
  const causes: Cause[] = []
  for (const row of nightsOf(counted, part.dates).filter(isOurs)) {
    const partyId = payerOf(row)
    const night = { date: row.date.date, unitId: row.segment.unitId, stayId }
    if (partyId === null) excused.push(night)
    else nights.push({ ...night, partyId })
    if (partyId === null || isKommuneParty(partyId) || !isInDuty(stay, night.date)) continue
    if (oppholdskommune === null) causes.push({ cause: 'oppholdskommune-unknown', ...night, partyId })
    else if (!isMoved && !inPool.has(night.date)) dutyNights.push({ ...night, kommune: oppholdskommune, hf: partyId })
  }
  return { dogn, nights, excused, dutyNights, causes }
}

const isInDuty = ({ duties }: PayableStay, date: OsloDate): boolean =>
  duties.some(({ from, until }) => from <= date && (until === null || date < until))
