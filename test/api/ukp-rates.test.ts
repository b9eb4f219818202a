import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, codeOf, startApi } from '../support/http.ts'

describe('ukp rates', () => {
  let api: Api
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
  })

  it('are asked for, said once by the admin of the whole region, and seen by whoever pays', async () => {
    const year = String(new Date(api.now()).getUTCFullYear())
    const finance = await api.as({ role: 'finance', org: 'k-1804' })
    expect((await finance.ok('list-ukp-rates')).missing).toContain(Number(year))
    const admin = await api.as({ role: 'admin', org: '*' })
    const body = { orePerDogn: 615_000, source: 'Helsedirektoratet, takster' }
    await admin.ok('put-ukp-rate', { params: { year }, body })
    const { rates, missing } = await finance.ok('list-ukp-rates')
    expect(missing).toEqual([2013])
    expect(rates).toContainEqual(expect.objectContaining({ year: Number(year), ...body, state: 'confirmed' }))
    const keeper = await api.as({ role: 'admin', org: 'agr_salten' })
    expect(codeOf(await keeper.refused('put-ukp-rate', { params: { year }, body }))).toBe('forbidden')
  })

  it.each([
    ['no rate', { orePerDogn: 0 }, '/orePerDogn'],
    ['half an øre', { orePerDogn: 0.5 }, '/orePerDogn'],
    ['a slip of the hand', { orePerDogn: 598_100_000 }, '/orePerDogn'],
    ['no source', { source: ' ' }, '/source'],
    ['a field too many', { year: 2026 }, '/year'],
  ])('refuses %s by name', async (_what, more, pointer) => {
    const admin = await api.as({ role: 'admin', org: '*' })
    const body = { orePerDogn: 615_000, source: 'Helsedirektoratet', ...more }
    const problem = await admin.refused('put-ukp-rate', { params: { year: '2026' }, body })
    expect(problem).toMatchObject({ status: 422, errors: [expect.objectContaining({ pointer })] })
  })

  it('has no door for a year that is none', async () => {
    const admin = await api.as({ role: 'admin', org: '*' })
    for (const year of ['26', '2026-01', '1804', 'i-fjor']) {
      const problem = await admin.refused('put-ukp-rate', { params: { year }, body: { orePerDogn: 1, source: 'x' } })
      expect(codeOf(problem)).toBe('route-not-found')
    }
  })
})
