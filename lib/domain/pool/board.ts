import type { Instant } from '../../kernel/instant.ts'
import { DEFAULT_RULES, type Rules } from '../agreement/agreement.ts'
import type { AgreementId, UnitId } from '../ids.ts'
import { type BedView, viewBeds } from './bed-state.ts'
import { countPool, type PoolCount } from './bookable.ts'
import {
  closureAt,
  type Hold,
  type OnDuty,
  onDutyAt,
  type Profile,
  staffedUntil,
  type Terms,
  termsAt,
  type UnitState,
  validHolds,
} from './state.ts'
import { viewWaiting, type WaitingView } from './waiting.ts'

/** The unit's wall board at one instant: beds, holds, who waits, and how the accordion stands. */
export type Board = Omit<PoolCount, 'guestBookable'> &
  OnDuty & {
    readonly unitId: UnitId
    readonly unitVersion: number
    readonly agreementId: AgreementId | null
    readonly asOf: Instant
    readonly profile: Profile
    readonly confirmedAt: Instant
    readonly capabilitiesConfirmedAt: Instant
    readonly onDutyUntil: Instant | null
    readonly closure: UnitState['closure']
    readonly staffedUntil: Instant | null
    readonly rules: Rules
    readonly parties: Terms['parties']
    readonly beds: readonly BedView[]
    readonly holds: readonly Hold[]
    readonly waiting: readonly WaitingView[]
  }

export function drawBoard(state: UnitState, at: Instant): Board {
  const { guestBookable: _, ...count } = countPool(state, at)
  const terms = termsAt(state, at)
  return {
    ...count,
    ...onDutyAt(state, at),
    unitId: state.unitId,
    unitVersion: state.version,
    agreementId: terms?.agreementId ?? null,
    asOf: at,
    profile: state.profile,
    confirmedAt: state.confirmedAt,
    capabilitiesConfirmedAt: state.capabilitiesConfirmedAt,
    closure: closureAt(state, at),
    staffedUntil: staffedUntil(state, at),
    rules: terms?.rules ?? DEFAULT_RULES,
    parties: terms?.parties ?? {},
    beds: viewBeds(state, at),
    holds: validHolds(state, at),
    waiting: viewWaiting(state, at),
  }
}
