import { DEFAULT_DUE_DAYS, type EhfSettings, type NamedFault } from '../domain/agreement/agreement.ts'
import type { AgreementId, PartyId } from '../domain/ids.ts'
import { firstDateOf, lastDateOf, type Month, osloDateOf, plusDates } from '../kernel/oslo-date.ts'
import { accepted, refused } from '../kernel/result.ts'
import {
  type AvregningDocument,
  type DocumentParty,
  type DocumentResult,
  fileNameOf,
  isDraft,
  type Scope,
  scopeOf,
} from './avregning-document.ts'
import { disputeText } from './dispute-text.ts'
import { type EhfLine, ehfLines, once } from './ehf-lines.ts'
import { monthText } from './norwegian-text.ts'
import { kronerText } from './number-text.ts'
import { carriable, leaf, parent, type XmlNode, xmlBytes } from './xml.ts'

const CUSTOMIZATION = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'
const PROFILE = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'
const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:'
const CURRENCY = { currencyID: 'NOK' }
/** Enhetsregisteret, in Peppol's list of electronic addresses. */
const ENHETSREGISTERET = { schemeID: '0192' }

/** The number of the one invoice or credit note that a locked month gives a party. */
export const invoiceIdOf = (agreementId: AgreementId, month: Month, partyId: PartyId): string =>
  `${agreementId.replace(/^agr_/, '')}-${month}-${partyId}`

/**
 * The party's month as EHF (Peppol BIS Billing 3.0): an invoice for what is left to pay above à konto, a credit note
 * for what à konto was too much. Only a locked run may be sent, and nothing is sent with a party half known.
 */
export function writeAvregningEhf(document: AvregningDocument): DocumentResult {
  const { party } = document
  if (party === null) return refused({ kind: 'export-party-missing' })
  // The host has paid the cost already; an invoice from a party to itself would stand in its books as income and expense.
  if (party === document.agreement.host) return refused({ kind: 'no-invoice-to-host' })
  const scope = scopeOf(document)
  if (!scope) return refused({ kind: 'party-not-in-avregning' })
  if (isDraft(document)) return refused({ kind: 'avregning-not-locked' })
  const sums = sumsOf(scope)
  if (sums.netOre === 0) return refused({ kind: 'nothing-to-invoice' })
  const filled = fill(document, party)
  if ('errors' in filled) return refused({ kind: 'ehf-party-incomplete', errors: filled.errors })
  return accepted({
    fileName: fileNameOf(document, 'xml', sums.netOre > 0 ? 'faktura' : 'kreditnota'),
    contentType: 'application/xml',
    body: xmlBytes(
      sums.netOre > 0 ? invoice(document, filled, scope, sums) : creditNote(document, filled, scope, sums),
    ),
  })
}

type Sums = { readonly totalOre: number; readonly onAccountOre: number; readonly netOre: number }

function sumsOf({ lines, corrections }: Scope): Sums {
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
  const onAccountOre = sum(lines.map((line) => line.onAccountOre))
  const totalOre = sum([...lines.map((line) => line.amountOre), ...corrections.map((row) => row.deltaOre)])
  return { totalOre, onAccountOre, netOre: totalOre - onAccountOre }
}

/** À konto is what the party has paid already, so it stands as prepaid and not as a line. */
function invoice(document: AvregningDocument, filled: Filled, scope: Scope, sums: Sums): XmlNode {
  const issueDate = issueDateOf(document)
  const { buyer, settings, account } = filled
  return ubl('Invoice', [
    leaf('cbc:ID', filled.invoiceId),
    leaf('cbc:IssueDate', issueDate),
    leaf('cbc:DueDate', plusDates(issueDate, settings.dueDays ?? DEFAULT_DUE_DAYS)),
    leaf('cbc:InvoiceTypeCode', '380'),
    leaf('cbc:Note', noteOf(document, scope)),
    ...bodyOf(document, filled, {
      lines: ehfLines(scope.lines, scope.corrections),
      line: 'cac:InvoiceLine',
      quantity: 'cbc:InvoicedQuantity',
      prepaidOre: sums.onAccountOre,
      // A credit transfer must say where to (BR-50, BR-61); without an account the due date alone says how it is paid.
      payment: account
        ? parent(
            'cac:PaymentMeans',
            leaf('cbc:PaymentMeansCode', '30'),
            leaf('cbc:PaymentID', buyer.kid),
            parent('cac:PayeeFinancialAccount', leaf('cbc:ID', account)),
          )
        : undefined,
    }),
  ])
}

