import { isDeepStrictEqual } from 'node:util'
import { SYSTEM_ACTOR } from '../../lib/domain/actor.ts'
import type { BedId, StayId, UnitId } from '../../lib/domain/ids.ts'
import { findBeds } from '../../lib/domain/lookup/find-beds.ts'
import { viewBeds } from '../../lib/domain/pool/bed-state.ts'
import { drawBoard } from '../../lib/domain/pool/board.ts'
import { bookableFor, countPool } from '../../lib/domain/pool/bookable.ts'
import { type Command, type CommandName, decide, type RefusalOfCommand } from '../../lib/domain/pool/decide.ts'
import type { JournalEvent, OverrideRecord } from '../../lib/domain/pool/events.ts'
import { findBrokenLink, foldJournal, recordEvents } from '../../lib/domain/pool/journal.ts'
import { findPhantoms } from '../../lib/domain/pool/phantoms.ts'
import type { RefusalKind } from '../../lib/domain/pool/refusals.ts'
import type { Hold, WaitingEntry } from '../../lib/domain/pool/state.ts'
import { foldStays, type StayRecord } from '../../lib/domain/stay/stay-record.ts'
import type { Service } from '../../lib/domain/vocabulary.ts'
import { canonicalJson } from '../../lib/kernel/canonical-json.ts'
import { FOREVER, type Instant, msBetween, plusMinutes } from '../../lib/kernel/instant.ts'
import type { Ledger } from '../support/pool-ledger.ts'
import {
  bedStatesThen,
  bestBedThen,
  countThen,
  type Facts,
  hardRules,
  isClosedThen,
  lackingNeeds,
  occupancyOf,
  readFacts,
  requiresAssessmentThen,
  rightOf,
  shutsGuaranteedBed,
  standingHolds,
  termsThen,
} from '../support/pool-oracle.ts'
import { PARTIES, type Performed, type World } from '../support/pool-world.ts'

/** Every refusal that a command may give, and no other: a new one must be named here, and in its route. */
type KindOf<Refusal> = Refusal extends { readonly kind: infer Kind extends string } ? Kind : never
type Declared = { readonly [Name in CommandName]: Readonly<Record<KindOf<RefusalOfCommand<Name>>, true>> }
const NOBODY_COMES_IN = { 'unit-closed': true, 'unit-without-agreement': true, 'service-not-offered': true } as const
const HOLD_GONE = { 'hold-not-found': true, 'hold-expired': true, 'hold-ended': true } as const
const BED_TAKEN = {
  'bed-not-found': true,
  'bed-not-free': true,
  'bed-occupied-then': true,
  'room-rule-broken': true,
} as const
const OVERRIDE_INCOMPLETE = { 'override-needs-joint-team': true, 'override-needs-ward-leader': true } as const
const STAY_NOT_THEN = { 'stay-not-found': true, 'time-in-the-future': true, 'before-segment-began': true } as const
const NOT_IN_STAY = { 'stay-not-found': true, 'time-in-the-future': true, 'before-admission': true } as const
const NO_PLACE = {
  'no-bookable-bed': true,
  ...NOBODY_COMES_IN,
  ...HOLD_GONE,
  ...BED_TAKEN,
  ...OVERRIDE_INCOMPLETE,
} as const
export const DECLARED: Declared = {
  'put-unit': { 'bed-in-use': true },
  'apply-agreement': {},
  'adopt-criteria': {},
  'place-hold': { 'no-bookable-bed': true, ...NOBODY_COMES_IN },
  'accept-hold': HOLD_GONE,
  'decline-hold': HOLD_GONE,
  'cancel-hold': { ...HOLD_GONE, 'not-your-hold': true },
  'alert-hold': {},
  'pass-on-hold': { ...HOLD_GONE, 'hold-not-silent': true },
  'admit-patient': {
    ...NO_PLACE,
    'time-in-the-future': true,
    'assessment-missing': true,
    'assessment-says-no': true,
    'override-needs-doctor': true,
  },
  'move-stay': { ...STAY_NOT_THEN, ...BED_TAKEN, ...OVERRIDE_INCOMPLETE, 'same-bed': true },
  'swap-stays': { ...STAY_NOT_THEN, ...OVERRIDE_INCOMPLETE, 'room-rule-broken': true, 'same-stay': true },
  'transfer-out': { ...STAY_NOT_THEN, 'same-unit': true },
  'transfer-in': NO_PLACE,
  'change-responsibility': { ...NOT_IN_STAY, 'service-not-offered': true },
  'record-utskrivningsklar': NOT_IN_STAY,
  'record-review': { ...NOT_IN_STAY, 'time-not-in-the-future': true, 'review-needs-joint-team': true },
  'correct-stay': {
    'time-in-the-future': true,
    'stay-not-departed': true,
    'segments-do-not-tile': true,
    'bed-not-found': true,
    'beds-overlap': true,
  },
  'plan-departure': { 'stay-not-found': true },
  'discharge-patient': STAY_NOT_THEN,
  'block-bed': { 'bed-not-found': true, 'bed-not-free': true, 'time-not-in-the-future': true },
  'open-bed': { 'bed-not-found': true, 'bed-not-blocked': true },
  'bed-cleaned': { 'bed-not-found': true, 'bed-not-cleaning': true },
  'set-staffing': { 'time-not-in-the-future': true },
  'close-unit': { 'time-not-in-the-future': true },
  'confirm-unit': {},
  'add-waiting': {
    'waiting-list-full': true,
    'service-not-offered': true,
    'needs-not-offered': true,
    'unit-without-agreement': true,
  },
  'promote-waiting': { 'waiting-not-found': true, 'no-bookable-bed': true, ...NOBODY_COMES_IN },
  'remove-waiting': { 'waiting-not-found': true },
  'undo-action': {
    'built-upon': true,
    'nothing-to-undo': true,
    'not-your-action': true,
    'too-late-to-undo': true,
    'hold-expired': true,
  },
  'tidy-unit': {},
}

