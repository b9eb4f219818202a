import writeExcelFile, { type Row, type SheetData } from 'write-excel-file/node'
import { firstDateOf, type Month, type OsloDate } from '../kernel/oslo-date.ts'
import { dognText } from './number-text.ts'
import { carriable } from './xml.ts'

/** A cell that says what it is. A formula carries its result too, for programs that show files without calculating. */
export type SheetCell =
  | null
  | { readonly text: string; readonly bold?: boolean; readonly right?: boolean }
  | { readonly ore: number; readonly bold?: boolean }
  | { readonly dogn: string }
  | { readonly date: OsloDate }
  | { readonly formula: string; readonly value: number; readonly format: 'money' | 'dogn'; readonly bold?: boolean }

export type Sheet = {
  readonly name: string
  readonly widths: readonly number[]
  readonly stickyRows: number
  readonly rows: readonly (readonly SheetCell[])[]
}

/** The library names this type by a content type that it keeps to itself. */
type Feature = NonNullable<NonNullable<Parameters<typeof writeExcelFile>[1]>['features']>[number]

const FORMATS = { money: '#,##0.00', dogn: '0.####', date: 'dd.mm.yyyy' } as const
const DOGN_DECIMALS = 10

/**
 * The bytes of a workbook; `month` dates the archive, so that the same sheets give the same bytes on any day.
 * Texts are texts to a spreadsheet, whatever they begin with.
 */
export async function workbookBytes(sheets: readonly Sheet[], month: Month): Promise<Uint8Array> {
  const names = sheetNames(sheets)
  const bytes = await writeExcelFile(
    sheets.map(({ widths, stickyRows, rows }, i) => ({
      sheet: names[i] ?? '',
      data: rows.map((row): Row => row.map(excelCell)) satisfies SheetData,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: stickyRows,
      orientation: 'landscape' as const,
    })),
    { fontFamily: 'Calibri', fontSize: 11, features: [calculatedFormulas(sheets)] },
  ).toBuffer()
  return withArchiveDate(new Uint8Array(bytes), firstDateOf(month))
}

/** Where a cell stands: `AB12`, counted from 0. */
export function cellName(row: number, column: number): string {
  const letter = (n: number): string =>
    n < 0 ? '' : letter(Math.floor(n / 26) - 1) + String.fromCharCode(65 + (n % 26))
  return `${letter(column)}${row + 1}`
}

function excelCell(cell: SheetCell): Row[number] {
  if (cell === null) return null
  if ('text' in cell) {
    const value = carriable(cell.text)
    return value === ''
      ? null
      : { value, type: String, ...(cell.bold ? { fontWeight: 'bold' } : {}), ...(cell.right ? { align: 'right' } : {}) }
  }
  if ('ore' in cell)
    return { value: cell.ore / 100, type: Number, format: FORMATS.money, ...(cell.bold ? { fontWeight: 'bold' } : {}) }
  if ('dogn' in cell) return { value: Number(dognText(cell.dogn, DOGN_DECIMALS)), type: Number, format: FORMATS.dogn }
  if ('date' in cell)
    return { value: new Date(`${cell.date}T00:00:00Z`), type: Date, format: FORMATS.date, align: 'left' }
  return {
    value: cell.formula,
    type: 'Formula',
    format: FORMATS[cell.format],
    ...(cell.bold ? { fontWeight: 'bold' } : {}),
  }
}

/** A formula without its result shows as nothing in a mail's preview and on phones, so the results are written in. */
function calculatedFormulas(sheets: readonly Sheet[]): Feature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => {
            const values = new Map(
              sheets[sheetIndex]?.rows.flatMap((row, i) =>
                row.flatMap((cell, j) =>
                  cell !== null && 'formula' in cell ? [[cellName(i, j), cell.value] as const] : [],
                ),
              ),
            )
            return xml.replace(/(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*<\/f>)/g, (whole, start: string, name: string) =>
              values.has(name) ? `${start}<v>${values.get(name)}</v>` : whole,
            )
          },
        },
        'xl/workbook.xml': {
          transformElementAttributes: (tagName, attributes) =>
            tagName === 'calcPr' ? { ...attributes, fullCalcOnLoad: 1 } : attributes,
        },
      },
    },
  }
}

const SHEET_NAME_LENGTH = 31

/** Excel takes 31 characters, none of `[]:*?/\`, no apostrophe at the ends, no name twice in any case, and no «History». */
function sheetNames(sheets: readonly Sheet[]): readonly string[] {
  const taken = new Set(['history'])
  return sheets.map(({ name }) => {
    const base = carriable(name.replace(/[[\]:*?/\\']/g, ' ')) || 'Ark'
    for (let n = 1; ; n += 1) {
      const suffix = n === 1 ? '' : ` (${n})`
      const candidate = `${cut(base, SHEET_NAME_LENGTH - suffix.length)}${suffix}`
      if (taken.has(candidate.toLowerCase())) continue
      taken.add(candidate.toLowerCase())
      return candidate
    }
  })
}

/** The first whole characters that fit, where Excel counts in UTF-16. */
function cut(text: string, length: number): string {
  const characters = [...text]
  while (characters.join('').length > length) characters.pop()
  return characters.join('').trim()
}

const CENTRAL_HEADER = 0x02014b50
const END_OF_DIRECTORY = 0x06054b50

/** Every file in a zip is dated with the clock of whoever made it; here all get the same date, at midnight. */
function withArchiveDate(zip: Uint8Array, date: OsloDate): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const [year = 1980, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  const dosDate = ((year - 1980) << 9) | (month << 5) | dayOfMonth
  const end = zip.byteLength - 22
  if (view.getUint32(end, true) !== END_OF_DIRECTORY) throw new RangeError('not a zip without a comment')
  let at = view.getUint32(end + 16, true)
  while (view.getUint32(at, true) === CENTRAL_HEADER) {
    const local = view.getUint32(at + 42, true)
    view.setUint16(at + 12, 0, true)
    view.setUint16(at + 14, dosDate, true)
    view.setUint16(local + 10, 0, true)
    view.setUint16(local + 12, dosDate, true)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return zip
}
