import PdfDocument from 'pdfkit'
import { FONTS } from '#document-fonts'

export type Face = 'regular' | 'semibold'
export type Style = { readonly face: Face; readonly size: number; readonly color?: string }
export type Align = 'left' | 'right'
/** A structure element that blocks are added to; screen readers follow these and not the drawing. */
export type Tag = PDFKit.PDFStructureElement

const MARGIN = 44
const FOOTER_HEIGHT = 20
const INK = '#1a1a1a'
const LEADING = 1.32
/** What the two font files have between them; the rest of Unicode is shown as a question mark, never as nothing. */
const LATIN = /[\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2212]/
const LATIN_EXT = /[\u0100-\u017f]/

/** A tagged document in bokmål (PDF/UA-1) with blocks placed from the top; `cursor.y` is where the next one stands. */
export type Page = {
  readonly doc: PDFKit.PDFDocument
  readonly root: Tag
  readonly left: number
  readonly width: number
  readonly bottom: number
  readonly top: number
  readonly cursor: { y: number }
}

export function startPdf(info: {
  readonly title: string
  readonly author: string
  readonly madeAt: Date
  readonly landscape: boolean
}): Page {
  const doc = new PdfDocument({
    size: 'A4',
    layout: info.landscape ? 'landscape' : 'portrait',
    margin: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'nb-NO',
    displayTitle: true,
    // None to begin with: a bundle has no standard fonts, PDF/UA allows none, and one of ours opened here is opened anew
    // each time that it is named.
    font: '',
    ...BEYOND_TYPES,
    info: {
      Title: info.title,
      Author: info.author,
      Creator: 'Trekkspill',
      Producer: 'Trekkspill',
      CreationDate: info.madeAt,
    },
  })
  for (const face of ['regular', 'semibold'] as const) {
    doc.registerFont(`${face}-latin`, Buffer.from(FONTS[face].latin))
    doc.registerFont(`${face}-ext`, Buffer.from(FONTS[face].latinExt))
  }
  const root = doc.struct('Document')
  doc.addStructure(root)
  const { width, height } = doc.page
  return {
    doc,
    root,
    left: MARGIN,
    width: width - 2 * MARGIN,
    top: MARGIN,
    bottom: height - MARGIN - FOOTER_HEIGHT,
    cursor: { y: MARGIN },
  }
}

/** What pdfkit 0.20 can and its published types do not know. */
const BEYOND_TYPES: object = { subset: 'PDF/UA' }
declare global {
  namespace PDFKit.Mixins {
    interface StructureElementOptions {
      /** Whether a header cell is about its column or its row. */
      scope?: 'Column' | 'Row'
    }
  }
}

/** Ends the document and gives its bytes. */
export async function finishPdf({ doc, root }: Page): Promise<Uint8Array> {
  root.end()
  const parts: Uint8Array[] = []
  doc.on('data', (part: Uint8Array) => parts.push(part))
  const ended = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject))
  doc.end()
  await ended
  return new Uint8Array(Buffer.concat(parts))
}

export function newPage({ doc, cursor, top }: Page): void {
  doc.addPage()
  cursor.y = top
}

/** A new page when fewer than `height` points are left, so that what belongs together stays so. */
export function keep(page: Page, height: number): void {
  if (page.cursor.y + height > page.bottom && page.cursor.y > page.top) newPage(page)
}

/** What the eye sees and a screen reader skips: lines, headers repeated, page numbers. */
export function artifact({ doc }: Page, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw()
  doc.endMarkedContent()
}

/** Draws inside one structure element below `parent`. */
export function tagged({ doc }: Page, parent: Tag, type: string, draw: () => void, scope?: 'Column' | 'Row'): void {
  parent.add(doc.struct(type, scope ? { scope } : {}, [draw]))
}

export const lineHeight = ({ size }: Style): number => size * LEADING

type Run = { readonly text: string; readonly font: string }

/** The text in stretches of one font file each. */
function runsOf(text: string, face: Face): readonly Run[] {
  const runs: { text: string; font: string }[] = []
  for (const character of text.normalize('NFC')) {
    const font = `${face}-${LATIN_EXT.test(character) ? 'ext' : 'latin'}`
    const shown = LATIN.test(character) || LATIN_EXT.test(character) ? character : '?'
    const last = runs.at(-1)
    if (last?.font === font) last.text += shown
    else runs.push({ text: shown, font })
  }
  return runs
}

const runWidth = ({ doc }: Page, { text, font }: Run, size: number): number =>
  doc.font(font).fontSize(size).widthOfString(text)

export const widthOf = (page: Page, text: string, { face, size }: Style): number =>
  runsOf(text, face).reduce((sum, run) => sum + runWidth(page, run, size), 0)

/** The text broken into lines that fit; a word that is wider than the line is broken where it must. */
export function wrap(page: Page, text: string, width: number, style: Style): readonly string[] {
  const lines: string[] = []
  let line = ''
  const words = text.split(/[\p{Cc} ]+/u).flatMap((word) => piecesOf(page, word, width, style))
  for (const piece of words) {
    const longer = line === '' ? piece : `${line} ${piece}`
    if (line !== '' && widthOf(page, longer, style) > width) {
      lines.push(line)
      line = piece
    } else line = longer
  }
  return [...lines, line]
}

function piecesOf(page: Page, word: string, width: number, style: Style): readonly string[] {
  if (widthOf(page, word, style) <= width) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && widthOf(page, piece + character, style) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}

/** Draws lines from `y` down, without moving the cursor. */
export function drawLines(
  page: Page,
  lines: readonly string[],
  x: number,
  y: number,
  width: number,
  style: Style,
  align: Align = 'left',
): void {
  const { doc } = page
  lines.forEach((line, i) => {
    let at = align === 'left' ? x : x + width - widthOf(page, line, style)
    // A reader that listens hears the lines as one text: without the space their words would run together.
    for (const run of runsOf(align === 'left' ? `${line} ` : line, style.face)) {
      doc
        .font(run.font)
        .fontSize(style.size)
        .fillColor(style.color ?? INK)
      doc.text(run.text, at, y + i * lineHeight(style), { lineBreak: false })
      at += doc.widthOfString(run.text)
    }
  })
}

/** A paragraph or heading over the page's width, or `width` of it; moves the cursor below it. */
export function paragraph(page: Page, type: 'H1' | 'H2' | 'P', text: string, style: Style, gap = 6): void {
  const lines = wrap(page, text, page.width, style)
  const height = lines.length * lineHeight(style)
  keep(page, height)
  tagged(page, page.root, type, () => drawLines(page, lines, page.left, page.cursor.y, page.width, style))
  page.cursor.y += height + gap
}

export function rule(page: Page, y: number, color = '#8a8a8a', thickness = 0.5): void {
  const { doc, left, width } = page
  artifact(page, () => {
    doc
      .moveTo(left, y)
      .lineTo(left + width, y)
      .lineWidth(thickness)
      .strokeColor(color)
      .stroke()
  })
}