/** Names the invariant of design.md section 3 that does not hold. Cheaper than `expect` for millions of checks. */
function must(isSo: boolean, invariant: string, facts?: () => unknown): asserts isSo {
  if (!isSo) throw new Error(facts ? `${invariant}: ${JSON.stringify(facts(), null, 1)}` : invariant)
}

function mustEqual(actual: unknown, expected: unknown, invariant: string): void {
  must(isDeepStrictEqual(actual, expected), invariant, () => ({ actual, expected }))
}

const factsCache = new WeakMap<readonly JournalEvent[], Facts>()
export function factsOf({ unitId, journal }: Ledger): Facts {
  const known = factsCache.get(journal)
  if (known) return known
  const facts = readFacts(unitId, journal)
  factsCache.set(journal, facts)
  return facts
}

/** What must hold of one decided command, event by event. */
export function checkPerformed(performed: Performed): void {
  const { before, command, actor, now, outcome } = performed
  const again = decide(JSON.parse(canonicalJson(before.state)), command, { now, actor })
  if (!outcome.ok) {
    const kinds: Readonly<Record<string, true>> = DECLARED[command.name]
    must(outcome.refusal.kind in kinds, 'refusals are declared', () => [command.name, outcome.refusal])
    mustEqual(again, { ok: false, refusal: outcome.refusal }, 'same-in-same-out')
  } else {
    const events = again.ok ? recordEvents(before.state, before.unitId, again.value, now).events : []
    mustEqual(events, outcome.events, 'same-in-same-out')
    const { after } = outcome
    const folded = foldJournal(after.unitId, after.journal)
    must(canonicalJson(folded) === canonicalJson(after.state), 'ledger-is-truth: the fold is the state', () => command)
    for (const [i, event] of outcome.events.entries()) {
      const seen = before.journal.length + i
      const from = { ...before, journal: after.journal.slice(0, seen) }
      const to = { ...before, journal: after.journal.slice(0, seen + 1) }
      checkEvent(event, factsOf(from), factsOf(to), performed)
    }
    checkTwice(after, performed)
  }
  checkGate(performed)
}

