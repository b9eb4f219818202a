import { isOrgnr } from '../../lib/domain/party/orgnr.ts'
import { at, type Element, everyElement, textAt } from './xml-tree.ts'

/** Children in the order of the UBL 2.1 schemas; what is not listed may not stand there. */
const ORDER: Readonly<Record<string, string>> = {
  Invoice:
    'CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode Note TaxPointDate DocumentCurrencyCode TaxCurrencyCode AccountingCost BuyerReference InvoicePeriod OrderReference BillingReference DespatchDocumentReference ReceiptDocumentReference OriginatorDocumentReference ContractDocumentReference AdditionalDocumentReference ProjectReference AccountingSupplierParty AccountingCustomerParty PayeeParty TaxRepresentativeParty Delivery PaymentMeans PaymentTerms AllowanceCharge TaxTotal LegalMonetaryTotal InvoiceLine',
  CreditNote:
    'CustomizationID ProfileID ID IssueDate TaxPointDate CreditNoteTypeCode Note DocumentCurrencyCode TaxCurrencyCode AccountingCost BuyerReference InvoicePeriod OrderReference BillingReference DespatchDocumentReference ReceiptDocumentReference ContractDocumentReference AdditionalDocumentReference OriginatorDocumentReference AccountingSupplierParty AccountingCustomerParty PayeeParty TaxRepresentativeParty Delivery PaymentMeans PaymentTerms AllowanceCharge TaxTotal LegalMonetaryTotal CreditNoteLine',
  InvoicePeriod: 'StartDate EndDate DescriptionCode',
  BillingReference: 'InvoiceDocumentReference',
  InvoiceDocumentReference: 'ID IssueDate',
  AccountingSupplierParty: 'Party',
  AccountingCustomerParty: 'Party',
  Party: 'EndpointID PartyIdentification PartyName PostalAddress PartyTaxScheme PartyLegalEntity Contact',
  PartyName: 'Name',
  PostalAddress: 'StreetName AdditionalStreetName CityName PostalZone CountrySubentity AddressLine Country',
  Country: 'IdentificationCode',
  PartyTaxScheme: 'CompanyID TaxScheme',
  PartyLegalEntity: 'RegistrationName CompanyID CompanyLegalForm',
  PaymentMeans: 'PaymentMeansCode PaymentDueDate PaymentID CardAccount PayeeFinancialAccount PaymentMandate',
  PayeeFinancialAccount: 'ID Name FinancialInstitutionBranch',
  PaymentTerms: 'Note',
  TaxTotal: 'TaxAmount TaxSubtotal',
  TaxSubtotal: 'TaxableAmount TaxAmount TaxCategory',
  TaxCategory: 'ID Percent TaxExemptionReasonCode TaxExemptionReason TaxScheme',
  ClassifiedTaxCategory: 'ID Percent TaxScheme',
  TaxScheme: 'ID',
  LegalMonetaryTotal:
    'LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount PrepaidAmount PayableRoundingAmount PayableAmount',
  InvoiceLine:
    'ID Note InvoicedQuantity LineExtensionAmount AccountingCost InvoicePeriod OrderLineReference DocumentReference AllowanceCharge Item Price',
  CreditNoteLine:
    'ID Note CreditedQuantity LineExtensionAmount AccountingCost InvoicePeriod OrderLineReference DocumentReference AllowanceCharge Item Price',
  Item: 'Description Name BuyersItemIdentification SellersItemIdentification ClassifiedTaxCategory',
  Price: 'PriceAmount BaseQuantity AllowanceCharge',
}
/** What may stand more than once below one parent. */
const REPEATABLE = new Set([
  'BillingReference',
  'PartyTaxScheme',
  'PaymentMeans',
  'TaxSubtotal',
  'InvoiceLine',
  'CreditNoteLine',
])
const UNIT_CODES = new Set(['DAY', 'C62'])

/** Whole øre of a decimal with at most two places; NaN for anything else. */
const ore = (text: string | undefined): number =>
  /^-?\d+(\.\d{1,2})?$/.test(text ?? '') ? Math.round(Number(text) * 100) : Number.NaN
const bare = (name: string): string => name.replace(/^c[ab]c:/, '')

/** A decimal as whole millionths of millionths, so that a product can be checked without floats. */
function exact(text: string | undefined): bigint | undefined {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text ?? '') ?? []
  return whole === '' ? undefined : BigInt(`${sign}${whole}${decimals.padEnd(12, '0')}`)
}

/** quantity × price / base = net, exactly; all of it in whole numbers. */
function isProduct(...texts: readonly (string | undefined)[]): boolean {
  const [quantity, price, base, net] = texts.map(exact)
  if (quantity === undefined || price === undefined || base === undefined || net === undefined) return false
  return quantity * price === net * base
}

/**
 * The rules of EN 16931, Peppol BIS Billing 3.0 and Norway that an avregning can meet, by their names; written from the
 * rules and not from the writer. Empty when the document holds.
 */
