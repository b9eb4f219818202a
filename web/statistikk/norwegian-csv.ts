import { plainText } from '../../lib/documents/plain-cell.ts'
import { STATISTIKK } from '../i18n/nb-statistikk.ts'
import type { Cell, Figure } from './figure.ts'

/** The table as Norwegian Excel reads it: semicolons, decimal comma, and a mark that says it is UTF-8. */
export function norwegianCsv({ columns, rows }: Pick<Figure, 'columns' | 'rows'>): string {
  const lines = [columns.map(({ label }) => quoted(plainText(label))), ...rows.map((row) => row.map(written))]
  return `\uFEFF${lines.map((cells) => `${cells.join(';')}\r\n`).join('')}`
}

function written(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return quoted(plainText(cell))
  return 'hidden' in cell ? STATISTIKK.hidden : cell.number.replace('.', ',')
}

const quoted = (text: string): string => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
