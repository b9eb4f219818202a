/** An element with its attributes and either text or children. Undefined children are left out: no element is empty. */
export type XmlNode = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly content: string | readonly XmlNode[]
}

type Child = XmlNode | undefined | readonly Child[]

/** A parent; undefined when nothing is left to say in it. Children stand in the order given. */
export function parent(name: string, ...children: readonly Child[]): XmlNode | undefined {
  const content = flatten(children)
  return content.length === 0 ? undefined : { name, attributes: {}, content }
}

/** A leaf; undefined when the text is missing, or empty once what XML cannot carry is gone. */
export function leaf(
  name: string,
  value: string | null | undefined,
  attributes: Readonly<Record<string, string>> = {},
): XmlNode | undefined {
  const content = carriable(value ?? '')
  return content === '' ? undefined : { name, attributes, content }
}

export const xmlText = (root: XmlNode): string => `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, '')}`
export const xmlBytes = (root: XmlNode): Uint8Array => new TextEncoder().encode(xmlText(root))

const flatten = (children: readonly Child[]): readonly XmlNode[] =>
  children.flatMap((child) => (child === undefined ? [] : 'name' in child ? [child] : flatten(child)))

function write({ name, attributes, content }: XmlNode, indent: string): string {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ')
  if (typeof content === 'string') return `${indent}<${open}>${escaped(content)}</${name}>\n`
  return `${indent}<${open}>\n${content.map((child) => write(child, `${indent}  `)).join('')}${indent}</${name}>\n`
}

/**
 * XML 1.0 has no control characters, half characters or U+FFFE/F at all, not even escaped; the noncharacters of the higher
 * planes it has, but spreadsheets do not. What separates words is one space.
 */
export const carriable = (text: string): string =>
  text
    .replace(/[\p{Cc} ]+/gu, ' ')
    .replace(/[\p{Cs}\p{Noncharacter_Code_Point}]/gu, '')
    .trim()

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