/**
 * The month turned round: à konto that was invoiced is credited in full, and what the party should have paid is taken
 * off it line by line. The lines sum to what the party gets back, and nothing is prepaid on a credit note. The host's
 * own account is no help to who is owed, so terms stand where an invoice has means of payment (BR-CO-25).
 */
function creditNote(document: AvregningDocument, filled: Filled, scope: Scope, sums: Sums): XmlNode {
  const charged = ehfLines(scope.lines, scope.corrections)
  const lines = [once(`À konto for ${monthText(document.run.month)}`, sums.onAccountOre), ...charged.map(turned)]
  return ubl('CreditNote', [
    leaf('cbc:ID', filled.invoiceId),
    leaf('cbc:IssueDate', issueDateOf(document)),
    leaf('cbc:CreditNoteTypeCode', '381'),
    leaf('cbc:Note', noteOf(document, scope)),
    ...bodyOf(document, filled, {
      lines: lines.filter((line) => line.amountOre !== 0),
      line: 'cac:CreditNoteLine',
      quantity: 'cbc:CreditedQuantity',
      prepaidOre: 0,
      payment: parent('cac:PaymentTerms', leaf('cbc:Note', 'Til gode: utbetales eller motregnes etter avtalen.')),
    }),
  ])
}

const turned = (line: EhfLine): EhfLine => ({
  ...line,
  amountOre: -line.amountOre,
  quantity: line.quantity.startsWith('-') ? line.quantity.slice(1) : `-${line.quantity}`,
})

function ubl(name: 'Invoice' | 'CreditNote', children: readonly (XmlNode | undefined)[]): XmlNode {
  const content = [leaf('cbc:CustomizationID', CUSTOMIZATION), leaf('cbc:ProfileID', PROFILE), ...children]
  return {
    name,
    attributes: {
      xmlns: `${UBL}${name}-2`,
      'xmlns:cac': `${UBL}CommonAggregateComponents-2`,
      'xmlns:cbc': `${UBL}CommonBasicComponents-2`,
    },
    content: content.flatMap((child) => child ?? []),
  }
}

/** Where an invoice and a credit note say the same in different words. */
type Body = {
  readonly lines: readonly EhfLine[]
  readonly line: string
  readonly quantity: string
  readonly prepaidOre: number
  readonly payment: XmlNode | undefined
}

/** What the two kinds share, from the currency to the last line, in UBL's order. */
function bodyOf(
  document: AvregningDocument,
  { host, buyer, settings }: Filled,
  { lines, line, quantity, prepaidOre, payment }: Body,
): readonly (XmlNode | undefined)[] {
  const { run, agreement, earlierInvoices } = document
  const sumOre = lines.reduce((sum, row) => sum + row.amountOre, 0)
  return [
    leaf('cbc:DocumentCurrencyCode', 'NOK'),
    // One reference there must be (R003); who has given none is reminded of the agreement.
    leaf('cbc:BuyerReference', buyer.reference ?? agreement.agreementId),
    parent(
      'cac:InvoicePeriod',
      leaf('cbc:StartDate', firstDateOf(run.month)),
      leaf('cbc:EndDate', lastDateOf(run.month)),
    ),
    ...earlierInvoices.map((id) =>
      parent('cac:BillingReference', parent('cac:InvoiceDocumentReference', leaf('cbc:ID', id))),
    ),
    parent('cac:AccountingSupplierParty', partyNode(host, taxSchemes(settings, host))),
    parent('cac:AccountingCustomerParty', partyNode(buyer, [])),
    payment,
    parent(
      'cac:TaxTotal',
      amount('cbc:TaxAmount', 0),
      parent(
        'cac:TaxSubtotal',
        amount('cbc:TaxableAmount', sumOre),
        amount('cbc:TaxAmount', 0),
        parent(
          'cac:TaxCategory',
          ...category(settings),
          leaf('cbc:TaxExemptionReason', settings.exemptionReason),
          vatScheme,
        ),
      ),
    ),
    parent(
      'cac:LegalMonetaryTotal',
      amount('cbc:LineExtensionAmount', sumOre),
      amount('cbc:TaxExclusiveAmount', sumOre),
      amount('cbc:TaxInclusiveAmount', sumOre),
      prepaidOre === 0 ? undefined : amount('cbc:PrepaidAmount', prepaidOre),
      amount('cbc:PayableAmount', sumOre - prepaidOre),
    ),
    ...lines.map((row, i) =>
      parent(
        line,
        leaf('cbc:ID', String(i + 1)),
        leaf(quantity, row.quantity, { unitCode: row.unitCode }),
        amount('cbc:LineExtensionAmount', row.amountOre),
        parent(
          'cac:Item',
          leaf('cbc:Name', row.name),
          parent('cac:ClassifiedTaxCategory', ...category(settings), vatScheme),
        ),
        parent('cac:Price', leaf('cbc:PriceAmount', row.price, CURRENCY)),
      ),
    ),
  ]
}

