import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { decide, type RefusalOfCommand } from '../domain/pool/decide.ts'
import { foldStays } from '../domain/stay/stay-record.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { listJournal } from '../store/unit-store.ts'
import { stayAnswer } from './answers.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type Refusal = RefusalOfCommand<'correct-stay'> | WriteRefusal | { readonly kind: 'stay-not-found' }

/**
 * Also for a stay that is over. Who else lay where is folded from the journal, not read from an index that may lag;
 * should the unit change meanwhile, the caller tries again.
 */
export async function correctStay(
  deps: Deps,
  request: WriteRequest,
  { unitId, stayId, changes, reason }: BodyOf<'correct-stay'> & { readonly unitId: UnitId; readonly stayId: StayId },
): Promise<Result<AnswerOf<'correct-stay'>, Refusal>> {
  const events = await listJournal(deps.store, unitId)
  const stays = foldStays(unitId, events)
  const others = [...stays.values()].filter((stay) => stay.stayId !== stayId)
  return changeUnits<AnswerOf<'correct-stay'>, Refusal>(
    deps,
    request,
    { unitIds: [unitId], stayIds: [stayId] },
    (read) => {
      const unit = read.units.get(unitId)
      if (!unit) return refused({ kind: 'unit-not-found' })
      const record = read.stays.get(stayId)?.record
      if (record?.unitId !== unitId) return refused({ kind: 'stay-not-found' })
      // The others are those of the journal as it was read; only if the unit stood still since then can they be trusted.
      if (events.at(-1)?.seq !== unit.version) return refused({ kind: 'too-many-at-once', retryAfterSeconds: 1 })
      const decision = decide(unit, { name: 'correct-stay', ask: { stayId, record, changes, reason, others } }, request)
      if (!decision.ok) return decision
      return accepted({
        units: [{ unitId, events: decision.value }],
        answer: (after, touched) => stayAnswer(after.get(unitId)?.state ?? unit, touched, stayId),
      })
    },
  )
}