function checkEvent(event: JournalEvent, before: Facts, after: Facts, performed: Performed): void {
  const { now } = performed
  switch (event.type) {
    case 'hold-placed':
    case 'waiting-promoted': {
      const { hold } = event.data
      must(findObstacle(before, hold.service, now) === null, 'nobody is let in against an obstacle', () => event)
      const minutes = termsThen(before, now)?.rules.holdMinutes ?? 0
      must(hold.expiresAt === plusMinutes(now, minutes), 'expiry-is-judged: a hold lasts holdMinutes', () => hold)
      mustBeOpen(before, hold.bedId, now, hold)
      checkGuarantee(before, after, { ...hold, hold: undefined, override: null }, now)
      break
    }
    case 'hold-accepted': {
      const hold = before.holds.get(event.data.holdId)
      must(hold !== undefined && hold.acceptedAt === null, 'expiry-is-judged: a hold is accepted once', () => hold)
      must(now < hold.expiresAt, 'expiry-is-judged: an expired hold is not accepted', () => hold)
      const grace = termsThen(before, now)?.rules.arrivalGraceMinutes ?? 0
      const arrival = hold.etaAt === null ? hold.expiresAt : plusMinutes(hold.etaAt, grace)
      const end = arrival > hold.expiresAt ? arrival : hold.expiresAt
      must(event.data.expiresAt === end, 'expiry-is-judged: an accepted hold lasts until ETA and grace', () => [
        hold,
        event,
      ])
      break
    }
    case 'hold-declined':
    case 'hold-cancelled': {
      const hold = before.holds.get(event.data.holdId)
      must(
        hold !== undefined && now < hold.expiresAt,
        'expiry-is-judged: what has expired cannot be ended',
        () => event,
      )
      break
    }
    case 'hold-alerted': {
      const hold = before.holds.get(event.data.holdId)
      must(
        hold !== undefined && now < hold.expiresAt && hold.acceptedAt === null,
        'only silence is alerted',
        () => event,
      )
      must(hold.alertedAt === null && hold.answerDueAt <= now, 'silence is alerted once, when it is due', () => hold)
      break
    }
    case 'hold-passed-on': {
      const hold = before.holds.get(event.data.holdId)
      must(
        hold !== undefined && now < hold.expiresAt && hold.acceptedAt === null,
        'only silence is passed on',
        () => event,
      )
      const isDue = msBetween(hold.answerDueAt, now) >= msBetween(hold.placedAt, hold.answerDueAt)
      must(isDue && hold.onSilence === 'next-unit', 'silence is passed on when it is due and wished', () => hold)
      must(event.data.toUnitId !== performed.before.unitId, 'and to another unit', () => event)
      break
    }
    case 'hold-expired': {
      const hold = before.holds.get(event.data.holdId)
      must(hold !== undefined && hold.expiresAt <= now, 'expiry-is-judged: only an expired hold expires', () => event)
      must(event.data.expiredAt === hold.expiresAt, 'expiry-is-judged: at its own end', () => [hold, event])
      must(event.data.reason === (hold.acceptedAt === null ? 'unanswered' : 'no-show'), 'every end has its reason')
      must(event.actor.role === SYSTEM_ACTOR.role, 'the clock ends holds, nobody else')
      break
    }
    case 'hold-moved': {
      const hold = before.holds.get(event.data.holdId)
      must(hold !== undefined && now < hold.expiresAt, 'expiry-is-judged: only a standing hold is moved', () => event)
      must(event.data.bedId !== hold.bedId, 'a moved hold leaves its bed')
      break
    }
    case 'patient-admitted':
    case 'stay-transferred-in': {
      const { stay, holdId, override } = event.data
      const hold = holdId === null ? undefined : before.holds.get(holdId)
      must(
        holdId === null || (hold !== undefined && now < hold.expiresAt),
        'expiry-is-judged: used in time',
        () => event,
      )
      must(stay.segmentFrom <= now && stay.admittedAt <= stay.segmentFrom, 'nobody comes from the future', () => stay)
      // With a hold in hand the bed is judged as if the hold were gone.
      if (stay.bedId !== hold?.bedId) mustBeOpen(withoutHold(before, hold), stay.bedId, now, stay)
      const leftAt = before.beds.get(stay.bedId)?.lastLeftAt ?? null
      must(leftAt === null || leftAt <= stay.segmentFrom, 'one-bed-one-occupant: not before the last left', () => event)
      checkGuarantee(before, after, { ...stay, hold, override }, now)
      if (override) checkOverride(override, before, { ...stay, hold }, performed)
      const { command } = performed
      if (command.name === 'admit-patient') {
        const isUnassessed = command.ask.criteria === undefined
        const isRequired = requiresAssessmentThen(before, stay.service, stay.admittedAt)
        must(!(isUnassessed && isRequired), 'nobody is admitted unassessed where the unit requires it', () => event)
      }
      const isAgainst = blockingOf(command).length > 0
      must(
        !isAgainst || override?.of.includes('criteria') === true,
        'criteria give way to an override only',
        () => event,
      )
      break
    }
    case 'stay-moved': {
      const stay = before.stays.get(event.data.stayId)
      must(stay !== undefined, 'a moved stay is here')
      must(stay.segmentFrom <= event.data.at && event.data.at <= now, 'stays tile: moved within the segment')
      const leftAt = before.beds.get(event.data.bedId)?.lastLeftAt ?? null
      must(leftAt === null || leftAt <= event.data.at, 'one-bed-one-occupant: not before the last left', () => event)
      const without = { ...before, stays: new Map([...before.stays].filter(([stayId]) => stayId !== stay.stayId)) }
      const open = bedStatesThen(without, now).get(event.data.bedId)
      must(open === 'free' || open === 'closed', 'free-means-gone: moved into an open bed', () => [event, open])
      if (event.data.override === null) {
        const lacks = (bedId: BedId) => lackingNeeds(before, bedId, stay.needs)
        const lost = lacks(event.data.bedId).filter((need) => !lacks(stay.bedId).includes(need))
        const broken = [...hardRules(without, event.data.bedId, stay.needs, now), ...lost]
        mustEqual(broken, [], 'no patient is moved from what is needed without an override')
      }
      break
    }
    case 'responsibility-changed': {
      const stay = before.stays.get(event.data.stayId)
      must(stay !== undefined, 'responsibility changes for one who is here')
      const { from } = event.data
      must(stay.admittedAt <= from && from <= now, 'responsibility changes within the stay', () => [stay, event])
      const moved = after.stays.get(event.data.stayId)
      must(moved?.bedId === stay.bedId, 'responsibility-changed: beds stay as they are', () => event)
      break
    }
    case 'review-recorded': {
      const { roles, at, nextReviewAt } = event.data
      must(roles.includes('lege') && roles.includes('sykepleier'), "a review is the joint team's", () => event)
      must(at <= now && at < nextReviewAt, 'the next review comes after this one', () => event)
      break
    }
    case 'action-undone':
      checkUndone(event, performed)
      break
    case 'stay-corrected':
      checkCorrection(event, before, after, performed)
      break
    case 'bed-blocked': {
      const state = bedStatesThen(before, now).get(event.data.bedId)
      must(
        state !== 'occupied' && state !== 'leaving' && state !== 'held',
        'only an unoccupied bed is blocked',
        () => event,
      )
      break
    }
    case 'unit-described':
      for (const { bedId } of occupancyOf(before, now)) {
        must(after.beds.has(bedId), 'no bed is taken from under somebody', () => event)
      }
      break
  }
}

