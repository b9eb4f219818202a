/** A parsed element. Names keep their prefix; white space between elements is dropped. */
export type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

const TOKEN = /<\?xml[^?]*\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** What XML 1.0 forbids: control characters but tab and line ends, half characters, U+FFFE and U+FFFF. */
const FORBIDDEN = /(?![\t\n\r\u007f-\u009f])[\p{Cc}\p{Cs}\ufffe\uffff]/u

/** Reads well-formed XML without comments, CDATA or DTD, strictly; throws on anything else. */
export function parseXml(source: string): Element {
  if (FORBIDDEN.test(source)) throw new SyntaxError('a character that XML forbids')
  type Open = { name: string; attributes: Record<string, string>; children: Element[]; text: string }
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const stack = [root]
  let end = 0
  for (const match of source.matchAll(TOKEN)) {
    end = match.index + match[0].length
    const [, closing, opening, attributes = '', selfClosing, text] = match
    const top = stack.at(-1) ?? root
    if (opening) {
      const read = [...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        readText(value),
      ])
      const element: Open = { name: opening, attributes: Object.fromEntries(read), children: [], text: '' }
      top.children.push(element)
      if (!selfClosing) stack.push(element)
    } else if (closing) {
      if (top.name !== closing) throw new SyntaxError(`</${closing}> closes <${top.name}>`)
      stack.pop()
    } else if (text) top.text += top.children.length > 0 && text.trim() === '' ? '' : readText(text)
  }
  if (end !== source.length || stack.length !== 1 || root.children.length !== 1)
    throw new SyntaxError('not well-formed')
  const [element] = root.children
  if (!element) throw new SyntaxError('no root')
  return element
}

function readText(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));|&/gi, (whole, decimal, hex, name) => {
    if (decimal ?? hex) return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16))
    const character = ENTITIES[name ?? '']
    if (character === undefined) throw new SyntaxError(`bad entity ${whole}`)
    return character
  })
}

/** The elements at a path of names below this one, as `cac:Price/cbc:PriceAmount`. */
export const at = (element: Element, path: string): readonly Element[] =>
  path
    .split('/')
    .reduce<readonly Element[]>(
      (found, name) => found.flatMap((parent) => parent.children.filter((child) => child.name === name)),
      [element],
    )
/** The trimmed text of the only element at the path; undefined where there is none. */
export const textAt = (element: Element, path: string): string | undefined => at(element, path)[0]?.text.trim()
export const everyElement = (element: Element): readonly Element[] => [
  element,
  ...element.children.flatMap(everyElement),
]
