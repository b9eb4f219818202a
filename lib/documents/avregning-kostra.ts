import type { KostraArt } from '../domain/agreement/agreement.ts'
import type { CsvDialect } from '../domain/avregning/export-format.ts'
import { isKommuneParty, type PartyId } from '../domain/ids.ts'
import type { Month } from '../kernel/oslo-date.ts'
import { accepted, refused } from '../kernel/result.ts'
import {
  type AvregningDocument,
  type DocumentResult,
  fileNameOf,
  isDraft,
  nameOf,
  scopeOf,
} from './avregning-document.ts'
import { csvTable } from './csv-table.ts'
import { disputeText } from './dispute-text.ts'

/** «Tilbud om øyeblikkelig hjelp døgnopphold i kommunene» (KOSTRA). */
const FUNKSJON = '256'
const COLUMNS = [
  'Ansvar',
  'Funksjon',
  'Art',
  'Beløp i øre',
  'Motpart',
  'Motpart navn',
  'Periode',
  'Gjelder',
  'Bilagsref',
  'Merknad',
]

/**
 * The lines that the avregning posts in a kommune's accounts, debit above zero. À konto was posted when it was paid,
 * so the month's line is what is left of it. The host books what each other party owes it; a party books its own debt.
 * An art that the agreement does not name is an empty cell: the official list changes, and we do not guess it.
 */
export function writeAvregningKostra(document: AvregningDocument, dialect: CsvDialect = 'excel'): DocumentResult {
  const { agreement, party, run } = document
  const bookkeeper = party ?? agreement.host
  const isHost = bookkeeper === agreement.host
  // The host's books are about the others, so its own file is the whole run's.
  const scope = scopeOf(isHost ? { ...document, party: null } : document)
  if (!scope) return refused({ kind: 'party-not-in-avregning' })
  if (!isKommuneParty(bookkeeper)) return refused({ kind: 'kostra-for-kommuner-only' })
  const isForeign = (row: { readonly partyId: PartyId }) => !isHost || row.partyId !== agreement.host
  const post = (partyId: PartyId, owedOre: number, gjelder: Month) => {
    const other = isHost ? partyId : agreement.host
    const disputes = scope.openDisputes.filter((dispute) => dispute.partyId === partyId)
    return [
      document.kostra?.ansvar ?? null,
      FUNKSJON,
      document.kostra?.art?.[artOf(isHost, other)] ?? null,
      { number: String(isHost ? -owedOre : owedOre) },
      document.parties[other]?.orgnr ?? other.replace(/^k-/, ''),
      nameOf(document, other),
      run.month,
      gjelder,
      referenceOf(document),
      disputes.map((dispute) => `Åpen innsigelse: ${disputeText(dispute)}`).join('; '),
    ]
  }
  const rows = [
    ...scope.lines.filter(isForeign).map((line) => post(line.partyId, line.amountOre - line.onAccountOre, run.month)),
    ...scope.corrections.filter(isForeign).map((row) => post(row.partyId, row.deltaOre, row.month)),
  ]
  return accepted({
    fileName: fileNameOf(document, 'csv', 'kostra'),
    contentType: 'text/csv; charset=utf-8',
    body: csvTable(COLUMNS, rows, dialect),
  })
}

function artOf(isHost: boolean, other: PartyId): KostraArt {
  const isKommune = isKommuneParty(other)
  if (isHost) return isKommune ? 'refusjon-fra-kommune' : 'refusjon-fra-stat'
  return isKommune ? 'kjop-fra-kommune' : 'kjop-fra-stat'
}

/** Leads from the voucher back to the run, and tells a draft's lines from those that may be posted. */
function referenceOf(document: AvregningDocument): string {
  const { run } = document
  return `${isDraft(document) ? 'UTKAST' : 'AVR'}-${run.month.replace('-', '')}-${run.resultHash.slice(0, 12)}`
}