const vatScheme = parent('cac:TaxScheme', leaf('cbc:ID', 'VAT'))
const amount = (name: string, ore: number) => leaf(name, kronerText(ore), CURRENCY)

/** Exempt has the rate 0; outside the scope there is no rate at all (BR-O-05). */
const category = ({ vatCategory }: EhfSettings) => [
  leaf('cbc:ID', vatCategory),
  vatCategory === 'E' ? leaf('cbc:Percent', '0') : undefined,
]

/**
 * Exempt wants the seller known to the tax authority (BR-E-02): `NO…MVA` where it is registered for merverdiavgift,
 * else its orgnr. Outside the scope a VAT number is forbidden (BR-O-02).
 */
function taxSchemes({ vatCategory }: EhfSettings, host: FilledParty): readonly (XmlNode | undefined)[] {
  if (vatCategory === 'O') return []
  const scheme = (companyId: string, id: string) =>
    parent('cac:PartyTaxScheme', leaf('cbc:CompanyID', companyId), parent('cac:TaxScheme', leaf('cbc:ID', id)))
  return [host.mvaRegistered ? scheme(`NO${host.orgnr}MVA`, 'VAT') : scheme(host.orgnr, 'TAX')]
}

function partyNode(party: FilledParty, schemes: readonly (XmlNode | undefined)[]): XmlNode | undefined {
  return parent(
    'cac:Party',
    leaf('cbc:EndpointID', party.orgnr, ENHETSREGISTERET),
    parent('cac:PartyName', leaf('cbc:Name', party.name)),
    parent(
      'cac:PostalAddress',
      leaf('cbc:StreetName', party.street),
      leaf('cbc:CityName', party.city),
      leaf('cbc:PostalZone', party.postalCode),
      parent('cac:Country', leaf('cbc:IdentificationCode', 'NO')),
    ),
    schemes,
    parent(
      'cac:PartyLegalEntity',
      leaf('cbc:RegistrationName', party.name),
      leaf('cbc:CompanyID', party.orgnr, ENHETSREGISTERET),
    ),
  )
}

/** The invoice is made when the month is locked: the same run gives the same invoice whenever it is fetched. */
const issueDateOf = ({ run }: AvregningDocument) => osloDateOf(run.lockedAt ?? run.computedAt)

/** One Note and no more (R002): what it is, what is disputed, and the hash that leads back to the run. */
function noteOf({ run, agreement }: AvregningDocument, { openDisputes }: Scope): string {
  const disputes = openDisputes.map((dispute) => ` Åpen innsigelse: ${disputeText(dispute)}.`).join('')
  return `Avregning ${agreement.name}, ${monthText(run.month)}.${disputes} Resultathash ${run.resultHash}`
}

type FilledParty = DocumentParty & { readonly orgnr: string }
type Filled = {
  readonly invoiceId: string
  readonly host: FilledParty
  readonly buyer: FilledParty
  readonly settings: EhfSettings
  readonly account: string | undefined
}

/**
 * What the invoice cannot do without, or a pointer to each setting that the agreement lacks: who the two are, and why
 * there is no merverdiavgift. Addresses, reference and account are taken along where the agreement has them.
 */
function fill(document: AvregningDocument, partyId: PartyId): Filled | { readonly errors: readonly NamedFault[] } {
  const { agreement, ehf: settings, run } = document
  const [host, buyer] = [fillParty(document, agreement.host), fillParty(document, partyId)]
  const missing = [
    ...(carriable(settings?.exemptionReason ?? '') === '' ? ['/finance/ehf/exemptionReason'] : []),
    ...host.missing,
    ...buyer.missing,
  ]
  if (missing.length > 0 || !settings || !host.party || !buyer.party) {
    return { errors: [...new Set(missing)].map((pointer) => ({ pointer, rule: 'missing' })) }
  }
  const invoiceId = invoiceIdOf(agreement.agreementId, run.month, partyId)
  return { invoiceId, host: host.party, buyer: buyer.party, settings, account: settings.account }
}

function fillParty({ parties }: AvregningDocument, partyId: PartyId) {
  const party = parties[partyId]
  const orgnr = party?.orgnr
  const missing = (['name', 'orgnr'] as const)
    .filter((field) => carriable(party?.[field] ?? '') === '')
    .map((field) => `/finance/ehf/parties/${partyId}/${field}`)
  return { party: party && orgnr ? { ...party, orgnr } : undefined, missing }
}
