import { inflateSync } from 'node:zlib'

export type ReadPdf = {
  /** The document's objects as they stand, without their streams but for the metadata. */
  readonly source: string
  readonly pages: number
  /** The roles of the structure tree, in no order. */
  readonly roles: readonly string[]
  /** Everything that is written, page by page, a space between stretches (and so round a letter of the other font). */
  readonly text: string
  /** Operators that paint outside every marked content: a screen reader would not know what to do with them. */
  readonly untagged: readonly string[]
}

type PdfObject = { readonly head: string; readonly stream: string | null }

/** Reads the PDFs that we write: no object streams, fonts with a map back to Unicode. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const raw = Buffer.from(bytes).toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const [, id = '', body = ''] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', data] = body.split(/\nstream\n/)
    const content = data?.replace(/\nendstream$/, '')
    const stream =
      content === undefined
        ? null
        : head.includes('/FlateDecode')
          ? inflateSync(Buffer.from(content, 'latin1')).toString('latin1')
          : content
    objects.set(id, { head, stream })
  }
  const all = [...objects.values()]
  const refs = (text: string) => [...text.matchAll(/(\d+) 0 R/g)].map((match) => match[1] ?? '')
  const tree = all.find(({ head }) => /\/Type \/Pages\b/.test(head))
  const pages = refs(/\/Kids \[([^\]]*)\]/.exec(tree?.head ?? '')?.[1] ?? '').flatMap((id) => objects.get(id) ?? [])
  const contents = pages.map(({ head }) => objects.get(/\/Contents (\d+)/.exec(head)?.[1] ?? '')?.stream ?? '')
  const fonts = new Map(
    pages.flatMap(({ head }) => {
      const resources = objects.get(/\/Resources (\d+)/.exec(head)?.[1] ?? '')?.head ?? ''
      return [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
        const map = objects.get(/\/ToUnicode (\d+)/.exec(objects.get(id)?.head ?? '')?.[1] ?? '')?.stream ?? ''
        return [name, unicodeOf(map)] as const
      })
    }),
  )
  return {
    source: all.map(({ head, stream }) => head + (head.includes('/Metadata') ? stream : '')).join('\n'),
    pages: pages.length,
    roles: all.flatMap(({ head }) => /\/S \/([A-Z]\w*)/.exec(head)?.[1] ?? []).filter((role) => role !== 'GoTo'),
    text: contents.map((content) => textOf(content, fonts)).join('\n'),
    untagged: contents.flatMap(paintedOutside),
  }
}

function unicodeOf(map: string): ReadonlyMap<number, string> {
  const texts = new Map<number, string>()
  for (const [, first = '', , list = ''] of map.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g)) {
    const entries = [...list.matchAll(/<([\w ]*)>/g)].map(([, hex = '']) =>
      Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
    )
    for (const [i, text] of entries.entries()) texts.set(Number.parseInt(first, 16) + i, text)
  }
  return texts
}

function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let font = ''
  const stretches: string[] = []
  for (const [, name, array] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = name
    if (array === undefined) continue
    const codes = [...array.matchAll(/<(\w+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
    stretches.push(codes.map((code) => fonts.get(font)?.get(Number.parseInt(code, 16)) ?? '\ufffd').join(''))
  }
  return stretches.map((text) => text.trimEnd()).join(' ')
}

function paintedOutside(content: string): readonly string[] {
  const marks: boolean[] = []
  const outside: string[] = []
  const token = /\/(\w+)(?:\s+<<([\s\S]*?)>>)?\s+B(?:DC|MC)\b|\b(EMC)\b|(?<=[\s\]>])(TJ|Tj|S|f|B)(?=\s|$)/g
  for (const [, tag, properties = '', end, paint] of content.matchAll(token)) {
    if (tag) marks.push(tag === 'Artifact' || properties.includes('/MCID'))
    else if (end) marks.pop()
    else if (paint && !marks.includes(true)) outside.push(paint)
  }
  return outside
}
