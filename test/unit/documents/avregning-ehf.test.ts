import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AvregningDocument } from '../../../lib/documents/avregning-document.ts'
import { invoiceIdOf, writeAvregningEhf } from '../../../lib/documents/avregning-ehf.ts'
import type { PartyId } from '../../../lib/domain/ids.ts'
import {
  AGREEMENT_ID,
  awkwardText,
  contact,
  correctionOf,
  disputeOf,
  documentOf,
  ehfSettings,
  HOST,
  lineOf,
  MONTH,
  partyDocuments,
  regionDocument,
  runOf,
} from '../../support/document-world.ts'
import { brokenEhfRules } from '../../support/ehf-rules.ts'
import { at, type Element, parseXml, textAt } from '../../support/xml-tree.ts'

const FAUSKE = 'k-1841' as PartyId

function read(document: AvregningDocument): Element {
  const result = writeAvregningEhf(document)
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return parseXml(new TextDecoder('utf-8', { fatal: true }).decode(result.value.body))
}
const linesOf = (root: Element) => [...at(root, 'cac:InvoiceLine'), ...at(root, 'cac:CreditNoteLine')]
const named = (root: Element) =>
  Object.fromEntries(
    linesOf(root).map((line) => [
      textAt(line, 'cac:Item/cbc:Name'),
      [
        textAt(line, 'cbc:InvoicedQuantity') ?? textAt(line, 'cbc:CreditedQuantity'),
        textAt(line, 'cac:Price/cbc:PriceAmount'),
        textAt(line, 'cbc:LineExtensionAmount'),
      ],
    ]),
  )

