import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsIn, referencesIn } from '../support/fhir-rules.ts'
import { haveFaultsIn } from '../support/have-rules.ts'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { furnish, type Place } from '../support/http-world.ts'
import { unitBody } from '../support/region.ts'
import { at, parseXml, textAt } from '../support/xml-tree.ts'

type Bundle = {
  readonly total: number
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly { readonly fullUrl: string; readonly resource: Resource }[]
}
type Resource = { readonly resourceType: string; readonly id: string; readonly [member: string]: unknown }

describe('FHIR R4 and EDXL-HAVE', () => {
  let api: Api
  let amk: Caller
  let place: Place
  const search = async (resourceType: string, query: Record<string, string> = {}) =>
    (await amk.ok('search-fhir', { params: { resourceType }, query })) as unknown as Bundle
  const resources = async (resourceType: string, query: Record<string, string> = {}) =>
    ((await search(resourceType, query)).entry ?? []).map(({ resource }) => resource)

  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    place = await furnish(api, 'salten')
    await furnish(api, 'bodo')
    amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
  })

  it('show-fhir-metadata says what can be asked, and every search that it names can be made', async () => {
    const statement = await amk.ok('show-fhir-metadata')
    expect(faultsIn(statement)).toEqual([])
    const [{ resource }] = statement['rest'] as [{ resource: { type: string; searchParam: { name: string }[] }[] }]
    for (const { type, searchParam } of resource)
      for (const { name } of searchParam) {
        const strict = { prefer: 'handling=strict' }
        const answer = await amk.call('search-fhir', {
          params: { resourceType: type },
          query: { [name]: 'x' },
          headers: strict,
        })
        expect([type, name, answer.status, (answer.json as Bundle).total]).toEqual([type, name, 200, 0])
      }
  })

  it.each(['Location', 'HealthcareService', 'Organization', 'MeasureReport', 'Measure', 'StructureDefinition'])(
    'search-fhir and read-fhir give the same %s, as R4 has it, with an ETag',
    async (resourceType) => {
      const answer = await amk.call('search-fhir', { params: { resourceType } })
      expect(answer.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8')
      expect(faultsIn(answer.json)).toEqual([])
      const [first] = (answer.json as Bundle).entry ?? []
      const read = await amk.call('read-fhir', { params: { resourceType, resourceId: first?.resource.id ?? '' } })
      expect(read.json).toEqual(first?.resource)
      const headers = { 'if-none-match': answer.headers.get('etag') ?? '' }
      expect((await amk.call('search-fhir', { params: { resourceType }, headers })).status).toBe(304)
    },
  )

  it('refers to nothing that cannot be read', async () => {
    const all = [
      ...(await resources('Location')),
      ...(await resources('HealthcareService')),
      ...(await resources('MeasureReport')),
    ]
    for (const reference of new Set(referencesIn(all))) {
      const [resourceType = '', resourceId = ''] = reference.split('/')
      expect([reference, (await amk.call('read-fhir', { params: { resourceType, resourceId } })).status]).toEqual([
        reference,
        200,
      ])
    }
    expect(JSON.stringify(all)).not.toMatch(/pasient|stay_/)
  })

  it('lists the services that have a free bed, and the beds that are', async () => {
    const free = await resources('HealthcareService', { 'capacity-status': 'ledig,fa' })
    expect(free.length).toBeGreaterThan(0)
    const unit = `u.${place.unitId.replace('unit_', '')}`
    const beds = await resources('Location', { partof: `Location/${unit}`, 'operational-status': 'U' })
    const board = await (await api.as({ role: 'ward', unit: place.unitId })).ok('show-board', {
      params: { unitId: place.unitId },
    })
    expect(beds.length).toBe(board.beds.filter(({ state }) => state === 'free').length)
    const [report] = await resources('MeasureReport', { subject: unit })
    expect(JSON.stringify(report)).toContain(`"count":${board.free}`)
  })

  it('narrows by kommune, area, status and id, and counts without listing', async () => {
    const all = await search('Location')
    expect((await search('Location', { kommune: '1804' })).total).toBe(all.total)
    expect((await search('Location', { kommune: '0301' })).total).toBe(0)
    expect((await search('Location', { area: 'nowhere' })).total).toBe(0)
    expect((await search('Location', { status: 'suspended' })).total).toBe(0)
    expect((await search('Location', { _id: 'u.salten,u.bodo' })).total).toBe(2)
    expect(await search('Location', { _summary: 'count' })).toMatchObject({ total: all.total })
    expect((await search('Location', { _summary: 'count' })).entry).toBeUndefined()
  })

  it('gives pages that lead through everything once', async () => {
    const all = (await resources('Location')).map(({ id }) => id)
    const seen: string[] = []
    let query: Record<string, string> | undefined = { _count: '5' }
    while (query) {
      const page: Bundle = await search('Location', query)
      seen.push(...(page.entry ?? []).map(({ resource }) => resource.id))
      const next = page.link.find(({ relation }) => relation === 'next')
      query = next && Object.fromEntries(new URL(next.url).searchParams)
    }
    expect(seen).toEqual(all)
  })

  it('passes over what it does not know, and says so when asked to be strict', async () => {
    expect((await search('Location', { near: '67|14' })).total).toBeGreaterThan(0)
    const answer = await api.request(
      'GET',
      '/fhir/R4/Location',
      { query: { near: '67|14' }, headers: { prefer: 'handling=strict' } },
      amk.token,
    )
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text)).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'not-supported', location: ['http.near'] }],
    })
  })

  it.each([
    ['Patient', '/fhir/R4/Patient', 404, 'not-found'],
    ['a bed that is not there', '/fhir/R4/Location/b.0', 404, 'not-found'],
    ['a number that is none', '/fhir/R4/Location?_count=x', 422, 'invalid'],
    ['an address that is none', '/fhir/R4/a/b/c', 404, 'not-found'],
  ])('refuses %s in FHIR’s own words', async (_, path, status, code) => {
    const answer = await api.request('GET', path, {}, amk.token)
    const outcome = JSON.parse(answer.text)
    expect([answer.status, faultsIn(outcome), outcome.issue[0].code]).toEqual([status, [], code])
    expect(outcome.issue[0].details.text).toMatch(/^[A-ZÆØÅ]/)
  })

  it('lets nobody in without a token', async () => {
    const answer = await api.request('GET', '/fhir/R4/Location')
    expect([answer.status, JSON.parse(answer.text).issue[0].code]).toEqual([401, 'login'])
  })

  it('says what it can do to anyone, whatever token they bring', async () => {
    const told = await amk.ok('show-fhir-metadata')
    for (const token of [undefined, 'a.b.c']) expect(await api.withToken(token).ok('show-fhir-metadata')).toEqual(told)
  })

  it('show-have gives the area as a HAVE document, escaped, with an ETag and nobody in it', async () => {
    const admin = await api.as({ role: 'admin', org: '*' })
    const name = 'Vågan <& "Røst">'
    const unit = unitBody(2, { area: 'lofoten', name })
    const headers = { 'if-none-match': '*' }
    await admin.ok('put-unit', { params: { unitId: 'unit_vagan' }, body: unit, headers })
    const ask = { params: { area: 'lofoten' } }
    const answer = await amk.call('show-have', ask)
    expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8')
    expect(answer.text).toContain('Vågan &lt;&amp; &quot;Røst&quot;&gt;')
    const have = parseXml(answer.text)
    expect(haveFaultsIn(have)).toEqual([])
    expect(at(have, 'have:facility').map((each) => textAt(each, 'have:facilityInformation/have:facilityName'))).toEqual(
      [name],
    )
    expect(
      (await amk.call('show-have', { ...ask, headers: { 'if-none-match': answer.headers.get('etag') ?? '' } })).status,
    ).toBe(304)
    const salten = await amk.call('show-have', { params: { area: 'lofoten-vesteralen-salten' } })
    expect(salten.text).toContain('unit_salten')
    expect(salten.text).not.toMatch(/unit_vagan|stay_|hold_|pasient|k-1804/)
  })

  it('show-have refuses in the words of the API: a role that may not, an area that is not, and nobody', async () => {
    const params = { area: 'lofoten-vesteralen-salten' }
    const finance = await api.as({ role: 'finance', org: 'k-1804' })
    expect(codeOf(await finance.refused('show-have', { params }))).toBe('forbidden')
    expect(codeOf(await amk.refused('show-have', { params: { area: 'ingensteds' } }))).toBe('area-not-found')
    expect((await api.request('GET', '/have/2.0/salten')).status).toBe(401)
    expect((await api.request('GET', '/have/1.0/salten', {}, amk.token)).status).toBe(404)
  })

  it('serves its own extensions where they are named', async () => {
    for (const { url } of (await resources('StructureDefinition')) as unknown as { url: string }[])
      expect((await api.request('GET', new URL(url).pathname, {}, amk.token)).json).toMatchObject({ url })
  })
})
