import type * as z from 'zod'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { Key } from './keys.ts'
import { CorruptItemFault, type Item } from './store-client.ts'

export const encode = (value: unknown): { S: string } => ({ S: canonicalJson(value) })

/** Reads one JSON attribute by its codec, or throws with the item's key. */
export function decode<T>(codec: z.ZodType<T>, item: Item, attribute: 'state' | 'body' | 'answer'): T {
  try {
    return codec.parse(JSON.parse(item[attribute]?.S ?? ''))
  } catch (error) {
    throw new CorruptItemFault(keyOf(item), error)
  }
}

/** Reads one plain text attribute, such as an id, or throws with the item's key. */
export function readText(item: Item, attribute: string): string {
  const text = item[attribute]?.S
  if (!text) throw new CorruptItemFault(keyOf(item), new TypeError(`no ${attribute}`))
  return text
}

const keyOf = (item: Item): Key => ({ pk: item['pk']?.S ?? item['gsi1pk']?.S ?? '?', sk: item['sk']?.S ?? '?' })
