import { at, everyElement, parseXml } from './xml-tree.ts'
import { readZip } from './zip-entries.ts'

export type ReadCell = { readonly value: string | number; readonly formula: string | null; readonly format: string }
export type ReadSheet = { readonly name: string; readonly cells: ReadonlyMap<string, ReadCell> }

/** What a spreadsheet program finds in the file: each sheet's cells by address. */
export function readWorkbook(bytes: Uint8Array): readonly ReadSheet[] {
  const files = readZip(bytes)
  const xml = (name: string) => parseXml((files.get(name) ?? '').trim())
  const shared = at(xml('xl/sharedStrings.xml'), 'si').map((item) => at(item, 't')[0]?.text ?? '')
  const styles = xml('xl/styles.xml')
  const formats = new Map(
    at(styles, 'numFmts/numFmt').map(({ attributes }) => [attributes['numFmtId'], attributes['formatCode']]),
  )
  const styleFormats = at(styles, 'cellXfs/xf').map(({ attributes }) => formats.get(attributes['numFmtId'] ?? '') ?? '')
  return at(xml('xl/workbook.xml'), 'sheets/sheet').map(({ attributes: { name = '' } }, i) => {
    const cells = everyElement(xml(`xl/worksheets/sheet${i + 1}.xml`)).filter((element) => element.name === 'c')
    return {
      name,
      cells: new Map(
        cells.map((cell) => {
          const raw = at(cell, 'v')[0]?.text
          const value = cell.attributes['t'] === 's' ? (shared[Number(raw)] ?? '') : Number(raw ?? Number.NaN)
          const format = styleFormats[Number(cell.attributes['s'] ?? 0)] ?? ''
          return [cell.attributes['r'] ?? '', { value, formula: at(cell, 'f')[0]?.text ?? null, format }]
        }),
      ),
    }
  })
}

/** What a spreadsheet would make of the few formulas that we write. */
export function calculate(formula: string, { cells }: ReadSheet): number {
  const numberIn = (name: string): number => {
    const cell = cells.get(name)
    return cell?.formula ? calculate(cell.formula, { name: '', cells }) : Number(cell?.value ?? 0)
  }
  const range = (from: string, to: string) => {
    const [, column = '', first = ''] = /^([A-Z]+)(\d+)$/.exec(from) ?? []
    const [, lastColumn = '', last = ''] = /^([A-Z]+)(\d+)$/.exec(to) ?? []
    const columns = Array.from({ length: lastColumn.charCodeAt(0) - column.charCodeAt(0) + 1 }, (_, i) =>
      String.fromCharCode(column.charCodeAt(0) + i),
    )
    const rows = Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i)
    return rows.flatMap((row) => columns.map((letter) => `${letter}${row}`))
  }
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const [, inside] = /^ROUND\((.*),2\)$/.exec(formula) ?? []
  if (inside) return Math.round(calculate(inside, { name: '', cells }) * 100) / 100 + 0
  const plain = formula
    .replace(/SUMIF\((\w+):(\w+),"(\w+)",(\w+):(\w+)\)/g, (_, a, b, wanted, c, d) => {
      const names = range(c, d)
      return String(
        sum(range(a, b).map((name, i) => (cells.get(name)?.value === wanted ? numberIn(names[i] ?? '') : 0))),
      )
    })
    .replace(/SUM\((\w+):(\w+)\)/g, (_, a, b) => String(sum(range(a, b).map(numberIn))))
    .replace(/[A-Z]+\d+/g, (name) => String(numberIn(name)))
  if (plain.includes('*')) return plain.split('*').reduce((product, factor) => product * Number(factor), 1)
  return sum(
    [
      ...plain
        .replace(/--/g, '+')
        .replace(/\+-/g, '-')
        .matchAll(/[+-]?[\d.e]+(?:e-?\d+)?/g),
    ].map(Number),
  )
}
