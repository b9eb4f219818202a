import type { CriteriaSet } from '../domain/assessment/criteria-set.ts'
import type { AccessLog } from '../store/access-log-store.ts'
import type { Store } from '../store/store-client.ts'
import type { InTurn } from './turns.ts'

/** Every side effect that a use case may have, and nothing else: table, ids and chance are arguments. */
export type Deps = {
  readonly store: Store
  readonly accessLog: AccessLog
  /** A new sortable id with its prefix: `hold_…`, `stay_…`. */
  readonly newId: (prefix: string) => string
  /** A number in [0, 1), for the jitter between tries. */
  readonly random: () => number
  /**
   * Where one process takes many requests at once: changes to the same unit queue up instead of losing race after race.
   * No rule rests on it, for other processes know nothing of it; the version read decides.
   */
  readonly inTurn?: InTurn
  /** Versions of criteria that this process has read, by name: a saved version never changes. */
  readonly knownCriteria?: Map<string, CriteriaSet>
}
