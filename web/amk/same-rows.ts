import type { Row } from './ask.ts'

/** The new rows, but those that say what they said before are the very ones that stood there: nothing to draw again. */
export function sameRows(before: readonly Row[], after: readonly Row[]): readonly Row[] {
  const kept = new Map(before.map((row) => [row.unitId, row]))
  const rows = after.map((row) => {
    const old = kept.get(row.unitId)
    return old && saysTheSame(old, row) ? old : row
  })
  return rows.length === before.length && rows.every((row, i) => row === before[i]) ? before : rows
}

/** The age in the answer is of its own moment; the list reckons it from `confirmedAt`. */
const saysTheSame = (a: Row, b: Row): boolean =>
  JSON.stringify({ ...a, ageSeconds: 0 }) === JSON.stringify({ ...b, ageSeconds: 0 })
