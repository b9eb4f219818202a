import type { AnswerOf, QueryOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import { describeDeparture, protectDepartures } from '../domain/statistics/departed-stay.ts'
import { isIn, spanOf } from '../domain/statistics/period.ts'
import { seesSmallNumbers } from '../domain/statistics/suppress.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findUnit, listStaysEndedAfter } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

/**
 * The stays that ended in a unit in a period, one row each, as KPR asks for them and without identity. For the unit's own
 * leader, and those who keep its agreement; for anybody else the answer is the same whether the unit is there or not.
 */
export async function exportStays(
  { store }: Deps,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
  query: QueryOf<'export-stays'>,
): Promise<Result<AnswerOf<'export-stays'>, { readonly kind: 'forbidden' | 'unit-not-found' }>> {
  const unit = await findUnit(store, query.unit)
  if (!unit && actor.org === '*') return refused({ kind: 'unit-not-found' })
  if (!unit || !seesSmallNumbers(actor, [unit], now)) return refused({ kind: 'forbidden' })
  const span = spanOf(query)
  const stays = (await listStaysEndedAfter(store, unit.unitId, span.from))
    .flatMap((stay) =>
      stay.departedAt !== null && isIn(span, stay.departedAt) ? [describeDeparture(stay, stay.departedAt)] : [],
    )
    // In an order that tells nothing about who came when within the dates.
    .sort((a, b) => (canonicalJson([a.departedDate, a]) < canonicalJson([b.departedDate, b]) ? -1 : 1))
  const isOfUnit = actor.role === 'ward-leader'
  return accepted({
    unitId: unit.unitId,
    fom: query.fom,
    tom: query.tom,
    smallNumbers: isOfUnit ? 'shown' : 'suppressed',
    stays: isOfUnit ? stays.map((stay) => ({ ...stay, suppressed: false })) : [...protectDepartures(stays)],
  })
}
