import type { Instant } from '../../kernel/instant.ts'
import type { Actor } from '../actor.ts'
import { termsAt, type UnitState } from '../pool/state.ts'
import type { Count, Table } from './table.ts'

/** One to four patients in a small place are somebody; five is the fewest that is shown. */
export const MOST_SMALL = 4

/** Null where the number is withheld. */
export type ShownCount = { readonly count: number | null; readonly suppressed: boolean }
export type ShownRow<Key> = ShownCount & { readonly key: Key }
export type ShownTable<Key> = {
  readonly total: ShownCount
  readonly rows: readonly ShownRow<Key>[]
  /** True where not even the rows' names can be told without telling their numbers. */
  readonly suppressed: boolean
}

/**
 * Who sees the small numbers: the unit's own people for that unit alone, and those who keep the agreement that all the
 * units stand under; `*` is everything.
 */
export function seesSmallNumbers(actor: Actor, units: readonly UnitState[], now: Instant): boolean {
  switch (actor.role) {
    case 'ward':
    case 'ward-leader':
      return units.length === 1 && units.every(({ unitId }) => unitId === actor.org)
    case 'host-finance':
    case 'admin':
      return actor.org === '*' || units.every((unit) => termsAt(unit, now)?.agreementId === actor.org)
    case 'dispatcher':
    case 'finance':
    case 'auditor':
      return false
  }
}

/** Judged by the stays behind a number, not by the number: thirty nights can be one patient. */
export const isSmall = ({ behind }: Count): boolean => behind > 0 && behind <= MOST_SMALL

export const showCount = ({ count }: Count): ShownCount => ({ count, suppressed: false })
const hideCount: ShownCount = { count: null, suppressed: true }
export const protectCount = (counted: Count): ShownCount => (isSmall(counted) ? hideCount : showCount(counted))

export const showTable = <Key>({ total, rows }: Table<Key>): ShownTable<Key> => ({
  total: showCount(total),
  rows: rows.map((row) => ({ key: row.key, ...showCount(row) })),
  suppressed: false,
})

/**
 * Withholds the small numbers of a table, and as many others as it takes that none of them can be had by subtracting
 * what is shown from a total that is shown: the smallest first. Where nothing is left to withhold, the rows go.
 *
 * Each answer is protected by itself. Who holds two answers against each other (a unit and its area, periods that
 * overlap) can still learn the difference; that takes numbers that are published once, and is not done here.
 */
export function protectTable<Key>(table: Table<Key>): ShownTable<Key> {
  const { total, rows } = table
  const hidden = new Set(rows.filter(isSmall))
  const isTotalHidden = isSmall(total)
  let hasTaken = false
  // Without a total there is nothing to subtract from.
  if (!isTotalHidden) {
    const others = rows.filter((row) => !hidden.has(row)).sort(bySize)
    for (const [i, other] of others.entries()) {
      // Equals go along: that the smallest was taken must not tell how small it was.
      if (!isGivenAway(hidden) && (!hasTaken || other.count !== others[i - 1]?.count)) break
      hidden.add(other)
      hasTaken = true
    }
    if (isGivenAway(hidden)) return { total: showCount(total), rows: [], suppressed: true }
  }
  return {
    total: isTotalHidden ? hideCount : showCount(total),
    rows: rows.map((row) => ({ key: row.key, ...(hidden.has(row) ? hideCount : showCount(row)) })),
    suppressed: false,
  }
}

/** One hidden number is what is missing from the total; several are, where their sum leaves them no choice. */
function isGivenAway(hidden: ReadonlySet<Count>): boolean {
  const counts = [...hidden].map(({ count }) => count)
  if (counts.length === 0) return false
  return counts.length === 1 || counts.every((count) => count === 1) || counts.every((count) => count === MOST_SMALL)
}

/** The smallest first; what is nothing at all hides little, and goes last. */
const bySize = (a: Count, b: Count): number => Number(a.count === 0) - Number(b.count === 0) || a.count - b.count
