import type { OsloDate } from '../../kernel/oslo-date.ts'
import { hfNamedBy, type Kommunenummer, type PartyId } from '../ids.ts'
import { oppholdskommuneOf } from './oppholdskommune.ts'
import type { StayRecord } from './stay-record.ts'
import { dutyOf } from './utskrivningsklar.ts'

/** A patient whose kommune owes an offer: since which local date, which kommune, and whose patient it was before. */
export type WaitingForKommune = {
  readonly since: OsloDate
  readonly kommune: Kommunenummer | null
  readonly hf: PartyId | null
}

/** Undefined for a stay that is over, and for one whose kommune owes nothing today. */
export function findWaitingForKommune(stay: StayRecord): WaitingForKommune | undefined {
  const duty = stay.departedAt === null ? dutyOf(stay.utskrivningsklar, null) : null
  if (!duty || duty.until !== null) return undefined
  return { since: duty.from, kommune: oppholdskommuneOf(stay), hf: hfOf(stay) }
}

/** The HF that paid last, also where the kommune has taken over; else the one that gave a message. */
function hfOf({ segments, utskrivningsklar }: StayRecord): PartyId | null {
  const paid = segments.flatMap(({ partyId }) => hfNamedBy(partyId) ?? [])
  const told = utskrivningsklar.flatMap(({ by }) => hfNamedBy(by) ?? [])
  return paid.at(-1) ?? told.at(-1) ?? null
}
