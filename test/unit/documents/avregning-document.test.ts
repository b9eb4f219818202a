import { describe, expect, it } from 'vitest'
import { readRegion } from '../../../infra/local/demo/region.ts'
import { composeAvregningDocument } from '../../../lib/documents/avregning-document.ts'
import { EXPORTS } from '../../../lib/documents/export-avregning.ts'
import { decimal, kroner, longDate, monthText, shortDate } from '../../../lib/documents/norwegian-text.ts'
import { dognText, finiteText, kronerText, roundedText } from '../../../lib/documents/number-text.ts'
import { EXPORT_FORMATS } from '../../../lib/domain/avregning/export-format.ts'
import { stayRefOf } from '../../../lib/domain/avregning/stay-ref.ts'
import type { AgreementId, PartyId, StayId } from '../../../lib/domain/ids.ts'
import { isOrgnr } from '../../../lib/domain/party/orgnr.ts'
import { nameOfParty } from '../../../lib/domain/party/party-name.ts'
import { isAccount, isKid } from '../../../lib/domain/party/payment.ts'
import type { Month, OsloDate } from '../../../lib/kernel/oslo-date.ts'
import { disputeOf, dognOf, HF, HOST, lineOf, MONTH, regionDocument, runOf } from '../../support/document-world.ts'
import { readPdf } from '../../support/pdf-text.ts'
import { readZip } from '../../support/zip-entries.ts'

describe('a document', () => {
  const [salten] = readRegion().agreements.filter(({ agreementId }) => agreementId === 'agr_salten')
  if (!salten) throw new Error('the demo region has no agr_salten')
  const { finance, ...agreement } = salten.request
  const facts = {
    run: runOf({ lines: [lineOf({ partyId: HF }), lineOf({ partyId: 'k-0301' as PartyId, guest: true })] }),
    agreement: {
      ...agreement,
      finance: finance && {
        ...finance,
        ehf: {
          ...finance.ehf,
          vatCategory: 'O' as const,
          parties: { ['k-0301' as PartyId]: { name: 'Oslo', orgnr: '958935420' } },
        },
      },
    },
    version: 4,
    dogn: [dognOf({ partyId: HF })],
    disputes: [disputeOf({ partyId: 'k-1839' as PartyId })],
    earlierInvoices: [],
    party: null,
  }
  const document = composeAvregningDocument(facts)

  it('names every party it mentions: by the agreement, by the register, or by its id', () => {
    const { parties } = document
    expect(Object.keys(parties)).toEqual(['hf-983974910', 'k-0301', 'k-1804', 'k-1839'])
    expect(parties[HOST]).toMatchObject({ name: 'Bodø kommune', orgnr: null })
    expect(parties[HF]).toMatchObject({ name: 'Nordlandssykehuset HF', orgnr: '983974910', street: null })
    expect(parties['k-0301' as PartyId]).toMatchObject({ name: 'Oslo', orgnr: '958935420' })
    expect(nameOfParty('k-0301' as PartyId)).toBeUndefined()
  })

  it('holds no stay id outside the run’s own corrections and disputes', () => {
    const { run, disputes, ...rest } = document
    expect(JSON.stringify(rest)).not.toContain('stay_')
    expect(rest.nights[0]?.stayRef).toBe(stayRefOf(run.agreementId, run.month, dognOf({}).stayId))
    expect(disputes).toEqual(facts.disputes)
  })
})

describe('the stay’s pseudonym', () => {
  const [agreementId, stayId] = ['agr_salten' as AgreementId, 'stay_1' as StayId]
  it('is the same all month, another in each month, agreement and stay', () => {
    const here = stayRefOf(agreementId, MONTH, stayId)
    expect(here).toBe('EGFS7-AS49J')
    const others = [
      stayRefOf(agreementId, '2026-11' as Month, stayId),
      stayRefOf('agr_annen' as AgreementId, MONTH, stayId),
      stayRefOf(agreementId, MONTH, 'stay_2' as StayId),
    ]
    expect(new Set([here, ...others]).size).toBe(4)
  })
})