/** As if it had never been: the state, the board and the stays, but for version, hash and who confirmed it when. */
function checkUndone(
  { seq, data: { fromSeq, toSeq } }: Extract<JournalEvent, { type: 'action-undone' }>,
  { before: { unitId, state }, outcome, now }: Performed,
): void {
  must(toSeq === seq - 1 && toSeq === state.version, 'nothing was built on what is undone')
  const journal = outcome.ok ? outcome.after.journal : []
  const [then, undone] = [journal.slice(0, fromSeq - 1), journal.slice(0, seq)]
  const [was, is] = [foldJournal(unitId, then), foldJournal(unitId, undone)]
  must(was !== null && is !== null, 'what is undone was done to a unit')
  const { version, lastHash, confirmedAt } = is
  mustEqual(is, { ...was, version, lastHash, confirmedAt }, 'ledger-is-truth: undone is as it was')
  const drawn = drawBoard(was, now)
  mustEqual(drawBoard(is, now), { ...drawn, unitVersion: version, confirmedAt }, 'the board is as it was')
  mustEqual(foldStays(unitId, undone), foldStays(unitId, then), 'the stays are as they were')
  const named = undone.slice(fromSeq - 1, toSeq)
  must(named.length > 0 && named.every(({ at }) => at === named[0]?.at), 'one action is undone, and all of it')
}

/** A correction forgets nothing, lies in the past, moves nobody, and gives no bed to two. */
function checkCorrection(
  event: Extract<JournalEvent, { type: 'stay-corrected' }>,
  before: Facts,
  after: Facts,
  { before: { journal, unitId }, now }: Performed,
): void {
  const { stayId, segments, departedAt } = event.data
  const earlier = journal.slice(0, event.seq - 1)
  const was = foldStays(unitId, earlier).get(stayId)
  must(was !== undefined, 'what is corrected is in the journal')
  const { admittedAt, departedAt: left, segments: lain, oppholdskommune } = was
  mustEqual(
    event.data.before,
    { admittedAt, departedAt: left, segments: lain, oppholdskommune },
    'a correction keeps what it corrects',
  )
  must(
    segments.every(({ from, until }) => from <= now && (until === null || until <= now)),
    'a correction lies in the past',
    () => event,
  )
  const [here, then] = [after.stays.get(stayId), before.stays.get(stayId)]
  must((departedAt === null) === (then !== undefined), 'a correction ends no stay and begins none', () => event)
  must(here?.bedId === then?.bedId, 'a correction moves nobody', () => event)
  checkRecords(foldStays(unitId, [...earlier, event]))
}

