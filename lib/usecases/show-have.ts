import type { AnswerOf, ParamsOf } from '../contract/routes.ts'
import { writeEdxlHave } from '../documents/edxl-have.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { listUnits } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

/** One Query: the lookup's own, for one area. */
export async function showHave(
  deps: Deps,
  { area }: ParamsOf<'show-have'>,
  now: Instant,
): Promise<Result<AnswerOf<'show-have'>, { readonly kind: 'area-not-found' }>> {
  const units = await listUnits(deps.store, area)
  return units.length === 0 ? refused({ kind: 'area-not-found' }) : accepted(writeEdxlHave(units, now))
}
