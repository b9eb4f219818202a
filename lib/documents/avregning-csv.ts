import type { CsvDialect } from '../domain/avregning/export-format.ts'
import { BOKMAL } from '../domain/bokmal.ts'
import type { PartyId } from '../domain/ids.ts'
import { accepted, refused } from '../kernel/result.ts'
import {
  type AvregningDocument,
  type DocumentResult,
  fileNameOf,
  type Night,
  nameOf,
  nightOf,
  scopeOf,
} from './avregning-document.ts'
import { type CsvCell, csvTable } from './csv-table.ts'
import { disputeText } from './dispute-text.ts'
import { dognText, kronerText } from './number-text.ts'

/** One row per line, correction, dispute and night; `Rad` says which, so that a filter gives each its own table. */
const COLUMNS = [
  'Rad',
  'Avtale',
  'Måned',
  'Tilstand',
  'Part',
  'Navn',
  'Gjest',
  'Gjelder',
  'Betalingsdøgn',
  'Vektede døgn',
  'Liggedøgn',
  'Fast del',
  'Tomme senger',
  'Bruk',
  'Lavbruksjustering',
  'Beløp',
  'Rettinger',
  'À konto',
  'Netto',
  'Pris per døgn',
  'Endring',
  'Enhet',
  'Opphold',
  'Tjeneste',
  'Vekt',
  'Merknad',
  'Resultathash',
] as const
type Column = (typeof COLUMNS)[number]
type Row = Readonly<Partial<Record<Column, CsvCell>>>

/** The whole avregning in one table: amounts in kroner, exact to the øre. */
export function writeAvregningCsv(document: AvregningDocument, dialect: CsvDialect = 'excel'): DocumentResult {
  const scope = scopeOf(document)
  if (!scope) return refused({ kind: 'party-not-in-avregning' })
  const { run, agreement } = document
  const of = (Rad: string, partyId: PartyId): Row => ({
    Rad,
    Avtale: agreement.name,
    Måned: run.month,
    Tilstand: BOKMAL[run.state],
    Part: partyId,
    Navn: nameOf(document, partyId),
    Resultathash: run.resultHash,
  })
  const night = (rad: string, row: Night): Row => ({
    ...of(rad, row.partyId),
    Gjelder: row.date,
    Betalingsdøgn: dogn(row.count),
    Enhet: row.unitId,
    Opphold: row.stayRef,
    Tjeneste: BOKMAL[row.service],
    Vekt: dogn(row.weight),
  })
  const rows: readonly Row[] = [
    ...scope.lines.map((line) => ({
      ...of('linje', line.partyId),
      Gjest: line.guest ? 'ja' : 'nei',
      Betalingsdøgn: dogn(line.betalingsdogn),
      'Vektede døgn': dogn(line.weightedDogn),
      Liggedøgn: { number: String(line.liggedogn) },
      'Fast del': amount(line.fixedOre),
      'Tomme senger': amount(line.emptyBedsOre),
      Bruk: amount(line.useOre),
      Lavbruksjustering: amount(line.lowUseAdjustmentOre),
      Beløp: amount(line.amountOre),
      Rettinger: amount(line.correctionsOre),
      'À konto': amount(line.onAccountOre),
      Netto: amount(line.netOre),
      'Pris per døgn': line.effectiveDognprisOre === null ? null : amount(line.effectiveDognprisOre),
    })),
    ...scope.corrections.flatMap((row) => [
      {
        ...of('retting', row.partyId),
        Gjest: row.guest ? 'ja' : 'nei',
        Gjelder: row.month,
        Endring: amount(row.deltaOre),
        Merknad: `Før ${row.beforeDogn} døgn, nå ${row.afterDogn} døgn`,
      },
      ...row.removed.map((gone) => night('døgn ut', nightOf(run.agreementId, row.month, gone))),
      ...row.added.map((come) => night('døgn inn', nightOf(run.agreementId, row.month, come))),
    ]),
    ...scope.betalingsplikt.map((row) => ({
      ...of('betalingsplikt', row.kommune),
      Gjelder: run.month,
      Betalingsdøgn: { number: String(row.dogn) },
      Endring: row.amountOre === null ? null : amount(row.amountOre),
      Merknad: betalingspliktText(document, row.hf, row.amountOre),
    })),
    ...scope.betalingspliktCorrections.map((row) => ({
      ...of('retting av betalingsplikt', row.kommune),
      Gjelder: row.month,
      Betalingsdøgn: { number: String(row.deltaDogn) },
      Endring: row.deltaOre === null ? null : amount(row.deltaOre),
      Merknad: betalingspliktText(document, row.hf, row.deltaOre),
    })),
    ...scope.openDisputes.map((dispute) => ({
      ...of('åpen innsigelse', dispute.partyId),
      Gjelder: dispute.month,
      Merknad: disputeText(dispute),
    })),
    ...scope.nights.map((row) => night('døgn', row)),
  ]
  const body = csvTable(
    COLUMNS,
    rows.map((row) => COLUMNS.map((column) => row[column] ?? null)),
    dialect,
  )
  return accepted({ fileName: fileNameOf(document, 'csv'), contentType: 'text/csv; charset=utf-8', body })
}

/** Outside the avregning's own sums, so the words must say whom the money goes to. */
const betalingspliktText = (document: AvregningDocument, hf: PartyId, ore: number | null): string =>
  `Betales til ${nameOf(document, hf)}, utenom avregningen${ore === null ? '; årets sats er ikke lagt inn' : ''}`

const amount = (ore: number): CsvCell => ({ number: kronerText(ore) })
const dogn = (exact: string): CsvCell => ({ number: dognText(exact, 6) })