/** The criteria that stand against an admission. */
function blockingOf(command: Command): readonly string[] {
  const criteria = command.name === 'admit-patient' ? command.ask.criteria : undefined
  return criteria && criteria.record.outcome !== 'fits' ? criteria.blocking : []
}

const withoutHold = (facts: Facts, hold: Hold | undefined): Facts =>
  hold ? { ...facts, holds: new Map([...facts.holds].filter(([holdId]) => holdId !== hold.holdId)) } : facts

function mustBeOpen(before: Facts, bedId: string, now: Instant, why: unknown): void {
  const state = bedStatesThen(before, now).get(bedId as Hold['bedId'])
  must(state === 'free' || state === 'closed', 'free-means-gone: whoever comes gets an open bed', () => [state, why])
}

type Taker = Pick<Hold, 'partyId' | 'needs' | 'bedId'> & {
  readonly hold: Hold | undefined
  readonly override: OverrideRecord | null
}

/** guarantee-holds, for each event by which somebody takes a bed. */
function checkGuarantee(before: Facts, after: Facts, taker: Taker, now: Instant): void {
  const { partyId, needs, hold, override } = taker
  const opened = withoutHold(before, hold)
  const [was, is] = [countThen(opened, now), countThen(after, now)]
  const right = rightOf(opened, was, partyId, now)
  const isByRight = hold?.partyId === partyId
  if (override?.of.includes('guarantee')) {
    must(was.free > 0, 'an override never exceeds what is free', () => [was, taker])
    return
  }
  must(isByRight || right.bookable > 0, 'guarantee-holds: a bed by right', () => [was, taker])
  // Told first at the door of the held bed: nobody is sent away for that, and the neighbour's bed is shut.
  if (isByRight) return
  const isFirstCome = right.entitlement === 'guaranteed' && needs.includes('isolat')
  const wasCovered = was.entitled <= was.free
  must(!wasCovered || isFirstCome || is.entitled <= is.free, 'guarantee-holds: the others stay covered', () => ({
    was,
    is,
    taker,
  }))
  must(wasCovered || right.entitlement === 'guaranteed', 'guarantee-holds: in want, only those below theirs', () => [
    was,
    taker,
  ])
  const row = is.groups.find((each) => each.group === termsThen(after, now)?.parties[partyId])
  must(!row || row.max === null || row.occupied <= row.max, 'nobody takes more than the maximum', () => [is, taker])
}

function checkOverride(
  override: OverrideRecord,
  before: Facts,
  taker: Omit<Taker, 'override'>,
  { actor, now, command }: Performed,
) {
  const { partyId, needs, hold, bedId } = taker
  const opened = withoutHold(before, hold)
  const isCriteriaOnly = override.of.every((each) => each === 'criteria')
  // Criteria are a doctor's to set aside; where a HF pays, the joint team's. Everything else is the ward leader's.
  must(isCriteriaOnly || actor.role === 'ward-leader', 'guarantee-holds: only the ward leader overrides', () => actor)
  const needed = isCriteriaOnly && partyId.startsWith('k-') ? ['lege'] : ['lege', 'sykepleier']
  must(
    needed.every((role) => override.roles.some((has) => has === role)),
    'with the joint team',
    () => override,
  )
  const blocking = blockingOf(command)
  mustEqual(override.criteria, blocking, 'an override names the criteria that it sets aside')
  const right = rightOf(opened, countThen(opened, now), partyId, now)
  const isNeeded = {
    guarantee:
      hold?.partyId !== partyId &&
      (right.bookable === 0 || shutsGuaranteedBed(opened, bedId, { partyId, needs, since: now }, now)),
    criteria: blocking.length > 0,
    room: hardRules(opened, bedId, needs, now).length > 0 || lackingNeeds(opened, bedId, needs).length > 0,
  }
  must(override.of.length > 0 && override.of.every((each) => isNeeded[each]), 'a needless override is ignored', () => [
    override,
    taker,
  ])
}