describe('EHF of an avregning', () => {
  it('keeps every rule, whatever the month and the names', () => {
    let [invoices, creditNotes, refusals] = [0, 0, 0]
    fc.assert(
      fc.property(partyDocuments, (document) => {
        const [line] = document.run.lines
        const result = writeAvregningEhf(document)
        if (line?.netOre === 0) {
          refusals += 1
          expect(result).toEqual({ ok: false, refusal: { kind: 'nothing-to-invoice' } })
          return
        }
        const root = read(document)
        expect(brokenEhfRules(root)).toEqual([])
        expect(root.name).toBe((line?.netOre ?? 0) > 0 ? 'Invoice' : 'CreditNote')
        expect(Number(textAt(root, 'cac:LegalMonetaryTotal/cbc:PayableAmount')).toFixed(2)).toBe(
          (Math.abs(line?.netOre ?? 0) / 100).toFixed(2),
        )
        root.name === 'Invoice' ? invoices++ : creditNotes++
      }),
      { numRuns: 400 },
    )
    expect(Math.min(invoices, creditNotes)).toBeGreaterThan(50)
    expect(refusals).toBeLessThan(100)
  })

  it('is an invoice by service, with à konto prepaid', () => {
    const line = lineOf({
      partyId: FAUSKE,
      fixedOre: 1_000_000,
      emptyBedsOre: 250_050,
      useOre: 3_600_000,
      lowUseAdjustmentOre: -50_000,
      correctionsOre: 100,
      onAccountOre: 2_000_000,
      services: [
        { service: 'kad-somatikk', betalingsdogn: '6', weight: '1', weightedDogn: '6' },
        { service: 'observasjon', betalingsdogn: '5', weight: '1.2', weightedDogn: '6' },
      ],
    })
    const run = runOf({ lines: [line], corrections: [correctionOf({ deltaOre: 100 })] })
    const root = read(documentOf({ run, party: FAUSKE, earlierInvoices: ['salten-2026-09-k-1841'] }))
    expect(brokenEhfRules(root)).toEqual([])
    expect(named(root)).toEqual({
      'Fast del': ['1', '10000', '10000.00'],
      'Tomme senger': ['1', '2500.5', '2500.50'],
      'Bruk: KAD, somatikk': ['6', '3000', '18000.00'],
      'Bruk: observasjon': ['6', '3000', '18000.00'],
      'Justering for lav bruk': ['-1', '500', '-500.00'],
      'Retting for september 2026': ['1', '1', '1.00'],
    })
    expect(textAt(root, 'cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount')).toBe('48001.50')
    expect(textAt(root, 'cac:LegalMonetaryTotal/cbc:PrepaidAmount')).toBe('20000.00')
    expect(textAt(root, 'cac:LegalMonetaryTotal/cbc:PayableAmount')).toBe('28001.50')
    expect(textAt(root, 'cbc:ID')).toBe('salten-2026-10-k-1841')
    expect(textAt(root, 'cac:InvoicePeriod/cbc:EndDate')).toBe('2026-10-31')
    expect([textAt(root, 'cbc:IssueDate'), textAt(root, 'cbc:DueDate')]).toEqual(['2026-11-03', '2026-12-03'])
    expect(textAt(root, 'cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID')).toBe('salten-2026-09-k-1841')
  })

  it('credits what à konto was too much: the whole à konto less what the month cost', () => {
    const line = lineOf({ partyId: FAUSKE, fixedOre: 1_000_000, onAccountOre: 1_500_001 })
    const root = read(documentOf({ run: runOf({ lines: [line] }), party: FAUSKE }))
    expect(root.name).toBe('CreditNote')
    expect(brokenEhfRules(root)).toEqual([])
    expect(named(root)).toEqual({
      'À konto for oktober 2026': ['1', '15000.01', '15000.01'],
      'Fast del': ['-1', '10000', '-10000.00'],
    })
    expect(textAt(root, 'cac:LegalMonetaryTotal/cbc:PayableAmount')).toBe('5000.01')
    expect(at(root, 'cac:LegalMonetaryTotal/cbc:PrepaidAmount')).toEqual([])
  })

  it('tells the døgn in words where a price by the døgn would not be exact', () => {
    const service = { service: 'kad-somatikk', betalingsdogn: '7', weight: '1', weightedDogn: '7' } as const
    const line = lineOf({ partyId: FAUSKE, useOre: 100_000, services: [service] })
    expect(named(read(documentOf({ run: runOf({ lines: [line] }), party: FAUSKE })))).toEqual({
      'Bruk: KAD, somatikk, 7 døgn': ['1', '1000', '1000.00'],
    })
  })

  it('charges a guest by the døgn', () => {
    const guest = lineOf({ partyId: FAUSKE, guest: true, amountOre: 2_400_000, betalingsdogn: '2' })
    expect(named(read(documentOf({ run: runOf({ lines: [guest] }), party: FAUSKE })))).toEqual({
      Gjestedøgn: ['2', '12000', '24000.00'],
    })
  })

  it('says in its one note what is disputed', () => {
    const line = lineOf({ partyId: FAUSKE, fixedOre: 1_000_000 })
    const answered = disputeOf({
      detail: 'er besvart',
      answer: { outcome: 'rejected', text: '', payer: null, at: runOf({}).computedAt },
    })
    const document = documentOf({ run: runOf({ lines: [line] }), disputes: [disputeOf({}), answered], party: FAUSKE })
    const note = textAt(read(document), 'cbc:Note')
    expect(note).toContain(
      'Åpen innsigelse: feil datoer, 1 døgn i oktober 2026: Pasienten dro 4. oktober (svarfrist 16.11.2026)',
    )
    expect(note).not.toContain('er besvart')
    expect(note).toContain(document.run.resultHash)
  })

  it('names the seller to the tax authority as the category asks', () => {
    const line = lineOf({ partyId: FAUSKE, fixedOre: 1_000_000 })
    const scheme = (vatCategory: 'E' | 'O', mvaRegistered: boolean) => {
      const document = documentOf({ run: runOf({ lines: [line] }), party: FAUSKE })
      const parties = { ...document.parties, [HOST]: contact(HOST, { orgnr: '987654325', mvaRegistered }) }
      const root = read({ ...document, parties, ehf: { ...ehfSettings, vatCategory } })
      return at(root, 'cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme').map((node) =>
        textAt(node, 'cbc:CompanyID'),
      )
    }
    expect(scheme('E', true)).toEqual(['NO987654325MVA'])
    expect(scheme('E', false)).toEqual(['987654325'])
    expect(scheme('O', true)).toEqual([])
  })

  it.each([
    ['the whole run', { party: null }, { kind: 'export-party-missing' }],
    ['the host to itself', { party: HOST }, { kind: 'no-invoice-to-host' }],
    ['a stranger', { party: 'k-0301' as PartyId }, { kind: 'party-not-in-avregning' }],
    [
      'a draft',
      { run: runOf({ state: 'draft', lines: [lineOf({ partyId: FAUSKE, fixedOre: 1 })] }) },
      { kind: 'avregning-not-locked' },
    ],
    [
      'an agreement that lacks what an invoice needs',
      {
        ehf: null,
        parties: {
          [HOST]: contact(HOST, { orgnr: null }),
          [FAUSKE]: contact(FAUSKE, { name: '\u0001 ' }),
        },
      },
      {
        kind: 'ehf-party-incomplete',
        errors: [
          { pointer: '/finance/ehf/exemptionReason', rule: 'missing' },
          { pointer: '/finance/ehf/parties/k-1804/orgnr', rule: 'missing' },
          { pointer: '/finance/ehf/parties/k-1841/name', rule: 'missing' },
        ],
      },
    ],
  ])('is refused for %s', (_, change, refusal) => {
    const document = documentOf({
      run: runOf({ lines: [lineOf({ partyId: FAUSKE, fixedOre: 1_000_000 })] }),
      party: FAUSKE,
    })
    expect(writeAvregningEhf({ ...document, ...change })).toEqual({ ok: false, refusal })
  })

  it('keeps the rules with no more than who the two are and why there is no merverdiavgift', () => {
    const bare = { street: null, postalCode: null, city: null, reference: null, kid: null }
    const document = documentOf({
      run: runOf({ lines: [lineOf({ partyId: FAUSKE, fixedOre: 1_000_000 })] }),
      party: FAUSKE,
      ehf: { vatCategory: 'E', exemptionReason: 'helsetjenester' },
      parties: { [HOST]: contact(HOST, bare), [FAUSKE]: contact(FAUSKE, bare) },
    })
    const result = writeAvregningEhf(document)
    const xml = result.ok ? new TextDecoder().decode(result.value.body) : ''
    expect(brokenEhfRules(parseXml(xml))).toEqual([])
    expect(xml).toContain(`<cbc:BuyerReference>${AGREEMENT_ID}</cbc:BuyerReference>`)
    expect(xml).not.toContain('PaymentMeans')
  })

  it('has one number per agreement, month and party, and a file name that says what it is', () => {
    expect(invoiceIdOf(AGREEMENT_ID, MONTH, FAUSKE)).toBe('salten-2026-10-k-1841')
    const result = writeAvregningEhf(regionDocument(9, FAUSKE))
    expect(result.ok && result.value.fileName).toBe('faktura-salten-felles-dognenhet-2026-10-k-1841.xml')
    expect(writeAvregningEhf(regionDocument(9, FAUSKE))).toEqual(result)
  })
})