export function brokenEhfRules(root: Element): readonly string[] {
  const isInvoice = root.name === 'Invoice'
  const lines = at(root, isInvoice ? 'cac:InvoiceLine' : 'cac:CreditNoteLine')
  const seller = at(root, 'cac:AccountingSupplierParty/cac:Party')[0]
  const buyer = at(root, 'cac:AccountingCustomerParty/cac:Party')[0]
  const total = at(root, 'cac:LegalMonetaryTotal')[0]
  const subtotals = at(root, 'cac:TaxTotal/cac:TaxSubtotal')
  const all = everyElement(root)
  const text = (path: string) => textAt(root, path)
  const broken: string[] = []
  const check = (rule: string, holds: boolean) => {
    if (!holds) broken.push(rule)
  }
  if (!seller || !buyer || !total) return ['seller, buyer or totals are missing']

  check('UBL root', ['Invoice', 'CreditNote'].includes(root.name))
  check('UBL namespace', root.attributes['xmlns'] === `urn:oasis:names:specification:ubl:schema:xsd:${root.name}-2`)
  for (const element of all) {
    const names = element.children.map((child) => bare(child.name))
    const order = ORDER[bare(element.name)]?.split(' ')
    if (order) {
      const places = names.map((name) => order.indexOf(name))
      check(
        `UBL order in ${element.name}: ${names}`,
        places.every((place, i) => place >= 0 && place >= (places[i - 1] ?? 0)),
      )
    } else check(`UBL: ${element.name} has children`, names.length === 0)
    const repeated = names.filter((name, i) => names.indexOf(name) !== i && !REPEATABLE.has(name))
    check(`UBL cardinality: ${repeated}`, repeated.length === 0)
    check(`R008 empty ${element.name}`, element.children.length > 0 || element.text.trim() !== '')
    check('prefix', element === root || /^c[ab]c:/.test(element.name))
  }

  check(
    'BR-01/R004',
    text('cbc:CustomizationID') === 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
  )
  check('R007', text('cbc:ProfileID') === 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0')
  check('BR-02', !!text('cbc:ID'))
  check('BR-03', isDate(text('cbc:IssueDate')))
  check(
    'BR-04/P0100/P0101',
    text(isInvoice ? 'cbc:InvoiceTypeCode' : 'cbc:CreditNoteTypeCode') === (isInvoice ? '380' : '381'),
  )
  check('BR-05', text('cbc:DocumentCurrencyCode') === 'NOK')
  check('R003', !!text('cbc:BuyerReference') || !!text('cac:OrderReference/cbc:ID'))
  check('R002', at(root, 'cbc:Note').length <= 1)
  check(
    'R051',
    all.every(({ attributes }) => (attributes['currencyID'] ?? 'NOK') === 'NOK'),
  )
  check(
    'currencyID',
    all.every(({ name, attributes }) => !/Amount$/.test(name) || attributes['currencyID'] !== undefined),
  )

  for (const [party, rules] of [
    [seller, ['BR-06', 'R020/BR-62', 'BR-08', 'BR-09']],
    [buyer, ['BR-07', 'R010/BR-63', 'BR-10', 'BR-11']],
  ] as const) {
    const endpoint = at(party, 'cbc:EndpointID')[0]
    check(rules[0], !!textAt(party, 'cac:PartyLegalEntity/cbc:RegistrationName'))
    check(rules[1], !!endpoint?.text && endpoint.attributes['schemeID'] === '0192')
    check(rules[2], at(party, 'cac:PostalAddress').length === 1)
    check(rules[3], textAt(party, 'cac:PostalAddress/cac:Country/cbc:IdentificationCode') === 'NO')
  }
  check(
    'COMMON-R041',
    all.every(({ attributes, text: value }) => attributes['schemeID'] !== '0192' || isOrgnr(value)),
  )
  for (const reference of at(root, 'cac:BillingReference'))
    check('BR-55', !!textAt(reference, 'cac:InvoiceDocumentReference/cbc:ID'))

  const amountOf = (name: string) => ore(textAt(total, `cbc:${name}`))
  const lineSum = lines.reduce((sum, line) => sum + ore(textAt(line, 'cbc:LineExtensionAmount')), 0)
  const prepaid = at(total, 'cbc:PrepaidAmount').length === 0 ? 0 : amountOf('PrepaidAmount')
  check('BR-12/BR-CO-10', amountOf('LineExtensionAmount') === lineSum)
  check('BR-13/BR-CO-13', amountOf('TaxExclusiveAmount') === lineSum)
  check(
    'BR-14/BR-CO-15',
    amountOf('TaxInclusiveAmount') === amountOf('TaxExclusiveAmount') + ore(text('cac:TaxTotal/cbc:TaxAmount')),
  )
  check('BR-15/BR-CO-16', amountOf('PayableAmount') === amountOf('TaxInclusiveAmount') - prepaid)
  check('something to pay', amountOf('PayableAmount') > 0)
  check(
    'BR-CO-25',
    amountOf('PayableAmount') <= 0 || isDate(text('cbc:DueDate')) || !!text('cac:PaymentTerms/cbc:Note'),
  )

  check('BR-16', lines.length > 0)
  const ids = lines.map((line) => textAt(line, 'cbc:ID'))
  check('BR-21', ids.every(Boolean) && new Set(ids).size === ids.length)
  for (const line of lines) {
    const quantity = at(line, isInvoice ? 'cbc:InvoicedQuantity' : 'cbc:CreditedQuantity')[0]
    const price = textAt(line, 'cac:Price/cbc:PriceAmount')
    const base = textAt(line, 'cac:Price/cbc:BaseQuantity')
    const net = textAt(line, 'cbc:LineExtensionAmount')
    check('BR-22', !!quantity?.text)
    check('BR-23', UNIT_CODES.has(quantity?.attributes['unitCode'] ?? ''))
    check('BR-24', Number.isInteger(ore(net)))
    check('BR-25', !!textAt(line, 'cac:Item/cbc:Name'))
    check('BR-26', !!price)
    check('BR-27', (exact(price) ?? -1n) >= 0n)
    check('R121', (exact(base) ?? 1n) > 0n)
    // The rule allows 0.02; an avregning is exact to the øre.
    check('R120', isProduct(quantity?.text, price, base ?? '1', net))
    check('BR-CO-04', !!textAt(line, 'cac:Item/cac:ClassifiedTaxCategory/cbc:ID'))
  }

  const [start, end] = [text('cac:InvoicePeriod/cbc:StartDate') ?? '', text('cac:InvoicePeriod/cbc:EndDate') ?? '']
  check('BR-29', isDate(start) && isDate(end) && end >= start)
  for (const line of lines)
    check(
      'R110/R111',
      (textAt(line, 'cac:InvoicePeriod/cbc:StartDate') ?? start) >= start &&
        (textAt(line, 'cac:InvoicePeriod/cbc:EndDate') ?? end) <= end,
    )
  for (const means of at(root, 'cac:PaymentMeans')) {
    check('BR-49', textAt(means, 'cbc:PaymentMeansCode') === '30')
    check('BR-50/BR-61', !!textAt(means, 'cac:PayeeFinancialAccount/cbc:ID'))
  }
  // Where to pay is the agreement's to say; when, an invoice always says itself (BR-CO-25).
  check('one way to pay at most', at(root, 'cac:PaymentMeans').length <= 1)

  const schemes = at(seller, 'cac:PartyTaxScheme')
  const vatIds = [seller, buyer].flatMap((party) =>
    at(party, 'cac:PartyTaxScheme').filter((scheme) => textAt(scheme, 'cac:TaxScheme/cbc:ID') === 'VAT'),
  )
  check(
    'NO-R-001',
    vatIds.every((scheme) => /^NO(\d{9})MVA$/.test(textAt(scheme, 'cbc:CompanyID') ?? '')),
  )
  check('BR-CO-18', subtotals.length > 0)
  const categories = [
    ...lines.flatMap((line) => at(line, 'cac:Item/cac:ClassifiedTaxCategory')),
    ...subtotals.flatMap((subtotal) => at(subtotal, 'cac:TaxCategory')),
  ]
  const codes = new Set(categories.map((category) => textAt(category, 'cbc:ID')))
  check(
    'VAT scheme',
    categories.every((category) => textAt(category, 'cac:TaxScheme/cbc:ID') === 'VAT'),
  )
  check(
    'VAT E or O',
    [...codes].every((code) => code === 'E' || code === 'O'),
  )
  const subtotal = subtotals[0]
  if (codes.has('E')) {
    check('BR-E-01', subtotals.length === 1)
    check(
      'BR-E-02',
      schemes.some((scheme) => !!textAt(scheme, 'cbc:CompanyID')),
    )
    check(
      'BR-E-05',
      categories.every(
        (category) => Number(textAt(category, 'cbc:Percent')) === 0 && at(category, 'cbc:Percent').length === 1,
      ),
    )
    check('BR-E-08', ore(subtotal && textAt(subtotal, 'cbc:TaxableAmount')) === lineSum)
    check('BR-E-09', ore(subtotal && textAt(subtotal, 'cbc:TaxAmount')) === 0)
    check('BR-E-10', !!(subtotal && textAt(subtotal, 'cac:TaxCategory/cbc:TaxExemptionReason')))
  }
  if (codes.has('O')) {
    check('BR-O-02', vatIds.length === 0)
    check(
      'BR-O-05',
      categories.every((category) => at(category, 'cbc:Percent').length === 0),
    )
    check('BR-O-08', ore(subtotal && textAt(subtotal, 'cbc:TaxableAmount')) === lineSum)
    check('BR-O-09', ore(subtotal && textAt(subtotal, 'cbc:TaxAmount')) === 0)
    check('BR-O-10', !!(subtotal && textAt(subtotal, 'cac:TaxCategory/cbc:TaxExemptionReason')))
    check('BR-O-11/12', codes.size === 1)
  }
  return broken
}

const isDate = (text: string | undefined): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')