/** Who asks by right gets the best bed, and who has none is refused: both by the oracle, both ways. */
function checkGate({ command, before, outcome, now }: Performed): void {
  const facts = factsOf(before)
  const asked = gateAsk(command, before, now)
  if (!asked) return
  const { partyId, needs, service, since, isWaiting } = asked
  const isUnassessed = command.name === 'admit-patient' && command.ask.criteria === undefined
  const isMissing = isUnassessed && requiresAssessmentThen(facts, service, since)
  const byCriteria = isMissing
    ? 'assessment-missing'
    : blockingOf(command).length > 0
      ? 'assessment-says-no'
      : 'accepted'
  const right = rightOf(facts, countThen(facts, now), partyId, now)
  const obstacle = findObstacle(facts, service, now)
  const bedId = right.bookable > 0 ? bestBedThen(facts, { partyId, needs, since }, now) : undefined
  const isFreeByNow = right.bookable > 0 && bestBedThen(facts, { partyId, needs, since: FOREVER }, now) !== undefined
  const expected = obstacle ?? (bedId ? byCriteria : isFreeByNow ? 'bed-occupied-then' : 'no-bookable-bed')
  const actual = outcome.ok ? 'accepted' : outcome.refusal.kind
  must(actual === expected, 'bookable-is-one-number: the gate is the oracle', () => ({
    command,
    actual,
    expected,
    right,
    bedId,
  }))
  if (!outcome.ok) {
    if (outcome.refusal.kind !== 'no-bookable-bed') return
    mustEqual(outcome.refusal.bookable, right.bookable, 'bookable-is-one-number: the refusal tells it')
    mustEqual(outcome.refusal.entitlement, right.entitlement, 'the refusal tells with what right')
    if (command.name !== 'place-hold') return
    const [row] = findBeds([before.state], { kommune: null, partyId, service, needs, position: null }, now)
    must(right.bookable === 0 || row?.meetsNeeds === false, 'the lookup foretells the refusal', () => [command, row])
    mustEqual(outcome.refusal.missingNeeds, right.bookable === 0 ? [] : row?.missingNeeds, 'with the same facts')
    return
  }
  const given = outcome.events.find(
    (event) =>
      event.type === 'hold-placed' ||
      event.type === 'patient-admitted' ||
      (isWaiting && event.type === 'waiting-promoted'),
  )
  const taken =
    given?.type === 'patient-admitted'
      ? given.data.stay.bedId
      : given?.type === 'hold-placed' || given?.type === 'waiting-promoted'
        ? given.data.hold.bedId
        : undefined
  must(taken === bedId, 'best fit: the least special bed that satisfies the needs', () => ({ command, taken, bedId }))
}

/** Why nobody new can come in at all, whatever the numbers say. */
function findObstacle(facts: Facts, service: Service, now: Instant): RefusalKind | null {
  const offered = facts.profile.services
  if (isClosedThen(facts, now)) return 'unit-closed'
  if (termsThen(facts, now) === null) return 'unit-without-agreement'
  return offered === null || offered.includes(service) ? null : 'service-not-offered'
}

type GateAsk = Pick<WaitingEntry, 'partyId' | 'needs' | 'service'> & { since: Instant; isWaiting: boolean }

/** The commands that go through the gate by right alone: no hold, no named bed, no override. */
function gateAsk(command: Command, { state }: Ledger, now: Instant): GateAsk | undefined {
  switch (command.name) {
    case 'place-hold':
      return { ...command.ask, since: FOREVER, isWaiting: false }
    case 'promote-waiting': {
      const entry = state.waiting.find((each) => each.waitingId === command.ask.waitingId)
      return entry && { ...entry, since: FOREVER, isWaiting: true }
    }
    case 'admit-patient': {
      const { holdId, bedId, waitingId, override, admittedAt } = command.ask
      const isPlain = holdId === null && bedId === null && waitingId === null && override === null
      return isPlain && admittedAt <= now ? { ...command.ask, since: admittedAt, isWaiting: false } : undefined
    }
    default:
      return undefined
  }
}

/** A repeated tap does nothing twice. */
function checkTwice(after: Ledger, { command, actor, now }: Performed): void {
  if (!['accept-hold', 'alert-hold', 'tidy-unit'].includes(command.name)) return
  const twice = decide(after.state, command, { now, actor })
  must(twice.ok && twice.value.length === 0, 'a repeated request does nothing, and prolongs nothing', () => [
    command,
    twice,
  ])
}

/** What must hold of the whole region at every instant, whether or not anything was written. */
export function checkWorld(world: World, isTouched: (unitId: UnitId) => boolean): void {
  const { now } = world
  for (const ledger of world.units.values()) {
    checkBeds(ledger, now)
    checkNumbers(ledger, now)
    if (isTouched(ledger.unitId)) checkTidy(ledger, now)
    const open = new Map(
      [...world.records].filter(([, stay]) => stay.unitId === ledger.unitId && stay.departedAt === null),
    )
    const phantoms = findPhantoms(ledger.state, open, now).filter((phantom) => phantom.kind !== 'stay-beyond-review')
    must(phantoms.length === 0, 'ledger-is-truth: board and records agree', () => phantoms)
  }
  checkPatients(world)
}

