import { type Instant, msBetween } from '../../kernel/instant.ts'
import { DEFAULT_RULES } from '../agreement/agreement.ts'
import { closureAt, termsAt, type UnitState } from '../pool/state.ts'

export const LOOKUP_STATUSES = ['ledig', 'fa', 'full', 'stengt', 'ma-ringes'] as const
export type LookupStatus = (typeof LOOKUP_STATUSES)[number]

export type LookupStanding = { readonly status: LookupStatus; readonly stale: boolean; readonly ageMs: number }

/** How a unit stands for whoever may have so many of its beds, and how old that is. */
export function standingOf(state: UnitState, beds: number, at: Instant): LookupStanding {
  const ageMs = Math.max(0, msBetween(state.confirmedAt, at))
  const { staleAfterMinutes } = termsAt(state, at)?.rules ?? DEFAULT_RULES
  const stale = ageMs > staleAfterMinutes * 60_000
  return { status: statusOf(closureAt(state, at) !== null, stale, beds), stale, ageMs }
}

function statusOf(isClosed: boolean, stale: boolean, beds: number): LookupStatus {
  if (isClosed) return 'stengt'
  // An old fact is never shown as a plain number: somebody must ring.
  if (stale) return 'ma-ringes'
  if (beds === 0) return 'full'
  return beds === 1 ? 'fa' : 'ledig'
}