describe('numbers and dates in Norwegian', () => {
  it.each([
    [0, '0,00'],
    [5, '0,05'],
    [-5, '\u22120,05'],
    [123_456_789, '1\u00a0234\u00a0567,89'],
    [-10_000_000, '\u2212100\u00a0000,00'],
    [99_999, '999,99'],
  ])('%i øre is %s', (ore, text) => expect(kroner(ore)).toBe(text))

  it('writes dates and months in words', () => {
    expect(longDate('2026-11-25' as OsloDate)).toBe('25.\u00a0november 2026')
    expect(shortDate('2026-11-05' as OsloDate)).toBe('05.11.2026')
    expect(monthText('2026-01' as Month)).toBe('januar 2026')
    expect(decimal('1234.5')).toBe('1\u00a0234,5')
  })

  it.each([
    ['5/72', 4, '0.0694'],
    ['-1/3', 2, '-0.33'],
    ['0.00004', 4, '0'],
    ['-0.00004', 4, '0'],
    ['1.50', 4, '1.5'],
    ['199999999999999999999999/2', 0, '100000000000000000000000'],
  ])('%s with %i decimals is %s', (exact, places, text) => expect(dognText(exact, places)).toBe(text))

  it('refuses what is no number, and rounds half away from zero', () => {
    expect(() => dognText('1/0')).toThrow(RangeError)
    expect(() => dognText('1e3')).toThrow(RangeError)
    expect([roundedText(5n, 10n, 0), roundedText(-5n, 10n, 0), roundedText(-1n, 3n, 3)]).toEqual(['1', '-1', '-0.333'])
    expect([finiteText(1n, 8n, 3), finiteText(1n, 8n, 2)]).toEqual(['0.125', undefined])
    expect([kronerText(-1), kronerText(100)]).toEqual(['-0.01', '1.00'])
  })
})

describe('check digits', () => {
  it.each([
    ['983974910', true],
    ['983974911', false],
    ['123456785', true],
    ['12345678', false],
    ['98397491O', false],
  ])('orgnr %s: %s', (orgnr, valid) => expect(isOrgnr(orgnr)).toBe(valid))

  it.each([
    ['86011117947', true],
    ['86011117948', false],
    ['NO9386011117947', true],
    ['NO9486011117947', false],
    ['NO938601111794', false],
  ])('account %s: %s', (account, valid) => expect(isAccount(account)).toBe(valid))

  it.each([
    ['1234567897', true],
    ['1234567891', false],
    ['12345678903', true],
    ['1', false],
    ['', false],
  ])('KID %s: %s', (kid, valid) => expect(isKid(kid)).toBe(valid))
})

describe('every format', () => {
  it.each(EXPORT_FORMATS)('%s lists what is disputed, refuses a stranger, and is the same twice', async (format) => {
    const party = 'k-1841' as PartyId
    const document = regionDocument(9, party)
    const result = await EXPORTS[format](document)
    expect(await EXPORTS[format](document)).toEqual(result)
    expect(result.ok && result.value.fileName).toMatch(
      /^(avregning|faktura|kostra)-salten-felles-dognenhet-2026-10-k-1841\.(csv|xlsx|pdf|xml)$/,
    )
    if (!result.ok) return
    const { body } = result.value
    const text =
      format === 'pdf'
        ? readPdf(body).text
        : format === 'xlsx'
          ? [...readZip(body).values()].join()
          : new TextDecoder().decode(body)
    expect(text).toContain('feil datoer')
    expect(text).toContain('Pasienten dro 4. oktober')
    expect(text).not.toContain('stay_')
    const stranger = await EXPORTS[format]({ ...document, party: 'k-0301' as PartyId })
    expect(stranger).toEqual({ ok: false, refusal: { kind: 'party-not-in-avregning' } })
  })
})

describe('betalingsplikt', () => {
  const kommune = 'k-1841' as PartyId
  const whole = regionDocument(9)
  const line = { kommune, hf: HF, dogn: 3, amountOre: 1_500_003, nights: [] }
  const correction = { month: '2026-08' as Month, kommune, hf: HF, deltaDogn: -1, deltaOre: null }
  const document = { ...whole, run: { ...whole.run, betalingsplikt: [line], betalingspliktCorrections: [correction] } }
  const texts = async (party: PartyId | null) => {
    const [csv, pdf, xlsx] = await Promise.all(
      (['csv', 'pdf', 'xlsx'] as const).map(async (format) => {
        const result = await EXPORTS[format]({ ...document, party })
        return result.ok ? result.value.body : new Uint8Array()
      }),
    )
    return [
      new TextDecoder().decode(csv),
      readPdf(pdf ?? new Uint8Array()).text,
      [...readZip(xlsx ?? new Uint8Array()).values()].join(),
    ]
  }

  it.each([null, kommune, HF])(
    'stands beside the avregning for the host and the two it is between (%s)',
    async (party) => {
      const [csv, pdf, xlsx] = await texts(party)
      expect(csv).toContain('15000,03')
      expect(csv).toContain('Betales til Nordlandssykehuset HF, utenom avregningen; årets sats er ikke lagt inn')
      expect(pdf).toContain('Betalingsplikt for utskrivningsklare, utenom avregningen')
      expect(pdf).toContain('15 000,03')
      expect(pdf).toContain('sats mangler')
      expect(xlsx).toContain('15000.03')
    },
  )

  it('is nobody else’s, and on no invoice', async () => {
    for (const text of await texts(HOST)) expect(text).not.toContain('etalingsplikt')
    const invoice = await EXPORTS.ehf({ ...document, party: kommune })
    expect(invoice).toEqual(await EXPORTS.ehf({ ...whole, party: kommune }))
  })
})
