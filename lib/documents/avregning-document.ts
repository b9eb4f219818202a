import type { Agreement, EhfSettings, KostraSettings, NamedFault } from '../domain/agreement/agreement.ts'
import type {
  AvregningLine,
  AvregningRun,
  BetalingspliktCorrection,
  BetalingspliktLine,
  Correction,
  Dispute,
  Dogn,
} from '../domain/avregning/run.ts'
import { type StayRef, stayRefOf } from '../domain/avregning/stay-ref.ts'
import { type AgreementId, orgnrOfParty, type PartyId } from '../domain/ids.ts'
import { nameOfParty } from '../domain/party/party-name.ts'
import type { Month } from '../kernel/oslo-date.ts'
import type { Result } from '../kernel/result.ts'

/** A party as a document names it; null for what the agreement does not say. */
export type DocumentParty = {
  readonly name: string
  readonly orgnr: string | null
  readonly mvaRegistered: boolean
  readonly street: string | null
  readonly postalCode: string | null
  readonly city: string | null
  readonly reference: string | null
  readonly kid: string | null
}

/** A counted døgn as exports show it: the stay by a pseudonym that lasts for the month's avregning only. */
export type Night = Omit<Dogn, 'stayId'> & { readonly stayRef: StayRef }

/** Everything that an export may say about one month; each format takes its part of it. */
export type AvregningDocument = {
  readonly run: AvregningRun
  readonly agreement: {
    readonly agreementId: AgreementId
    readonly name: string
    readonly version: number
    readonly host: PartyId
  }
  readonly parties: Readonly<Record<PartyId, DocumentParty>>
  readonly ehf: EhfSettings | null
  readonly kostra: KostraSettings | null
  /** Invoices sent to the party before, which this month corrects; the newest last. */
  readonly earlierInvoices: readonly string[]
  readonly disputes: readonly Dispute[]
  readonly nights: readonly Night[]
  /** Whose export it is; null is the whole run, for the host. */
  readonly party: PartyId | null
}

export type DocumentFile = { readonly fileName: string; readonly contentType: string; readonly body: Uint8Array }

/** What stands in the way of a file. */
export type DocumentRefusal =
  | { readonly kind: 'party-not-in-avregning' }
  | { readonly kind: 'export-party-missing' }
  | { readonly kind: 'avregning-not-locked' }
  | { readonly kind: 'no-invoice-to-host' }
  | { readonly kind: 'nothing-to-invoice' }
  | { readonly kind: 'ehf-party-incomplete'; readonly errors: readonly NamedFault[] }
  | { readonly kind: 'kostra-for-kommuner-only' }

export type DocumentResult = Result<DocumentFile, DocumentRefusal>

/** What the facts of a run say as a document: names looked up, stays under pseudonym. */
export function composeAvregningDocument(facts: {
  readonly run: AvregningRun
  readonly agreement: Agreement
  readonly version: number
  readonly dogn: readonly Dogn[]
  readonly disputes: readonly Dispute[]
  readonly earlierInvoices: readonly string[]
  readonly party: PartyId | null
}): AvregningDocument {
  const { run, agreement, dogn, disputes, earlierInvoices, party } = facts
  const { name, host, finance } = agreement
  const named = new Set([
    host,
    ...(party ? [party] : []),
    ...run.lines.map((line) => line.partyId),
    ...run.corrections.map((row) => row.partyId),
    ...dogn.map((row) => row.partyId),
    ...[...run.betalingsplikt, ...run.betalingspliktCorrections].flatMap(({ kommune, hf }) => [kommune, hf]),
    ...disputes.flatMap(({ partyId, answer }) => [partyId, ...(answer?.payer ? [answer.payer] : [])]),
  ])
  return {
    run,
    agreement: { agreementId: run.agreementId, name, version: facts.version, host },
    parties: Object.fromEntries([...named].sort().map((partyId) => [partyId, documentParty(finance?.ehf, partyId)])),
    ehf: finance?.ehf ?? null,
    kostra: finance?.kostra ?? null,
    earlierInvoices,
    disputes,
    nights: dogn.map((row) => nightOf(run.agreementId, run.month, row)),
    party,
  }
}

