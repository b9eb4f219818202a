import { stringify } from 'csv-stringify/sync'
import type { CsvDialect } from '../domain/avregning/export-format.ts'
import { plainText } from './plain-cell.ts'

/** A number is its text with a decimal point; everything else is a text. Null is an empty cell. */
export type CsvCell = { readonly number: string } | string | null

const DIALECTS = {
  excel: { delimiter: ';', decimal: ',', bom: true },
  rfc4180: { delimiter: ',', decimal: '.', bom: false },
} as const satisfies Record<CsvDialect, unknown>

/**
 * The bytes of a table. No text becomes a formula when a spreadsheet opens it, and no number becomes a text: that is
 * why each cell says what it is (`escape_formulas` would put a quote before `-125,50`).
 */
export function csvTable(
  header: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  dialect: CsvDialect,
): Uint8Array {
  const { delimiter, decimal, bom } = DIALECTS[dialect]
  const written = (cell: CsvCell): string =>
    cell === null ? '' : typeof cell === 'string' ? plainText(cell) : cell.number.replace('.', decimal)
  const text = stringify([[...header], ...rows.map((row) => row.map(written))], {
    delimiter,
    bom,
    record_delimiter: '\r\n',
  })
  return new TextEncoder().encode(text)
}