describe('the rule checker', () => {
  const valid = new TextDecoder().decode(
    (() => {
      const result = writeAvregningEhf(regionDocument(9, FAUSKE))
      return result.ok ? result.value.body : new Uint8Array()
    })(),
  )

  it.each([
    ['R002', '<cbc:DocumentCurrencyCode>', '<cbc:Note>to</cbc:Note><cbc:DocumentCurrencyCode>'],
    ['R003', /<cbc:BuyerReference>.*/, ''],
    ['R004', '#compliant#', '#conformant#'],
    ['R007', 'billing:01:1.0', 'billing:02:1.0'],
    ['R008', '<cbc:Name>Fast del</cbc:Name>', '<cbc:Name></cbc:Name>'],
    ['R051', 'currencyID="NOK"', 'currencyID="SEK"'],
    ['R120', /<cbc:PriceAmount currencyID="NOK">/, '$&1'],
    ['COMMON-R041', /schemeID="0192">\d{9}/, 'schemeID="0192">123456789'],
    ['BR-01', /<cbc:CustomizationID>.*/, ''],
    ['BR-02', /<cbc:ID>.*/, ''],
    ['BR-03', /<cbc:IssueDate>.*/, ''],
    ['BR-04', '>380<', '>326<'],
    ['BR-05', /<cbc:DocumentCurrencyCode>.*/, ''],
    ['BR-06', /<cbc:RegistrationName>.*/, ''],
    ['BR-08', /<cac:PostalAddress>[\s\S]*?<\/cac:PostalAddress>/, ''],
    ['BR-09', '>NO<', '>SE<'],
    ['R020', /<cbc:EndpointID.*/, ''],
    ['BR-12', /(<cac:LegalMonetaryTotal>\s*<cbc:LineExtensionAmount currencyID="NOK">)/, '$11'],
    ['BR-13', /<cbc:TaxExclusiveAmount currencyID="NOK">/, '$&1'],
    ['BR-14', /<cbc:TaxInclusiveAmount currencyID="NOK">/, '$&1'],
    ['BR-CO-16', /<cbc:PrepaidAmount currencyID="NOK">/, '$&1'],
    ['BR-CO-25', /<cbc:DueDate>.*/, ''],
    ['BR-16', /<cac:InvoiceLine>[\s\S]*<\/cac:InvoiceLine>/, ''],
    ['BR-21', '<cbc:ID>2</cbc:ID>', '<cbc:ID>1</cbc:ID>'],
    ['BR-22', /<cbc:InvoicedQuantity.*/, ''],
    ['BR-23', 'unitCode="C62"', 'unitCode="døgn"'],
    ['BR-25', /<cbc:Name>Fast del<\/cbc:Name>/, ''],
    ['BR-27', /(<cbc:PriceAmount currencyID="NOK">)/, '$1-'],
    ['BR-29', '<cbc:EndDate>2026-10-31', '<cbc:EndDate>2026-09-30'],
    ['BR-50', /<cac:PayeeFinancialAccount>[\s\S]*?<\/cac:PayeeFinancialAccount>/, ''],
    [
      'BR-55',
      '<cac:AccountingSupplierParty>',
      '<cac:BillingReference><cac:InvoiceDocumentReference><cbc:IssueDate>2026-10-01</cbc:IssueDate></cac:InvoiceDocumentReference></cac:BillingReference><cac:AccountingSupplierParty>',
    ],
    ['NO-R-001', /<cbc:CompanyID>(\d+)<\/cbc:CompanyID>([\s\S]*?)TAX/, '<cbc:CompanyID>NO$1</cbc:CompanyID>$2VAT'],
    ['BR-E-02', /<cac:PartyTaxScheme>[\s\S]*?<\/cac:PartyTaxScheme>/, ''],
    ['BR-E-05', '<cbc:Percent>0<', '<cbc:Percent>25<'],
    ['BR-E-10', /<cbc:TaxExemptionReason>.*/, ''],
    ['BR-O-05', /<cbc:ID>E<\/cbc:ID>/g, '<cbc:ID>O</cbc:ID>'],
    ['BR-O-11', /<cbc:ID>E<\/cbc:ID>/, '<cbc:ID>O</cbc:ID>'],
    ['UBL order', /(<cbc:IssueDate>.*)\s*(<cbc:DueDate>.*)/, '$2$1'],
    ['UBL cardinality', /(<cbc:ID>.*)/, '$1$1'],
  ])('sees %s broken', (rule, from, to) => {
    expect(brokenEhfRules(parseXml(valid))).toEqual([])
    const changed = valid.replace(from, to)
    expect(changed).not.toBe(valid)
    expect(brokenEhfRules(parseXml(changed)).join('\n')).toContain(rule)
  })

  it.each(['<a>\u0001</a>', '<a><b></a></b>', '<a>&nbsp;</a>', '<a/><b/>', '<a', '<a>]]&</a>'])(
    'does not parse %j',
    (source) => {
      expect(() => parseXml(source)).toThrow(SyntaxError)
    },
  )

  it('parses every name that a party may have', () => {
    fc.assert(
      fc.property(awkwardText, (name) => {
        const document = regionDocument(9, FAUSKE)
        const parties = { ...document.parties, [FAUSKE]: contact(FAUSKE, { name: `N${name}` }) }
        const seen = textAt(
          read({ ...document, parties }),
          'cac:AccountingCustomerParty/cac:Party/cac:PartyName/cbc:Name',
        )
        expect(seen).not.toMatch(/[\ufffd-\uffff]/)
        if (/^[\p{L}\p{P}\p{Sm}\p{N}]+$/u.test(name)) expect(seen).toBe(`N${name}`)
      }),
    )
  })
})
