import type { Instant } from '../../kernel/instant.ts'
import { type OsloDate, osloDateOf } from '../../kernel/oslo-date.ts'
import type { Kommunenummer, UnitId } from '../ids.ts'
import { isKad } from '../stay/kad.ts'
import { oppholdskommuneOf } from '../stay/oppholdskommune.ts'
import type { StayRecord } from '../stay/stay-record.ts'
import type { Service } from '../vocabulary.ts'
import { countLiggedogn } from './liggedogn.ts'
import { MOST_SMALL } from './suppress.ts'

/** IPLOS/KPR service type «Kommunal øyeblikkelig hjelp – døgnopphold» (code system 9151). */
const KAD_SERVICE_TYPE = '25'

/** A stay that is over, as KPR asks for it, without identity: no id, no reference, no instant, only local dates. */
export type DepartedStay = {
  readonly unitId: UnitId
  readonly serviceType: typeof KAD_SERVICE_TYPE | null
  readonly service: Service | null
  readonly admittedDate: OsloDate
  readonly departedDate: OsloDate
  readonly liggedogn: number
} & Traits
type Traits = {
  readonly oppholdskommune: Kommunenummer | null
  readonly ageBand: string | null
  readonly referrer: string | null
  readonly dischargedTo: string | null
}

/** The service is the one that the patient came for. */
export function describeDeparture(stay: StayRecord, departedAt: Instant): DepartedStay {
  const service = stay.segments[0]?.service ?? null
  const { unitId, admittedAt, ageBand, referrer, dischargedTo } = stay
  return {
    unitId,
    serviceType: service !== null && isKad(service) ? KAD_SERVICE_TYPE : null,
    service,
    admittedDate: osloDateOf(admittedAt),
    departedDate: osloDateOf(departedAt),
    liggedogn: countLiggedogn(admittedAt, departedAt),
    oppholdskommune: oppholdskommuneOf(stay),
    ageBand,
    referrer,
    dischargedTo,
  }
}

const WITHHELD: Traits = { oppholdskommune: null, ageBand: null, referrer: null, dischargedTo: null }

/**
 * For those who do not work in the unit: what patients have in common is told where at least five have it in common.
 * The row stays, so that stays and liggedogn still add up.
 */
export function protectDepartures(
  stays: readonly DepartedStay[],
): readonly (DepartedStay & { readonly suppressed: boolean })[] {
  const traitsOf = ({ oppholdskommune, ageBand, referrer, dischargedTo }: Traits) =>
    JSON.stringify([oppholdskommune, ageBand, referrer, dischargedTo])
  const groups = Map.groupBy(stays, traitsOf)
  return stays.map((stay) => {
    const isSmall = (groups.get(traitsOf(stay))?.length ?? 0) <= MOST_SMALL
    return isSmall ? { ...stay, ...WITHHELD, suppressed: true } : { ...stay, suppressed: false }
  })
}
