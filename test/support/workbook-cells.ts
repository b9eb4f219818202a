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
