import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  greatestOf,
  isZero,
  leastOf,
  multiplyExact,
  subtractExact,
  sumExact,
  ZERO,
} from '../../kernel/exact.ts'

/** What one party would pay without protection: its standby part (fixed and empty beds) and all of it, in exact øre. */
export type Unprotected = { readonly dogn: Exact; readonly standby: Exact; readonly base: Exact }

export type Protection = {
  /** What each party pays, and the most it may pay, in the order given. */
  readonly amounts: readonly { readonly amount: Exact; readonly cap: Exact }[]
  readonly mean: Exact
  readonly lambda: Exact
}

/**
 * Low-use protection (Delrapport 5: the døgnpris must not become disproportionate for those who use little).
 *
 * `mean = pool / Σ dogn`, `cap = max(s · standby, k · mean · dogn)` and `amount = min(cap, base + λ · dogn)`, for the one
 * `λ >= 0` that makes the amounts sum to the pool: what the capped are spared is carried by the others, by the døgn.
 * It exists for every `k >= 1`, because the caps then sum to the pool at least.
 *
 * The sum is a concave chain of straight lines in λ: each party lies on its line until it meets its cap. The parties are
 * taken in the order in which they do, so that the line on which the pool lies is found in one walk, exactly.
 *
 * Throws RangeError for a pool of 0 or less, or when nobody used a bed: the rule does not apply then.
 */
export function protectLowUse(
  pool: Exact,
  parties: readonly Unprotected[],
  { factor, standbyShare }: { readonly factor: Exact; readonly standbyShare: Exact },
): Protection {
  const dognSum = sumExact(parties.map(({ dogn }) => dogn))
  if (pool.numerator <= 0n || isZero(dognSum)) throw new RangeError('low-use protection needs a pool and a døgn')
  const mean = divideExact(pool, dognSum)
  const rows = parties.map(({ dogn, standby, base }) => {
    const cap = greatestOf(multiplyExact(standbyShare, standby), multiplyExact(multiplyExact(factor, mean), dogn))
    return { dogn, base, cap, meetsCapAt: isZero(dogn) ? null : divideExact(subtractExact(cap, base), dogn) }
  })
  const lambda = findLambda(pool, rows)
  return {
    amounts: rows.map(({ dogn, base, cap }) => ({
      amount: leastOf(cap, addExact(base, multiplyExact(lambda, dogn))),
      cap,
    })),
    mean,
    lambda,
  }
}

type Row = { readonly dogn: Exact; readonly base: Exact; readonly cap: Exact; readonly meetsCapAt: Exact | null }

function findLambda(pool: Exact, rows: readonly Row[]): Exact {
  // Those without døgn pay the same whatever λ is; those already above their cap pay the cap.
  const isOpen = ({ meetsCapAt }: Row) => meetsCapAt !== null && compareExact(meetsCapAt, ZERO) > 0
  let settled = sumExact(rows.filter((row) => !isOpen(row)).map(({ base, cap }) => leastOf(base, cap)))
  const open = rows.filter(isOpen).sort((a, b) => compareExact(a.meetsCapAt ?? ZERO, b.meetsCapAt ?? ZERO))
  let [base, dogn] = [sumExact(open.map((row) => row.base)), sumExact(open.map((row) => row.dogn))]
  for (const first of open) {
    const lambda = divideExact(subtractExact(subtractExact(pool, settled), base), dogn)
    if (first.meetsCapAt && compareExact(lambda, first.meetsCapAt) <= 0) return lambda
    settled = addExact(settled, first.cap)
    base = subtractExact(base, first.base)
    dogn = subtractExact(dogn, first.dogn)
  }
  // Everybody at the cap: the caps are the pool, and no λ changes anything any more.
  return rows.reduce<Exact>((most, { meetsCapAt }) => (meetsCapAt ? greatestOf(most, meetsCapAt) : most), ZERO)
}
