import type { BedId, HoldId, PartyId, StayId, WaitingId } from '../../lib/domain/ids.ts'
import { viewBeds } from '../../lib/domain/pool/bed-state.ts'
import { bookableFor } from '../../lib/domain/pool/bookable.ts'
import type { AskOf, Command, CommandName, DecisionContext } from '../../lib/domain/pool/decide.ts'
import type { PoolRefusal } from '../../lib/domain/pool/refusals.ts'
import type { DoctorOnDuty } from '../../lib/domain/vocabulary.ts'
import { type Instant, plusMinutes, plusMs } from '../../lib/kernel/instant.ts'
import { BODO, type Ledger, leaderOf, perform, START, tryPerform, wardOf } from './pool-ledger.ts'

/** Commands as the examples tell them: what the example is about is said, the rest is the plainest there is. */
export const holdId = (name: string) => `hold_${name}` as HoldId
export const stayId = (name: string) => `stay_${name}` as StayId
export const waitingId = (name: string) => `wait_${name}` as WaitingId
export const bedId = (name: string) => `bed_${name}` as BedId

export const JOINT_TEAM = { reason: 'haster', roles: ['lege', 'sykepleier'] } as const

export const place = (name: string, more: Partial<AskOf<'place-hold'>> = {}): Command<'place-hold'> => ({
  name: 'place-hold',
  ask: {
    holdId: holdId(name),
    partyId: BODO,
    service: 'kad-somatikk',
    needs: [],
    etaMinutes: null,
    lookupId: null,
    ...more,
  },
})
export const accept = (name: string): Command<'accept-hold'> => ({ name: 'accept-hold', ask: { holdId: holdId(name) } })
export const cancel = (name: string): Command<'cancel-hold'> => ({
  name: 'cancel-hold',
  ask: { holdId: holdId(name), reason: 'not-needed' },
})
export const decline = (name: string): Command<'decline-hold'> => ({
  name: 'decline-hold',
  ask: { holdId: holdId(name), reason: 'no-doctor', detail: null },
})
export const admit = (name: string, more: Partial<AskOf<'admit-patient'>> = {}): Command<'admit-patient'> => ({
  name: 'admit-patient',
  ask: {
    stayId: stayId(name),
    partyId: BODO,
    service: 'kad-somatikk',
    needs: [],
    holdId: null,
    bedId: null,
    waitingId: null,
    admittedAt: START,
    expectedDepartureAt: null,
    override: null,
    origin: { referrer: null, reasonGroup: null, ageBand: null, oppholdskommune: null },
    ...more,
  },
})
export const discharge = (name: string, departedAt: Instant | null): Command<'discharge-patient'> => ({
  name: 'discharge-patient',
  ask: { stayId: stayId(name), departedAt, dischargedTo: 'hjem' },
})
export const move = (name: string, to: string, more: Partial<AskOf<'move-stay'>> = {}): Command<'move-stay'> => ({
  name: 'move-stay',
  ask: { stayId: stayId(name), bedId: bedId(to), at: START, override: null, ...more },
})
export const swap = (name: string, other: string, more: Partial<AskOf<'swap-stays'>> = {}): Command<'swap-stays'> => ({
  name: 'swap-stays',
  ask: { stayId: stayId(name), otherStayId: stayId(other), at: START, override: null, ...more },
})
export const block = (bed: string, until: Instant | null = null): Command<'block-bed'> => ({
  name: 'block-bed',
  ask: { bedId: bedId(bed), reason: 'vedlikehold', until },
})
export const staff = (staffed: number, until: Instant | null = null): Command<'set-staffing'> => ({
  name: 'set-staffing',
  ask: { staffed, until, reason: 'sykdom' },
})
export const onDuty = (
  nurse24h: boolean | null,
  doctor: DoctorOnDuty | null,
  until: Instant | null = null,
): Command<'set-staffing'> => ({
  name: 'set-staffing',
  ask: { staffed: 3, until, reason: 'vakt', onDuty: { nurse24h, doctor } },
})
export const close = (until: Instant): Command<'close-unit'> => ({
  name: 'close-unit',
  ask: { open: false, reason: 'bemanning', until },
})
export const wait = (name: string, more: Partial<AskOf<'add-waiting'>> = {}): Command<'add-waiting'> => ({
  name: 'add-waiting',
  ask: { waitingId: waitingId(name), partyId: BODO, service: 'kad-somatikk', needs: [], priority: 1, ...more },
})

/** So many minutes, and milliseconds, after the unit was described. */
export const min = (minutes: number, ms = 0): Instant => plusMs(plusMinutes(START, minutes), ms)

/** The unit after the commands, all of which must be accepted; its own ward gives them, at START, unless said otherwise. */
export const having = (ledger: Ledger, ...commands: readonly Command[]): Ledger => havingAt(ledger, {}, ...commands)

export function havingAt(ledger: Ledger, ctx: Partial<DecisionContext>, ...commands: readonly Command[]): Ledger {
  return commands.reduce((current, command) => perform(current, command, contextOf(current, ctx)), ledger)
}

/** What stands in the way of the command; undefined where nothing does. */
export function refusal<Name extends CommandName>(
  ledger: Ledger,
  command: Command<Name>,
  ctx: Partial<DecisionContext> = {},
): PoolRefusal | undefined {
  const outcome = tryPerform<CommandName>(ledger, command as unknown as Command, contextOf(ledger, ctx))
  return outcome.ok ? undefined : outcome.refusal
}

const contextOf = ({ unitId }: Ledger, ctx: Partial<DecisionContext>): DecisionContext => ({
  now: START,
  actor: wardOf(unitId),
  ...ctx,
})

export const asLeader = ({ unitId }: Ledger) => ({ actor: leaderOf(unitId) })

export const bookable = ({ state }: Ledger, partyId: PartyId, at: Instant = START): number =>
  bookableFor(state, partyId, at).bookable

/** Every bed with its state, as `101a free`. */
export const beds = ({ state }: Ledger, at: Instant = START): readonly string[] =>
  viewBeds(state, at).map((view) => `${view.bed.bedId.slice('bed_'.length)} ${view.state}`)

/** In which bed the stay or hold of that name is; undefined when it is nowhere. */
export function bedOf({ state }: Ledger, name: string): string | undefined {
  const stay = state.stays.find((each) => each.stayId === stayId(name))
  const hold = state.holds.find((each) => each.holdId === holdId(name))
  return (stay ?? hold)?.bedId.slice('bed_'.length)
}
