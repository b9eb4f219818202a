import type { AnswerOf, QueryOf } from '../contract/routes.ts'
import type { UnitId } from '../domain/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { osloDateOf, plusDates, startOfOsloDate } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { listStaysSince } from '../store/past-store.ts'
import { findUnit } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

const USUAL_DATES = 14
const MOST_DATES = 92

/** The stays that are over, for whoever must put right what was registered on one of them. */
export async function listDeparted(
  { store }: Deps,
  { unitId, fom }: QueryOf<'list-departed'> & { readonly unitId: UnitId },
  now: Instant,
): Promise<Result<AnswerOf<'list-departed'>, { readonly kind: 'unit-not-found' }>> {
  const unit = await findUnit(store, unitId)
  if (!unit) return refused({ kind: 'unit-not-found' })
  const today = osloDateOf(now)
  const earliest = plusDates(today, -MOST_DATES)
  const wanted = fom ?? plusDates(today, -USUAL_DATES)
  const first = wanted < earliest ? earliest : wanted
  const stays = await listStaysSince(store, unitId, startOfOsloDate(first))
  return accepted({
    fom: first,
    stays: stays.toReversed().flatMap(({ stayId, admittedAt, departedAt, dischargedTo, segments }) => {
      const last = segments.at(-1)
      if (departedAt === null || last === undefined) return []
      const { bedId, partyId, service } = last
      return [{ stayId, bedId, partyId, service, admittedAt, departedAt, dischargedTo }]
    }),
    unitVersion: unit.version,
  })
}
