import type { AnswerOf, QueryOf } from '../contract/routes.ts'
import type { UnitId } from '../domain/ids.ts'
import { useOfBeds } from '../domain/statistics/bed-use.ts'
import { spanOf } from '../domain/statistics/period.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { readUnitPast } from '../store/past-store.ts'
import { findUnit } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

const MS_PER_MINUTE = 60_000

/** The accordion's time line: who used which bed when, and each group's guarantee against its use. */
export async function showUse(
  { store }: Deps,
  { unitId, fom, tom }: QueryOf<'show-use'> & { readonly unitId: UnitId },
  now: Instant,
): Promise<Result<AnswerOf<'show-use'>, { readonly kind: 'unit-not-found' }>> {
  const unit = await findUnit(store, unitId)
  if (!unit) return refused({ kind: 'unit-not-found' })
  const period = spanOf({ fom, tom })
  const { stays } = await readUnitPast(store, unitId, period.from)
  const { spans, parties, groups } = useOfBeds(unit, stays, period, now)
  const known = new Set<string>(unit.beds.map(({ bedId }) => bedId))
  const gone = [...new Set(spans.map(({ bedId }) => bedId))].filter((bedId) => !known.has(bedId)).sort()
  return accepted({
    unitId,
    asOf: now,
    fom,
    tom,
    from: period.from,
    until: period.until < now ? period.until : now,
    beds: [...unit.beds.map(({ bedId, room }) => ({ bedId, room })), ...gone.map((bedId) => ({ bedId, room: null }))],
    spans,
    parties: parties.map(({ usedMs, ...party }) => ({ ...party, usedMinutes: minutesOf(usedMs) })),
    groups: groups.map(({ group, guaranteedMs, withinMs, beyondMs }) => ({
      group,
      guaranteedMinutes: minutesOf(guaranteedMs),
      withinMinutes: minutesOf(withinMs),
      beyondMinutes: minutesOf(beyondMs),
    })),
  })
}

const minutesOf = (ms: number): number => Math.floor(ms / MS_PER_MINUTE)
