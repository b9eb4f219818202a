import { beforeAll, describe, expect, it } from 'vitest'
import { plusMinutes } from '../../lib/kernel/instant.ts'
import { findSetUkpRate } from '../../lib/store/ukp-rate-store.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { listUkpRates, putUkpRate } from '../../lib/usecases/ukp-rates.ts'
import { ADMIN, NOON } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

describe('put-ukp-rate and list-ukp-rates', () => {
  let deps: Deps
  beforeAll(async () => {
    deps = (await freshTable()).deps
  })
  const put = (year: number, orePerDogn: number, now = NOON) =>
    putUkpRate(deps, { actor: ADMIN, now }, { year, orePerDogn, source: 'Helsedirektoratet' })
  const list = async () => {
    const listed = await listUkpRates(deps, NOON)
    if (!listed.ok) throw new Error('refused')
    return listed.value
  }

  it('asks for the year that is missing until somebody says it', async () => {
    expect((await list()).missing).toEqual([2013, 2026])
    expect(await put(2026, 615_000)).toEqual({
      ok: true,
      value: { year: 2026, orePerDogn: 615_000, source: 'Helsedirektoratet', state: 'confirmed', setAt: NOON },
    })
    const { rates, missing } = await list()
    expect(missing).toEqual([2013])
    expect(rates.at(-1)).toMatchObject({ year: 2026, orePerDogn: 615_000, state: 'confirmed', setAt: NOON })
    expect(rates).toContainEqual(expect.objectContaining({ year: 2013, state: 'to-be-confirmed', setAt: null }))
  })

  it('keeps what was said before, and writes nothing when the same is said again', async () => {
    await put(2027, 1)
    const later = plusMinutes(NOON, 5)
    expect(await put(2027, 1, later)).toMatchObject({ value: { setAt: NOON } })
    expect(await put(2027, 2, later)).toMatchObject({ value: { orePerDogn: 2, setAt: later } })
    expect(await findSetUkpRate(deps.store, 2027)).toMatchObject({
      orePerDogn: 2,
      setBy: ADMIN,
      earlier: [{ orePerDogn: 1, setAt: NOON, setBy: ADMIN }],
    })
    await put(2027, 3, later)
    expect((await findSetUkpRate(deps.store, 2027))?.earlier.map(({ orePerDogn }) => orePerDogn)).toEqual([1, 2])
  })

  it('takes none of the older scheme', async () => {
    expect(await put(2011, 160_000)).toEqual({ ok: false, refusal: { kind: 'older-scheme', from: 2012 } })
    expect((await put(2012, 400_000)).ok).toBe(true)
  })

  it('forgets no rate when several are said at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, i) => put(2028, i + 1)))
    const said = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.orePerDogn] : []))
    for (const outcome of outcomes) {
      if (!outcome.ok) expect(outcome.refusal).toEqual({ kind: 'too-many-at-once', retryAfterSeconds: 1 })
    }
    const stored = await findSetUkpRate(deps.store, 2028)
    const kept = [...(stored?.earlier ?? []).map(({ orePerDogn }) => orePerDogn), stored?.orePerDogn]
    expect(kept.sort()).toEqual(said.sort())
  })
})
