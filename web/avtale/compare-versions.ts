import { idOf } from './pointer.ts'

/** One thing that differs; the steps lead to it by the rows' own ids. */
export type Change = { readonly steps: readonly string[]; readonly before: unknown; readonly after: unknown }

type Fields = ReadonlyMap<string, unknown>

/** Everything that differs, as deep as both have parts with the same name. */
export function changesBetween(before: unknown, after: unknown, steps: readonly string[] = []): readonly Change[] {
  if (isSame(before, after)) return []
  const [were, are] = [fieldsOf(before), fieldsOf(after)]
  // Parts of a rule mean nothing by themselves.
  const isRule = steps.at(-1) === 'rule'
  if (!were || !are || isRule) return [{ steps, before, after }]
  return [...new Set([...were.keys(), ...are.keys()])].flatMap((name) =>
    changesBetween(were.get(name), are.get(name), [...steps, name]),
  )
}

/** Theirs with mine on top: what only one has changed is as that one wants it, and what both have is mine. */
export function mergeOnto(theirs: unknown, base: unknown, mine: unknown): unknown {
  if (isSame(mine, base) || isSame(mine, theirs)) return theirs
  if (isSame(theirs, base)) return mine
  const [their, were, my] = [theirs, base, mine].map(fieldsOf)
  if (!their || !were || !my) return mine
  const merged = [...new Set([...their.keys(), ...my.keys()])].flatMap((name) => {
    const value = mergeOnto(their.get(name), were.get(name), my.get(name))
    return value === undefined ? [] : [[name, value] as const]
  })
  return Array.isArray(mine) ? merged.map(([, row]) => row) : Object.fromEntries(merged)
}

/** What both have changed, each in its own way: mine stands, and a person should look at it. */
export const changedByBoth = (theirs: unknown, base: unknown, mine: unknown): readonly Change[] => {
  const my = new Map(changesBetween(base, mine).map((change) => [change.steps.join('/'), change]))
  return changesBetween(base, theirs).flatMap(({ steps, after }) => {
    const own = my.get(steps.join('/'))
    return own && !isSame(own.after, after) ? [{ steps, before: after, after: own.after }] : []
  })
}

/** The named parts of a record, or of a list whose rows have ids; undefined for what is one value. */
function fieldsOf(value: unknown): Fields | undefined {
  if (Array.isArray(value)) {
    const rows = value.map((row) => [idOf(row), row] as const)
    return rows.every((row): row is readonly [string, unknown] => row[0] !== undefined) ? new Map(rows) : undefined
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) !== Array.isArray(b)) return false
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [as, bs] = [Object.entries(a), new Map(Object.entries(b))]
  return as.length === bs.size && as.every(([name, value]) => bs.has(name) && isSame(value, bs.get(name)))
}
