import type { AgreementId } from '../domain/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Month, monthOf, osloDateOf, plusMonths } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findRuns, runStands } from '../store/avregning-store.ts'
import type { TxPart } from '../store/tx.ts'
import type { Deps } from './deps.ts'

export type LockedMonth = { readonly kind: 'locked-month'; readonly month: Month }

/**
 * Who pays is not changed from an instant on where a month between then and now is locked (design.md § 5). What has
 * happened in this month costs no look; the others must stand as they were read when the change is written.
 */
export async function keepLockedMonths(
  deps: Deps,
  agreementIds: ReadonlySet<AgreementId>,
  from: Instant,
  now: Instant,
): Promise<Result<readonly TxPart[], LockedMonth>> {
  const months = monthsBefore(monthOf(osloDateOf(now)), monthOf(osloDateOf(from)))
  const parts: TxPart[] = []
  if (months.length === 0) return accepted(parts)
  for (const agreementId of agreementIds) {
    const runs = await findRuns(deps.store, agreementId, months)
    for (const [i, month] of months.entries()) {
      const run = runs[i]
      if (run && run.value.state !== 'draft') return refused({ kind: 'locked-month', month })
      parts.push(runStands(agreementId, month, run?.version ?? 0))
    }
  }
  return accepted(parts)
}

/** The latest first: it is the one that says from when on a change is still possible. */
function monthsBefore(until: Month, first: Month): readonly Month[] {
  const months: Month[] = []
  for (let month = plusMonths(until, -1); month >= first; month = plusMonths(month, -1)) months.push(month)
  return months
}
