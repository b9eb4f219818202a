import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FINANCE, foundMoneyPlace, inMonth, type MoneyPlace } from '../support/avregning-place.ts'
import { type Api, codeOf, startApi } from '../support/http.ts'

const ADDRESS = { street: 'Storgata 1', postalCode: '8006', city: 'Bodø' }
/** Made for tests: valid check digits, nobody's numbers. */
const EHF = {
  vatCategory: 'E',
  exemptionReason: 'helsetjenester',
  account: '86011117947',
  parties: {
    'k-1804': { orgnr: '123456785', name: 'Prøvekommunen', ...ADDRESS },
    'k-1839': { orgnr: '987654325', reference: '17', ...ADDRESS },
  },
}

describe('the files of a month', () => {
  let api: Api
  let place: MoneyPlace
  const file = async (query: Record<string, string>, caller = place.host) =>
    caller.call('export-avregning', { ...inMonth(place), query })

  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    place = await foundMoneyPlace(api, 'filer', {
      agreement: { name: 'Salten felles døgnenhet', finance: { ...FINANCE, ehf: EHF } },
    })
    await place.admit('k-1839', '2026-10-20T10:00:00Z', '2026-10-22T10:00:00Z')
    await place.host.ok('book-cost', { ...inMonth(place), body: { costOre: 300_000_000 } })
    await place.host.ok('run-avregning', inMonth(place))
  })

  it('a draft can be read but not invoiced, and says in its name what it is', async () => {
    const pdf = await file({ format: 'pdf' })
    expect(pdf.headers.get('content-disposition')).toBe(
      'attachment; filename="avregning-salten-felles-dognenhet-2026-10-alle-utkast.pdf"',
    )
    expect((await file({ format: 'ehf', party: 'k-1839' })).json).toMatchObject({
      type: 'urn:problem:avregning-not-locked',
    })
    await place.host.ok('lock-avregning', inMonth(place))
  })

  it.each([
    ['csv', 'text/csv', /^\uFEFF/],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', /^PK/],
    ['pdf', 'application/pdf', /^%PDF-/],
    ['ehf', 'application/xml', /<cbc:InvoiceTypeCode>380</],
    ['kostra', 'text/csv', /256/],
  ])('%s comes as %s with a telling name, the same bytes each time', async (format, type, begins) => {
    const query = { format, party: 'k-1839' }
    const [one, other] = [await file(query), await file(query)]
    expect(one.status).toBe(200)
    expect(one.headers.get('content-type')).toContain(type)
    expect(one.headers.get('content-disposition')).toMatch(/2026-10-k-1839\.\w+"$/)
    expect(one.text).toMatch(begins)
    expect(Buffer.compare(one.bytes, other.bytes)).toBe(0)
  })

  it('names the stays by their pseudonym, never by their id', async () => {
    const csv = await file({ format: 'csv', dialect: 'rfc4180', party: 'k-1839' })
    expect(csv.text).not.toMatch(/stay_/)
    const at = { params: { ...inMonth(place).params, partyId: 'k-1839' } }
    const [night] = (await place.host.ok('explain-line', at)).nights
    expect(csv.text).toContain(night?.stayRef)
  })

  it('gives a party its own and nothing else', async () => {
    const beiarn = await place.of('k-1839')
    expect((await file({ format: 'csv' }, beiarn)).text).toBe((await file({ format: 'csv', party: 'k-1839' })).text)
    expect(codeOf((await file({ format: 'csv', party: 'k-1804' }, beiarn)).json as never)).toBe('forbidden')
  })
})
