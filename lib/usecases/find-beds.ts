import type { AnswerOf, QueryOf } from '../contract/routes.ts'
import { type PartyId, partyOfHf, partyOfKommune } from '../domain/ids.ts'
import { findBeds as rankBeds } from '../domain/lookup/find-beds.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result } from '../kernel/result.ts'
import { listUnits } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

/** One Query; nothing about the patient is asked for, and nothing is stored before the lookup's outcome is told. */
export async function findBeds(
  deps: Deps,
  query: QueryOf<'find-beds'>,
  now: Instant,
): Promise<Result<AnswerOf<'find-beds'>, never>> {
  const { kommune, hf, lat, lon, service, needs, area, lookupId } = query
  const units = await listUnits(deps.store, area)
  const partyId = hf !== undefined ? partyOfHf(hf) : kommune !== undefined ? partyOfKommune(kommune) : ('' as PartyId)
  const ask = {
    kommune: kommune ?? null,
    partyId,
    service: service ?? null,
    needs,
    position: lat !== undefined && lon !== undefined ? { lat, lon } : null,
  }
  return accepted({ asOf: now, lookupId: lookupId ?? deps.newId('look'), units: rankBeds(units, ask, now) })
}
