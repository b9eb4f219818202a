import { canonicalJson } from '../../kernel/canonical-json.ts'

/** A number, and how many stays (or questions to a unit) are behind it: one patient can lie there for thirty nights. */
export type Count = { readonly count: number; readonly behind: number }
export type Row<Key> = Count & { readonly key: Key }
/** Rows that add up to the total, unless the table says otherwise; in the order of their keys. */
export type Table<Key> = { readonly total: Count; readonly rows: readonly Row<Key>[] }

/**
 * Counts things by what `keyOf` says of them; `subjectOf` names the stay that a thing belongs to.
 * The keys in `expected` have a row even where nothing was counted.
 */
export function tabulate<Thing, Key extends object>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => Key,
  subjectOf: (thing: Thing) => string,
  expected: readonly Key[] = [],
): Table<Key> {
  const counted = new Map<string, { key: Key; count: number; subjects: Set<string> }>()
  const rowOf = (key: Key) => {
    const name = canonicalJson(key)
    const row = counted.get(name) ?? { key, count: 0, subjects: new Set() }
    counted.set(name, row)
    return row
  }
  for (const key of expected) rowOf(key)
  for (const thing of things) {
    const row = rowOf(keyOf(thing))
    row.count += 1
    row.subjects.add(subjectOf(thing))
  }
  const inOrder = [...counted].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    total: { count: things.length, behind: new Set(things.map(subjectOf)).size },
    rows: inOrder.map(([, { key, count, subjects }]) => ({ key, count, behind: subjects.size })),
  }
}
