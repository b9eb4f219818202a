import { canonicalJson } from '../../kernel/canonical-json.ts'
import { type Instant, plusMinutes } from '../../kernel/instant.ts'
import { accepted, refused } from '../../kernel/result.ts'
import { SYSTEM_ACTOR } from '../actor.ts'
import { DEFAULT_RULES } from '../agreement/agreement.ts'
import type { HoldId, StayId, UnitId } from '../ids.ts'
import { foldStays, type StayRecord } from '../stay/stay-record.ts'
import type { DecisionContext } from './decide.ts'
import { type JournalEvent, type PoolEventType, stayIdsOf } from './events.ts'
import { evolve, type UnitBefore } from './evolve.ts'
import type { Decision } from './refusals.ts'
import { findHold, isValid, type RestoredState, termsAt, type UnitState } from './state.ts'

/**
 * What one unit does alone and can take back whole. A transfer changes two units; a description and an agreement change
 * what others plan by; a hold that was placed is cancelled, and a correction corrected.
 */
const UNDOABLE: ReadonlySet<PoolEventType> = new Set([
  'hold-accepted',
  'hold-declined',
  'hold-cancelled',
  'patient-admitted',
  'stay-moved',
  'stays-swapped',
  'responsibility-changed',
  'utskrivningsklar-recorded',
  'departure-planned',
  'discharge-decided',
  'patient-departed',
  'bed-blocked',
  'bed-opened',
  'bed-cleaned',
  'staffing-set',
  'unit-closed',
  'unit-opened',
])

/** The events that one action left at the end of the journal, and the one of them that it was about. */
export type LastAction = { readonly action: JournalEvent; readonly fromSeq: number; readonly toSeq: number }

/**
 * The journal's last action, if it is one that can be taken back: nothing has been recorded since but what it brought
 * about itself, at the very same instant.
 */
export function findLastAction(journal: readonly JournalEvent[]): LastAction | undefined {
  const last = journal.at(-1)
  const action = journal.findLast((event) => !isConsequence(event))
  if (!last || action?.at !== last.at || !UNDOABLE.has(action.type)) return undefined
  const before = journal[action.seq - 2]
  // A bed that is blocked first lets go of the one it was held for.
  const hasMadeRoom = action.type === 'bed-blocked' && before?.type === 'hold-moved' && before.at === action.at
  return { action, fromSeq: hasMadeRoom ? before.seq : action.seq, toSeq: last.seq }
}

/** A bed that came free goes to whoever waits, and whoever got one waits no longer. */
const isConsequence = ({ type, actor }: JournalEvent): boolean =>
  type === 'waiting-removed' || (type === 'waiting-promoted' && actor.role === SYSTEM_ACTOR.role)

export type UndoAction = {
  /** The board that the one who asks has seen. */
  readonly unitVersion: number
  readonly journal: readonly JournalEvent[]
  /** The records, as they are stored, of the stays that the action touched. */
  readonly records: ReadonlyMap<StayId, StayRecord>
}

/**
 * Takes back the last action, as long as nothing was built on it: everything but version, hash and confirmation is then as
 * if it had never been. The journal keeps both, what was done and that it was undone.
 */
export function decideUndoAction(
  state: UnitState,
  { unitVersion, journal, records }: UndoAction,
  { now, actor }: DecisionContext,
): Decision<'built-upon' | 'nothing-to-undo' | 'not-your-action' | 'too-late-to-undo' | 'hold-expired'> {
  if (state.version !== unitVersion) return refused({ kind: 'built-upon', unitVersion: state.version })
  const last = findLastAction(journal)
  if (!last) return refused({ kind: 'nothing-to-undo' })
  const { action, fromSeq, toSeq } = last
  if (action.actor.org !== actor.org) return refused({ kind: 'not-your-action' })
  const undoUntil = plusMinutes(action.at, (termsAt(state, now)?.rules ?? DEFAULT_RULES).undoMinutes)
  if (now >= undoUntil) return refused({ kind: 'too-late-to-undo', undoUntil })

  const earlier = journal.slice(0, fromSeq - 1)
  const before = earlier.reduce<UnitBefore>((folded, event) => evolve(folded, event, state.unitId), null)
  // An undoable action has a described unit before it.
  if (!before) return refused({ kind: 'nothing-to-undo' })
  const expired = findHoldLost(before, action, now)
  if (expired) return refused({ kind: 'hold-expired', expiredAt: expired })
  return accepted([
    {
      type: 'action-undone',
      data: {
        fromSeq,
        toSeq,
        undone: action.type,
        restored: differenceOf(before, state),
        stays: recordsBefore(state.unitId, earlier, journal.slice(fromSeq - 1), records),
      },
    },
  ])
}

/** A hold comes back with the time that it had: one whose time has run out meanwhile helps nobody. */
function findHoldLost(before: UnitState, action: JournalEvent, now: Instant): Instant | undefined {
  const holdId = heldBy(action)
  const hold = holdId && findHold(before, holdId)
  return hold && !isValid(hold, now) ? hold.expiresAt : undefined
}

const heldBy = (action: JournalEvent): HoldId | undefined =>
  action.type === 'hold-accepted' || action.type === 'hold-declined' || action.type === 'hold-cancelled'
    ? action.data.holdId
    : undefined

/** What the action changed, as it was before. */
function differenceOf(
  before: UnitState,
  { beds, holds, endedHolds, stays, waiting, ...after }: UnitState,
): RestoredState {
  const isSame = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b)
  return {
    ...(isSame(before.beds, beds) ? {} : { beds: before.beds }),
    ...(isSame(before.holds, holds) ? {} : { holds: before.holds }),
    ...(isSame(before.endedHolds, endedHolds) ? {} : { endedHolds: before.endedHolds }),
    ...(isSame(before.stays, stays) ? {} : { stays: before.stays }),
    ...(isSame(before.waiting, waiting) ? {} : { waiting: before.waiting }),
    ...(before.staffed === after.staffed ? {} : { staffed: before.staffed }),
    ...(isSame(before.staffing, after.staffing) ? {} : { staffing: before.staffing }),
    ...(isSame(before.onDuty, after.onDuty) ? {} : { onDuty: before.onDuty }),
    ...(isSame(before.onDutyNow, after.onDutyNow) ? {} : { onDutyNow: before.onDutyNow }),
    ...(isSame(before.closure, after.closure) ? {} : { closure: before.closure }),
  }
}

/** A stay that began with the action has never been; the others are as the journal told them before. */
function recordsBefore(
  unitId: UnitId,
  earlier: readonly JournalEvent[],
  undone: readonly JournalEvent[],
  records: ReadonlyMap<StayId, StayRecord>,
) {
  const stayIds = [...new Set(undone.flatMap(stayIdsOf))]
  const stays = stayIds.length > 0 ? foldStays(unitId, earlier) : new Map<StayId, StayRecord>()
  return stayIds.map((stayId) => {
    const before = stays.get(stayId)
    // Reviews may come from the unit that the patient was transferred from, and no action that can be undone is one.
    const reviews = records.get(stayId)?.reviews ?? before?.reviews
    return { stayId, before: before && reviews ? { ...before, reviews } : null }
  })
}
