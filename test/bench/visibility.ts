import type { HoldId, PartyId, UnitId } from '../../lib/domain/ids.ts'
import { cancelHold } from '../../lib/usecases/answer-hold.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { lookupEvent } from '../support/lookup-event.ts'
import { AMK, NOON } from '../support/region.ts'
import type { BenchRegion } from './engine-bench.ts'
import { median, type Row } from './paired.ts'

/** From a committed change until a lookup that asks again and again has another ETag; held against one such lookup. */
export async function benchVisibility({ deps, units }: BenchRegion, rounds: number): Promise<readonly Row[]> {
  const { handler } = await import('../../functions/lambdas/availability.ts')
  const unitId = units.at(-1) as UnitId
  const ask = {
    partyId: 'k-1804' as PartyId,
    service: 'kad-somatikk' as const,
    needs: [],
    etaMinutes: null,
    lookupId: null,
  }
  const poll = async (etag?: string) => {
    const event = lookupEvent('bench', Date.parse(NOON) + 60_000)
    if (etag !== undefined) event.headers['if-none-match'] = etag
    return await handler(event, { functionName: 'bench' } as never)
  }
  const [seen, single]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const before = String((await poll()).headers?.['etag'])
    const asked = performance.now()
    await poll(before)
    single.push(performance.now() - asked)
    const held = await placeHold(deps, { actor: AMK, now: NOON }, { ...ask, unitId })
    if (!held.ok) throw new Error(held.refusal.kind)
    const from = performance.now()
    while ((await poll(before)).statusCode === 304);
    seen.push(performance.now() - from)
    await cancelHold(
      deps,
      { actor: AMK, now: NOON },
      { unitId, holdId: held.value.holdId as HoldId, reason: 'not-needed' },
    )
  }
  const [oursMs, bareMs] = [median(seen), median(single)]
  return [{ what: 'endring → synlig for den som spør / ett søk', ratio: oursMs / bareMs, oursMs, bareMs }]
}
