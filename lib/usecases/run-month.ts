import type { MonthAsk, MonthTask } from '../contract/jobs.ts'
import { SYSTEM_ACTOR } from '../domain/actor.ts'
import { partsOf } from '../domain/avregning/month-facts.ts'
import type { Cause } from '../domain/avregning/run.ts'
import type { Instant } from '../kernel/instant.ts'
import { monthOf, osloDateOf, plusMonths } from '../kernel/oslo-date.ts'
import { accepted } from '../kernel/result.ts'
import { listAgreements } from '../store/agreement-store.ts'
import { StoreBusyFault } from '../store/store-client.ts'
import { changeBook } from './change-book.ts'
import type { ComputeRefusal } from './compute-run.ts'
import type { Deps } from './deps.ts'
import { type Drafted, decideDraft } from './run-avregning.ts'

/** What one agreement's task came to. */
export type MonthReport = MonthTask & {
  readonly did: Drafted['did'] | 'not-in-force' | 'refused'
  /** Why the month cannot be locked as it stands, each cause with how often; none where it can, or is. */
  readonly causes: readonly { readonly cause: Cause['cause']; readonly count: number }[]
  /** Why there is no draft at all. */
  readonly reason: ComputeRefusal['kind'] | 'agreement-not-found' | null
}

/** A month's work, one task for each agreement that was ever saved, in the order of their ids; last month if none is named. */
export async function listMonthTasks(deps: Deps, { month }: MonthAsk, now: Instant): Promise<readonly MonthTask[]> {
  const asked = month ?? plusMonths(monthOf(osloDateOf(now)), -1)
  const agreements = await listAgreements(deps.store)
  return agreements.map(({ agreementId, agreement: { name } }) => ({ agreementId, name, month: asked }))
}

/**
 * One agreement's month as a draft. Each task stands alone and can be done again: the same facts and the same `now` give
 * the same bytes, and a draft that says the same already is left as it is.
 */
export async function runMonthTask(deps: Deps, task: MonthTask, now: Instant): Promise<MonthReport> {
  const { agreementId, month } = task
  const outcome = await changeBook<Pick<MonthReport, 'did' | 'causes'>, ComputeRefusal>(
    deps,
    { actor: SYSTEM_ACTOR, now },
    agreementId,
    async (book) => {
      const isInForce = partsOf({ month, versions: book.versions }).length > 0
      if (!isInForce) return accepted({ parts: [], answer: { did: 'not-in-force', causes: [] } })
      const drafted = await decideDraft(deps, book, month, now)
      if (!drafted.ok) return drafted
      const { parts, did, run } = drafted.value
      return accepted({ parts, answer: { did, causes: countCauses(run.completeness.causes) } })
    },
  )
  if (outcome.ok) return { ...task, ...outcome.value, reason: null }
  const { kind } = outcome.refusal
  // Somebody else was always first: another try later may well get through. Only a request with a key can reuse one.
  if (kind === 'too-many-at-once' || kind === 'idempotency-key-reused') throw new StoreBusyFault(kind)
  return { ...task, did: 'refused', causes: [], reason: kind }
}

function countCauses(causes: readonly Cause[]): MonthReport['causes'] {
  const byCause = Map.groupBy(causes, ({ cause }) => cause)
  return [...byCause].map(([cause, own]) => ({ cause, count: own.length })).sort((a, b) => (a.cause < b.cause ? -1 : 1))
}