export function nightOf(agreementId: AgreementId, month: Month, { stayId, ...rest }: Dogn): Night {
  return { ...rest, stayRef: stayRefOf(agreementId, month, stayId) }
}

function documentParty(ehf: EhfSettings | undefined, partyId: PartyId): DocumentParty {
  const contact = ehf?.parties?.[partyId]
  return {
    name: contact?.name ?? nameOfParty(partyId) ?? partyId,
    orgnr: orgnrOfParty(partyId) ?? contact?.orgnr ?? null,
    mvaRegistered: contact?.mvaRegistered ?? false,
    street: contact?.street ?? null,
    postalCode: contact?.postalCode ?? null,
    city: contact?.city ?? null,
    reference: contact?.reference ?? null,
    kid: contact?.kid ?? null,
  }
}

/** What the export's reader may see: everything for the host, a party's own rows otherwise. Sorted, for same-in-same-out. */
export type Scope = {
  readonly lines: readonly AvregningLine[]
  readonly corrections: readonly Correction[]
  readonly disputes: readonly Dispute[]
  readonly openDisputes: readonly Dispute[]
  readonly nights: readonly Night[]
  /** The separate account between a kommune and an HF, which both of them see; no part of any line. */
  readonly betalingsplikt: readonly BetalingspliktLine[]
  readonly betalingspliktCorrections: readonly BetalingspliktCorrection[]
}

/** Undefined when the party has no part in this avregning. */
export function scopeOf({ run, disputes, nights, party }: AvregningDocument): Scope | undefined {
  const own = <Row extends { readonly partyId: PartyId }>(rows: readonly Row[], key: (row: Row) => string) =>
    rows
      .filter((row) => party === null || row.partyId === party)
      .map((row) => ({ row, key: `${row.partyId} ${key(row)}` }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ row }) => row)
  const between = <Row extends { readonly kommune: PartyId; readonly hf: PartyId }>(rows: readonly Row[]) =>
    rows.filter((row) => party === null || row.kommune === party || row.hf === party)
  const scope = {
    lines: own(run.lines, (line) => String(line.guest)),
    corrections: own(run.corrections, (row) => `${row.month} ${row.guest}`),
    disputes: own(disputes, (row) => `${row.raisedAt} ${row.disputeId}`),
    nights: own(nights, (row) => `${row.date} ${row.unitId} ${row.stayRef} ${row.service}`),
    betalingsplikt: between(run.betalingsplikt),
    betalingspliktCorrections: between(run.betalingspliktCorrections),
  }
  if (party !== null && scope.lines.length === 0 && scope.corrections.length === 0) return undefined
  return { ...scope, openDisputes: scope.disputes.filter((dispute) => dispute.answer === null) }
}

/** The party's name; its id where the document names nobody. */
export const nameOf = ({ parties }: AvregningDocument, partyId: PartyId): string => parties[partyId]?.name ?? partyId

export const isDraft = ({ run }: AvregningDocument): boolean => run.state === 'draft'

/** `avregning-salten-felles-dogn-2026-10-k-1804.pdf`; a draft says so, because files are sent on without their letter. */
export function fileNameOf(document: AvregningDocument, extension: string, kind = 'avregning'): string {
  const { run, agreement, party } = document
  const draft = isDraft(document) ? ['utkast'] : []
  return `${[kind, slugOf(agreement.name), run.month, party ?? 'alle', ...draft].filter(Boolean).join('-')}.${extension}`
}

/** ASCII for file systems and headers: æ→ae, ø→o, å→a, everything else that is no letter or digit becomes a hyphen. */
function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
}
