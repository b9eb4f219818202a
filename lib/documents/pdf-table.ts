import {
  type Align,
  artifact,
  drawLines,
  type Face,
  keep,
  lineHeight,
  newPage,
  type Page,
  rule,
  type Style,
  tagged,
  wrap,
} from './pdf-page.ts'

export type Column = { readonly title: string; readonly width: number; readonly align: Align }
export type TableRow = { readonly cells: readonly string[]; readonly face?: Face }

const SIZE = 8.5
const PAD = 3
/** Fewer rows than this alone on a page read as a mistake. */
const FEWEST_ROWS = 3

/** A table with its header on every page, amounts to the right, and no row left alone. */
export function table(page: Page, columns: readonly Column[], rows: readonly TableRow[]): void {
  const { doc, root, cursor } = page
  const head: Style = { face: 'semibold', size: SIZE }
  const style = (row: TableRow): Style => ({ face: row.face ?? 'regular', size: SIZE })
  const laidOut = rows.map((row) => layOut(page, columns, row.cells, style(row)))
  const header = layOut(
    page,
    columns,
    columns.map((column) => column.title),
    head,
  )
  const element = doc.struct('Table')
  root.add(element)

  const drawHeader = (isFirst: boolean) => {
    const draw = (i: number) => drawCell(page, columns, header, i, cursor.y, head)
    if (isFirst) {
      const tr = doc.struct('TR')
      element.add(tr)
      for (const i of columns.keys()) tagged(page, tr, 'TH', () => draw(i), 'Column')
      tr.end()
    } else
      artifact(page, () => {
        for (const i of columns.keys()) draw(i)
      })
    cursor.y += header.height
    rule(page, cursor.y - 1, '#1a1a1a', 0.8)
  }

  keep(page, header.height + laidOut.slice(0, FEWEST_ROWS).reduce((sum, row) => sum + row.height, 0))
  drawHeader(true)
  const breaks = pageBreaks(
    laidOut.map((row) => row.height),
    page.bottom - cursor.y,
    page.bottom - page.top - header.height,
  )
  laidOut.forEach((row, n) => {
    if (breaks.has(n)) {
      newPage(page)
      drawHeader(false)
    }
    const source = rows[n]
    if (!source) return
    if (source.face === 'semibold') rule(page, cursor.y, '#1a1a1a', 0.8)
    const tr = doc.struct('TR')
    element.add(tr)
    for (const i of columns.keys())
      tagged(
        page,
        tr,
        i === 0 ? 'TH' : 'TD',
        () => drawCell(page, columns, row, i, cursor.y, style(source)),
        i === 0 ? 'Row' : undefined,
      )
    tr.end()
    cursor.y += row.height
    if (n < rows.length - 1 && rows[n + 1]?.face !== 'semibold') rule(page, cursor.y, '#d8d8d8', 0.4)
  })
  element.end()
  rule(page, cursor.y, '#1a1a1a', 0.8)
  cursor.y += 12
}

/** The rows that begin a page: as many as fit, but the last page gets three at least. */
export function pageBreaks(heights: readonly number[], room: number, fullRoom: number): ReadonlySet<number> {
  const starts: number[] = []
  let left = room
  heights.forEach((height, n) => {
    if (height > left && n > 0) {
      starts.push(n)
      left = fullRoom
    }
    left -= height
  })
  const last = starts.at(-1)
  if (last !== undefined && heights.length - last < FEWEST_ROWS) {
    const before = starts.at(-2) ?? 0
    starts[starts.length - 1] = Math.max(before + 1, heights.length - FEWEST_ROWS)
  }
  return new Set(starts)
}

type LaidOut = { readonly lines: readonly (readonly string[])[]; readonly height: number }

function layOut(page: Page, columns: readonly Column[], cells: readonly string[], style: Style): LaidOut {
  const lines = columns.map((column, i) => wrap(page, cells[i] ?? '', column.width - 2 * PAD, style))
  return { lines, height: Math.max(...lines.map((cell) => cell.length)) * lineHeight(style) + 2 * PAD }
}

function drawCell(page: Page, columns: readonly Column[], row: LaidOut, i: number, y: number, style: Style): void {
  const column = columns[i]
  if (!column) return
  const x = page.left + columns.slice(0, i).reduce((sum, { width }) => sum + width, 0)
  drawLines(page, row.lines[i] ?? [], x + PAD, y + PAD, column.width - 2 * PAD, style, column.align)
}