function checkBeds({ unitId, journal, state }: Ledger, now: Instant): void {
  const facts = factsOf({ unitId, journal, state })
  const taken = occupancyOf(facts, now).map(({ bedId }) => bedId)
  must(new Set(taken).size === taken.length, 'one-bed-one-occupant', () => occupancyOf(facts, now))
  must(
    taken.every((bedId) => facts.beds.has(bedId)),
    'one-bed-one-occupant: in a bed of the unit',
    () => taken,
  )
  const expected = [...bedStatesThen(facts, now)]
  mustEqual(
    viewBeds(state, now).map((view) => [view.bed.bedId, view.state]),
    expected,
    'bed states by the text',
  )
  mustEqual(state.stays, [...facts.stays.values()], 'ledger-is-truth: stays')
  const known = state.holds.map((hold) => facts.holds.get(hold.holdId))
  mustEqual(state.holds, known, 'expiry-is-judged: nothing but an acceptance moves an expiry')
  mustEqual(
    drawBoard(state, now)
      .holds.map((hold) => hold.holdId)
      .sort(),
    standingHolds(facts, now)
      .map((hold) => hold.holdId)
      .sort(),
    'expiry-is-judged: the board shows what stands',
  )
  must(state.confirmedAt === facts.confirmedAt, 'freshness: every event from the unit confirms it', () =>
    journal.at(-1),
  )
}

function checkNumbers(ledger: Ledger, now: Instant): void {
  const { state } = ledger
  const facts = factsOf(ledger)
  const { entitled: _, ...expected } = countThen(facts, now)
  const count = countPool(state, now)
  mustEqual(count, expected, 'bookable-is-one-number: the count is the oracle')
  const board = drawBoard(state, now)
  mustEqual(
    [board.groups, board.physical, board.staffed, board.occupied, board.held, board.free],
    [count.groups, count.physical, count.staffed, count.occupied, count.held, count.free],
    'bookable-is-one-number: the board',
  )
  for (const partyId of PARTIES) {
    const right = rightOf(facts, { ...expected, entitled: 0 }, partyId, now)
    mustEqual(bookableFor(state, partyId, now), right, 'bookable-is-one-number: the party')
    const [row] = findBeds([state], { kommune: null, partyId, service: null, needs: [], position: null }, now)
    must(row?.bookable === right.bookable, 'bookable-is-one-number: the lookup', () => [row, right])
    must(row.entitlement === right.entitlement, 'bookable-is-one-number: the right', () => [row, right])
  }
}

/** Tidying is only tidying: the numbers of before stand after, and everybody who can be helped has been helped. */
function checkTidy(ledger: Ledger, now: Instant): void {
  const { state, unitId } = ledger
  const tidied = decide(state, { name: 'tidy-unit', ask: {} }, { now, actor: SYSTEM_ACTOR })
  must(tidied.ok, 'a tidy is never refused')
  const ended = tidied.value.filter(({ event }) => event.type === 'hold-expired')
  const promoted = tidied.value.flatMap(({ event }) =>
    event.type === 'waiting-promoted' ? [event.data.waitingId] : [],
  )
  must(ended.length + promoted.length === tidied.value.length, 'a tidy ends holds and gives beds, nothing else')
  const without = ended.length > 0 ? recordEvents(state, unitId, ended, now).state : state
  const [was, is] = [drawBoard(state, now), drawBoard(without, now)]
  mustEqual({ ...is, unitVersion: 0 }, { ...was, unitVersion: 0 }, 'expiry-is-judged: a tidy changes no number')
  const turn = state.waiting
    .map(({ priority, addedAt, waitingId }) => ({
      waitingId,
      key: `${String(priority).padStart(9, '0')} ${addedAt} ${waitingId}`,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ waitingId }) => waitingId)
  mustEqual(
    drawBoard(state, now).waiting.map((entry) => entry.waitingId),
    turn,
    'the waiting list: by priority, then by who asked first',
  )
  mustEqual(
    promoted,
    turn.filter((waitingId) => promoted.includes(waitingId)),
    'those who wait are helped in turn',
  )
  if (tidied.value.length === 0 && state.waiting.length === 0) return
  const { events, state: after } =
    tidied.value.length > 0 ? recordEvents(state, unitId, tidied.value, now) : { events: [], state }
  const facts = factsOf({ unitId, state: after, journal: [...ledger.journal, ...events] })
  for (const { partyId, needs, service, waitingId } of after.waiting) {
    const isOpen = findObstacle(facts, service, now) === null
    const right = rightOf(facts, countThen(facts, now), partyId, now)
    const bed = isOpen && right.bookable > 0 ? bestBedThen(facts, { partyId, needs, since: FOREVER }, now) : undefined
    must(bed === undefined, 'nobody waits who could be helped', () => ({ waitingId, bed, right }))
  }
}

