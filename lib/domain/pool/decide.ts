import type { Instant } from '../../kernel/instant.ts'
import { accepted, type Result } from '../../kernel/result.ts'
import { type JournalActor, SYSTEM_ACTOR } from '../actor.ts'
import { decideAdmitPatient } from './admit-patient.ts'
import { decideBedCleaned, decideBlockBed, decideOpenBed } from './bed.ts'
import { decideCorrectStay } from './correct-stay.ts'
import { decideDischargePatient, decidePlanDeparture } from './departure.ts'
import type { PoolEvent } from './events.ts'
import { applyEvent } from './evolve.ts'
import { decideChangeResponsibility, decideRecordReview, decideRecordUtskrivningsklar } from './follow-stay.ts'
import {
  decideAcceptHold,
  decideAlertHold,
  decideCancelHold,
  decideDeclineHold,
  decidePassOnHold,
  decidePlaceHold,
} from './hold.ts'
import { decideMoveStay, decideSwapStays } from './move-stay.ts'
import type { Decision } from './refusals.ts'
import { isValid, type UnitState } from './state.ts'
import { decideTransferIn, decideTransferOut } from './transfer-stay.ts'
import { decideUndoAction } from './undo.ts'
import {
  decideAdoptCriteria,
  decideApplyAgreement,
  decideCloseUnit,
  decideConfirmUnit,
  decideDescribeUnit,
  decideSetStaffing,
} from './unit.ts'
import { decideAddWaiting, decidePromoteWaiting, decideRemoveWaiting, promoteWaiting } from './waiting.ts'

/** The clock and the one who acts: the only things a decision knows besides the state and the command. */
export type DecisionContext = { readonly now: Instant; readonly actor: JournalActor }

/** What one decision adds to the journal, each fact with the one who brought it about. */
export type DecidedEvent = { readonly event: PoolEvent; readonly actor: JournalActor }

const decideTidyUnit = (): Decision => accepted([])

/**
 * One row per command: who decides, and whether a bed can come free by it, so that those who wait must be looked at.
 * The names are those of the operations in lib/contract/routes.ts wherever a person gives the command.
 */
const COMMANDS = {
  'put-unit': { decide: decideDescribeUnit, frees: true },
  'apply-agreement': { decide: decideApplyAgreement, frees: true },
  'adopt-criteria': { decide: decideAdoptCriteria, frees: false },
  'place-hold': { decide: decidePlaceHold, frees: false },
  'accept-hold': { decide: decideAcceptHold, frees: false },
  'alert-hold': { decide: decideAlertHold, frees: false },
  'pass-on-hold': { decide: decidePassOnHold, frees: true },
  'decline-hold': { decide: decideDeclineHold, frees: true },
  'cancel-hold': { decide: decideCancelHold, frees: true },
  'admit-patient': { decide: decideAdmitPatient, frees: true },
  'move-stay': { decide: decideMoveStay, frees: true },
  'swap-stays': { decide: decideSwapStays, frees: false },
  'transfer-out': { decide: decideTransferOut, frees: true },
  'transfer-in': { decide: decideTransferIn, frees: true },
  'change-responsibility': { decide: decideChangeResponsibility, frees: true },
  'record-utskrivningsklar': { decide: decideRecordUtskrivningsklar, frees: false },
  'record-review': { decide: decideRecordReview, frees: false },
  'correct-stay': { decide: decideCorrectStay, frees: true },
  'plan-departure': { decide: decidePlanDeparture, frees: false },
  'discharge-patient': { decide: decideDischargePatient, frees: true },
  'block-bed': { decide: decideBlockBed, frees: false },
  'open-bed': { decide: decideOpenBed, frees: true },
  'bed-cleaned': { decide: decideBedCleaned, frees: true },
  'set-staffing': { decide: decideSetStaffing, frees: true },
  'close-unit': { decide: decideCloseUnit, frees: true },
  'confirm-unit': { decide: decideConfirmUnit, frees: false },
  'add-waiting': { decide: decideAddWaiting, frees: false },
  'promote-waiting': { decide: decidePromoteWaiting, frees: false },
  'remove-waiting': { decide: decideRemoveWaiting, frees: false },
  'undo-action': { decide: decideUndoAction, frees: false },
  'tidy-unit': { decide: decideTidyUnit, frees: true },
} as const

type Commands = typeof COMMANDS
export type CommandName = keyof Commands
/** What a command asks for. */
export type AskOf<Name extends CommandName> =
  Parameters<Commands[Name]['decide']> extends [unknown, infer Ask, ...unknown[]] ? Ask : object
/** The refusals that a command can meet, and no others. */
export type RefusalOfCommand<Name extends CommandName> =
  ReturnType<Commands[Name]['decide']> extends Result<readonly PoolEvent[], infer Refusal> ? Refusal : never

export type Command<Name extends CommandName = CommandName> = {
  [Each in Name]: { readonly name: Each; readonly ask: AskOf<Each> }
}[Name]

/**
 * Decides one command on one unit: holds that the clock has ended are ended in the journal first, then comes what the
 * command does, then beds that came free go to those who wait.
 *
 * The command itself is judged on the state as it lies there, for every rule judges expiry by the clock (expiry-is-judged).
 * A refusal changes nothing at all, so ended holds then wait for the next writer.
 */
export function decide<Name extends CommandName>(
  state: UnitState | null,
  command: Command<Name>,
  ctx: DecisionContext,
): Result<readonly DecidedEvent[], RefusalOfCommand<Name>> {
  const { decide: decideCommand, frees } = COMMANDS[command.name]
  // The table pairs each name with its own ask; TypeScript cannot follow that once both are variables.
  const judge = decideCommand as (
    state: UnitState | null,
    ask: unknown,
    ctx: DecisionContext,
  ) => Result<readonly PoolEvent[], RefusalOfCommand<Name>>
  const judged = judge(state, command.ask, ctx)
  if (!judged.ok) return judged
  const decided = judged.value.map((event) => ({ event, actor: ctx.actor }))
  if (!state) return accepted(decided)
  // What comes back as it was, comes back with its ended holds; they must end after it, or they would end twice.
  const isUndone = command.name === 'undo-action'
  const expired = expireHolds(isUndone ? applyAll(state, decided, ctx.now) : state, ctx.now)
  const written = isUndone ? [...decided, ...expired] : [...expired, ...decided]
  const after = applyAll(state, written, ctx.now)
  const promoted = frees || expired.length > 0 ? promoteWaiting(after, ctx) : []
  return accepted([...written, ...promoted.map((event) => ({ event, actor: SYSTEM_ACTOR }))])
}

/** Every end state has a reason: silence of the unit, or a patient who never came. */
function expireHolds(state: UnitState, now: Instant): readonly DecidedEvent[] {
  return state.holds
    .filter((hold) => !isValid(hold, now))
    .slice(0, MOST_HOLDS_ENDED_AT_ONCE)
    .map(({ holdId, acceptedAt, expiresAt }) => ({
      event: {
        type: 'hold-expired',
        data: { holdId, reason: acceptedAt === null ? 'unanswered' : 'no-show', expiredAt: expiresAt },
      },
      actor: SYSTEM_ACTOR,
    }))
}

/** A transaction takes 100 items; what is left over is judged expired all the same and tidied by the next writer. */
const MOST_HOLDS_ENDED_AT_ONCE = 30

const applyAll = (state: UnitState, events: readonly DecidedEvent[], at: Instant): UnitState =>
  events.reduce((current, { event, actor }) => applyEvent(current, event, { at, actor }, state.unitId), state)