/** one-patient-one-bed, on the claims that the store writes beside the stays. */
function checkPatients(world: World): void {
  const live = [...world.units.values()].flatMap(({ unitId, state }) =>
    state.stays.map(({ stayId }) => ({ stayId, unitId })),
  )
  const claimed = [...world.claims.values()]
  const inOrder = (rows: readonly { stayId: StayId; unitId: UnitId }[]) => rows.map((row) => canonicalJson(row)).sort()
  mustEqual(
    inOrder(claimed),
    inOrder(live),
    'one-patient-one-bed: one claim for each stay, and one stay for each claim',
  )
  must(new Set(claimed.map(({ stayId }) => stayId)).size === claimed.length, 'one-patient-one-bed', () => claimed)
}

/** The stay records: segments that tile the stay, and no bed with two patients at any past or present instant. */
export function checkRecords(records: ReadonlyMap<StayId, StayRecord>): void {
  const inBed = new Map<string, { from: Instant; until: Instant; stayId: StayId }[]>()
  for (const record of records.values()) {
    const { segments, admittedAt, departedAt, stayId } = record
    must(segments[0]?.from === admittedAt, 'stays tile: from the admission', () => record)
    must((segments.at(-1)?.until ?? null) === departedAt, 'stays tile: until the departure', () => record)
    for (const [i, { from, until, unitId, bedId }] of segments.entries()) {
      const next = segments[i + 1]
      must(!next || next.from === until, 'stays tile: no gap and no overlap', () => record)
      must(until === null || from < until || segments.length === 1, 'stays tile: no empty segment', () => record)
      const key = `${unitId} ${bedId}`
      inBed.set(key, [...(inBed.get(key) ?? []), { from, until: until ?? FOREVER, stayId }])
    }
  }
  for (const [bed, uses] of inBed) {
    const sorted = uses.filter(({ from, until }) => from < until).sort((a, b) => (a.from < b.from ? -1 : 1))
    for (const [i, use] of sorted.entries()) {
      const next = sorted[i + 1]
      must(!next || use.until <= next.from, 'one-bed-one-occupant: never two at one time', () => ({ bed, use, next }))
    }
  }
}

/** ledger-is-truth: the chain is whole, and no event can be changed, dropped or moved without breaking it. */
export function checkChain({ unitId, journal, state }: Ledger, pick: number): void {
  const read: readonly JournalEvent[] = JSON.parse(canonicalJson(journal))
  must(findBrokenLink(read) === null, 'ledger-is-truth: the chain verifies')
  mustEqual(foldJournal(unitId, read), state, 'ledger-is-truth: the fold of what was written is the state')
  must(
    journal.at(-1)?.hash === state.lastHash && journal.length === state.version,
    'ledger-is-truth: the state names its last event',
  )
  const i = pick % journal.length
  const event = journal[i]
  must(event !== undefined, 'a journal has events')
  const forged = [
    { ...event, data: { ...event.data, forged: true } },
    { ...event, at: plusMinutes(event.at, 1) },
    { ...event, actor: { role: 'admin', org: 'forged' } },
    { ...event, type: 'unit-confirmed' },
    { ...event, seq: event.seq + 1 },
  ]
  for (const changed of forged) {
    if (canonicalJson(changed) === canonicalJson(event)) continue
    const tampered = journal.with(i, changed as JournalEvent)
    must(findBrokenLink(tampered) === i + 1, 'ledger-is-truth: a changed event is found', () => changed)
  }
  const dropped = journal.toSpliced(i, 1)
  const isLast = i === journal.length - 1
  // A cut tail leaves a whole chain; the live item's version and hash tell.
  const isFound = isLast
    ? canonicalJson(dropped.length > 0 ? foldJournal(unitId, dropped) : null) !== canonicalJson(state)
    : findBrokenLink(dropped) === i + 1
  must(isFound, 'ledger-is-truth: a dropped event is found', () => event)
  const next = journal[i + 1]
  if (next) must(findBrokenLink(journal.with(i, next).with(i + 1, event)) === i + 1, 'ledger-is-truth: a swap is found')
}
