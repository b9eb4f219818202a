import type { BedId, HoldId, PartyId, StayId, UnitId } from '../../lib/domain/ids.ts'
import type { BedState } from '../../lib/domain/pool/bed-state.ts'
import type { JournalEvent } from '../../lib/domain/pool/events.ts'
import type { AdoptedCriteria, DatedTerms, Hold, LiveStay, Profile, Terms } from '../../lib/domain/pool/state.ts'
import type { Service } from '../../lib/domain/vocabulary.ts'
import type { Instant } from '../../lib/kernel/instant.ts'

/**
 * A second reading of a unit's journal and of design.md section 4, written bed by bed from the text and sharing no rule
 * with lib/domain: the property tests hold the two against each other.
 */
export type Facts = {
  profile: Profile
  staffed: number
  cap: { staffed: number; until: Instant } | null
  closedUntil: Instant | null
  confirmedAt: Instant
  /** In the order in which they were applied. */
  dated: DatedTerms[]
  /** The unit's own criteria, in the order in which they were taken. */
  adopted: AdoptedCriteria[]
  beds: Map<BedId, BedFacts>
  holds: Map<HoldId, Hold>
  stays: Map<StayId, LiveStay>
}
type BedFacts = {
  room: string
  features: readonly string[]
  block: { until: Instant | null } | null
  isDirty: boolean
  lastLeftAt: Instant | null
}

/** Whether the unit then took nobody to the service without an assessment: the latest date that had come says. */
export function requiresAssessmentThen({ adopted }: Facts, service: Service, at: Instant): boolean {
  const date = new Date(at).toLocaleDateString('sv-SE', { timeZone: 'Europe/Oslo' })
  const begun = adopted.filter((each) => each.service === service && each.validFrom <= date)
  const latest = begun.reduce<AdoptedCriteria | null>(
    (last, each) => (last === null || each.validFrom > last.validFrom ? each : last),
    null,
  )
  return latest?.requireAssessment ?? false
}

export function readFacts(unitId: UnitId, journal: readonly JournalEvent[]): Facts {
  const [first] = journal
  if (first?.type !== 'unit-described') throw new Error('a journal begins with the description of the unit')
  const facts: Facts = {
    profile: first.data.profile,
    staffed: 0,
    cap: null,
    closedUntil: null,
    confirmedAt: first.at,
    dated: [],
    adopted: [],
    beds: new Map(),
    holds: new Map(),
    stays: new Map(),
  }
  /** Every bed that ever was in the unit: one that was taken out comes back as it left. */
  const everBeds = new Map<BedId, BedFacts>()
  const leave = (bedId: BedId, at: Instant) => {
    const bed = facts.beds.get(bedId)
    if (!bed) throw new Error(`${bedId} is left but is no bed of the unit`)
    bed.lastLeftAt = at
    bed.isDirty = facts.profile.cleaning
  }
  const stayOf = (stayId: StayId): LiveStay => {
    const stay = facts.stays.get(stayId)
    if (!stay) throw new Error(`${stayId} is not in the unit`)
    return stay
  }
  const undone = journal.flatMap((event) => (event.type === 'action-undone' ? [event.data] : []))
  for (const event of journal) {
    const isFromUnit = event.actor.role.startsWith('ward') && event.actor.org === unitId
    if (isFromUnit || event.type === 'unit-described') facts.confirmedAt = event.at
    // What was undone has never been.
    if (undone.some(({ fromSeq, toSeq }) => fromSeq <= event.seq && event.seq <= toSeq)) continue
    switch (event.type) {
      case 'unit-described': {
        facts.profile = event.data.profile
        facts.staffed = event.data.staffed
        for (const [bedId, bed] of facts.beds) everBeds.set(bedId, bed)
        facts.beds = new Map(
          event.data.beds.map(({ bedId, room, features }) => {
            const { block, isDirty, lastLeftAt } = everBeds.get(bedId) ?? {
              block: null,
              isDirty: false,
              lastLeftAt: null,
            }
            return [bedId, { room, features, block, isDirty, lastLeftAt }]
          }),
        )
        break
      }
      case 'agreement-applied':
        facts.dated.push(event.data)
        break
      case 'criteria-adopted':
        facts.adopted.push(event.data)
        break
      case 'hold-placed':
      case 'waiting-promoted':
        facts.holds.set(event.data.hold.holdId, event.data.hold)
        break
      case 'hold-accepted': {
        const hold = facts.holds.get(event.data.holdId)
        if (!hold) throw new Error('an unknown hold was accepted')
        facts.holds.set(hold.holdId, { ...hold, acceptedAt: event.at, expiresAt: event.data.expiresAt })
        break
      }
      case 'hold-alerted': {
        const hold = facts.holds.get(event.data.holdId)
        if (!hold) throw new Error('an unknown hold was alerted')
        facts.holds.set(hold.holdId, { ...hold, alertedAt: event.at })
        break
      }
      case 'hold-moved': {
        const hold = facts.holds.get(event.data.holdId)
        if (!hold) throw new Error('an unknown hold was moved')
        facts.holds.set(hold.holdId, { ...hold, bedId: event.data.bedId })
        break
      }
      case 'hold-declined':
      case 'hold-cancelled':
      case 'hold-passed-on':
      case 'hold-expired':
        facts.holds.delete(event.data.holdId)
        break
      case 'patient-admitted':
      case 'stay-transferred-in':
        if (event.data.holdId !== null) facts.holds.delete(event.data.holdId)
        facts.stays.set(event.data.stay.stayId, event.data.stay)
        break
      case 'stay-moved': {
        const stay = stayOf(event.data.stayId)
        leave(stay.bedId, event.data.at)
        facts.stays.set(stay.stayId, { ...stay, bedId: event.data.bedId, segmentFrom: event.data.at })
        break
      }
      case 'stays-swapped': {
        const [one, other] = [stayOf(event.data.stayId), stayOf(event.data.otherStayId)]
        facts.stays.set(one.stayId, { ...one, bedId: other.bedId, segmentFrom: event.data.at })
        facts.stays.set(other.stayId, { ...other, bedId: one.bedId, segmentFrom: event.data.at })
        break
      }
      case 'stay-transferred-out':
        leave(stayOf(event.data.stayId).bedId, event.data.at)
        facts.stays.delete(event.data.stayId)
        break
      case 'patient-departed':
        leave(stayOf(event.data.stayId).bedId, event.data.departedAt)
        facts.stays.delete(event.data.stayId)
        break
      case 'responsibility-changed': {
        const { stayId, partyId, service, from } = event.data
        const stay = stayOf(stayId)
        const segmentFrom = from > stay.segmentFrom ? from : stay.segmentFrom
        facts.stays.set(stayId, { ...stay, partyId, service, segmentFrom })
        break
      }
      case 'utskrivningsklar-recorded': {
        const stay = stayOf(event.data.stayId)
        facts.stays.set(stay.stayId, { ...stay, utskrivningsklar: [...stay.utskrivningsklar, event.data.message] })
        break
      }
      case 'review-recorded': {
        const stay = stayOf(event.data.stayId)
        facts.stays.set(stay.stayId, { ...stay, reviewDueAt: event.data.nextReviewAt })
        break
      }
      case 'stay-corrected': {
        correctFacts(facts, unitId, event.data)
        break
      }
      case 'departure-planned': {
        const stay = stayOf(event.data.stayId)
        facts.stays.set(stay.stayId, { ...stay, expectedDepartureAt: event.data.expectedAt })
        break
      }
      case 'discharge-decided': {
        const stay = stayOf(event.data.stayId)
        facts.stays.set(stay.stayId, { ...stay, leaving: true })
        break
      }
      case 'bed-blocked':
        bedOf(facts, event.data.bedId).block = { until: event.data.until }
        break
      case 'bed-opened':
        bedOf(facts, event.data.bedId).block = null
        break
      case 'bed-cleaned':
        bedOf(facts, event.data.bedId).isDirty = false
        break
      case 'staffing-set':
        if (event.data.until === null) {
          facts.staffed = event.data.staffed
          facts.cap = null
        } else facts.cap = { staffed: event.data.staffed, until: event.data.until }
        break
      case 'unit-closed':
        facts.closedUntil = event.data.until
        break
      case 'unit-opened':
        facts.closedUntil = null
        break
      case 'unit-confirmed':
      case 'waiting-added':
      case 'waiting-removed':
      case 'action-undone':
        break
    }
  }
  return facts
}

type Correction = Extract<JournalEvent, { type: 'stay-corrected' }>['data']

/** Each bed keeps when it was last left; only the time in which the corrected patient lay there alone can be given back. */
function correctFacts(facts: Facts, unitId: UnitId, { stayId, admittedAt, departedAt, segments, before }: Correction) {
  const stay = facts.stays.get(stayId)
  const [last, lastBefore] = [segments.at(-1), before.segments.at(-1)]
  if (departedAt === null && stay && last) {
    const { partyId, service, from } = last
    facts.stays.set(stayId, { ...stay, admittedAt, partyId, service, segmentFrom: from })
  }
  const leftBed = lastBefore && lastBefore.unitId === unitId ? facts.beds.get(lastBefore.bedId) : undefined
  if (leftBed && departedAt !== null && lastBefore && leftBed.lastLeftAt === before.departedAt) {
    leftBed.lastLeftAt = departedAt > lastBefore.from ? departedAt : lastBefore.from
  }
  for (const { unitId: where, bedId, until } of segments) {
    const bed = where === unitId ? facts.beds.get(bedId) : undefined
    if (bed && until !== null && (bed.lastLeftAt === null || bed.lastLeftAt < until)) bed.lastLeftAt = until
  }
}

function bedOf(facts: Facts, bedId: BedId): BedFacts {
  const bed = facts.beds.get(bedId)
  if (!bed) throw new Error(`${bedId} is no bed of the unit`)
  return bed
}

/** The version with the latest beginning that has begun; of two with the same beginning, the one applied last. */
export function termsThen(facts: Facts, now: Instant): Terms | null {
  let inForce: DatedTerms | undefined
  for (const dated of facts.dated) {
    if (dated.from <= now && (inForce === undefined || dated.from >= inForce.from)) inForce = dated
  }
  return inForce?.terms ?? null
}

export type Occupancy = { readonly partyId: PartyId; readonly needs: readonly string[]; readonly bedId: BedId }
export const standingHolds = (facts: Facts, now: Instant): readonly Hold[] =>
  [...facts.holds.values()].filter((hold) => now < hold.expiresAt)
export const occupancyOf = (facts: Facts, now: Instant): readonly Occupancy[] => [
  ...facts.stays.values(),
  ...standingHolds(facts, now),
]

/** "free → held → occupied → leaving → cleaning → free; blocked(reason, until) and closed from any non-occupied state." */
export function bedStatesThen(facts: Facts, now: Instant): ReadonlyMap<BedId, BedState> {
  const stays = [...facts.stays.values()]
  const holds = standingHolds(facts, now)
  const isIsolationHard = (termsThen(facts, now)?.rules.rooms.isolation ?? 'hard') === 'hard'
  const states = new Map<BedId, BedState>()
  for (const [bedId, bed] of facts.beds) {
    const stay = stays.find((candidate) => candidate.bedId === bedId)
    const isBlocked = bed.block !== null && (bed.block.until === null || now < bed.block.until)
    const hasIsolatedMate = occupancyOf(facts, now).some(
      (mate) => mate.needs.includes('isolat') && mate.bedId !== bedId && facts.beds.get(mate.bedId)?.room === bed.room,
    )
    if (stay) states.set(bedId, stay.leaving ? 'leaving' : 'occupied')
    else if (holds.some((hold) => hold.bedId === bedId)) states.set(bedId, 'held')
    else if (isBlocked || (isIsolationHard && hasIsolatedMate)) states.set(bedId, 'blocked')
    else if (bed.isDirty) states.set(bedId, 'cleaning')
    else states.set(bedId, isClosedThen(facts, now) ? 'closed' : 'free')
  }
  return states
}

export const isClosedThen = (facts: Facts, now: Instant): boolean =>
  facts.closedUntil !== null && now < facts.closedUntil
export const staffedThen = (facts: Facts, now: Instant): number =>
  facts.cap !== null && now < facts.cap.until ? facts.cap.staffed : facts.staffed

export type OracleGroup = {
  readonly group: string
  readonly guaranteed: number
  readonly max: number | null
  readonly occupied: number
  readonly bookable: number
}
export type OracleCount = {
  readonly physical: number
  readonly staffed: number
  readonly occupied: number
  readonly held: number
  readonly free: number
  readonly groups: readonly OracleGroup[]
  readonly guestBookable: number
  /** Beds that groups below their guarantee may still claim. */
  readonly entitled: number
}

/** The accordion, by trying: how many more beds can the group take, one after another, before a rule is broken? */
export function countThen(facts: Facts, now: Instant): OracleCount {
  const states = [...bedStatesThen(facts, now).values()]
  const inState = (...wanted: BedState[]) => states.filter((state) => wanted.includes(state)).length
  const terms = termsThen(facts, now)
  const staffed = staffedThen(facts, now)
  const used = inState('occupied', 'leaving', 'held')
  const staffLeft = Math.max(0, staffed - used)
  // Every unblocked bed that is neither used nor waiting for cleaning.
  const bedsLeft = inState('free', 'closed')
  const free = isClosedThen(facts, now) ? 0 : Math.min(staffLeft, bedsLeft)
  const occupiedBy = (group: string) =>
    occupancyOf(facts, now).filter(({ partyId }) => groupThen(terms, partyId) === group).length
  const rows = (terms?.groups ?? []).map((row) => ({ ...row, occupied: occupiedBy(row.group) }))
  const claimOf = (row: (typeof rows)[number]) => Math.max(0, row.guaranteed - row.occupied)
  const entitled = rows.reduce((sum, row) => sum + claimOf(row), 0)
  const takeUntilRefused = (mayTakeAnother: (taken: number) => boolean) => {
    let taken = 0
    while (taken < free && mayTakeAnother(taken)) taken += 1
    return taken
  }
  /** Beds beyond the guarantee come from those that nobody is guaranteed. */
  const isFlexibleLeft = (flexibleTaken: number) => flexibleTaken < free - entitled
  return {
    physical: facts.beds.size,
    staffed,
    occupied: inState('occupied', 'leaving'),
    held: inState('held'),
    free,
    entitled,
    groups: rows.map((row) => ({
      ...row,
      bookable: takeUntilRefused((taken) => {
        if (row.max !== null && row.occupied + taken >= row.max) return false
        const isWithinGuarantee = row.occupied + taken < row.guaranteed
        return isWithinGuarantee || isFlexibleLeft(taken - claimOf(row))
      }),
    })),
    guestBookable: terms?.guestsAdmitted ? takeUntilRefused(isFlexibleLeft) : 0,
  }
}

export function groupThen(terms: Terms | null, partyId: PartyId): string | undefined {
  return Object.entries(terms?.parties ?? {}).find(([id]) => id === partyId)?.[1]
}

export type Right = { readonly bookable: number; readonly entitlement: 'guaranteed' | 'flexible' | 'guest' | 'none' }
export function rightOf(facts: Facts, count: OracleCount, partyId: PartyId, now: Instant): Right {
  const terms = termsThen(facts, now)
  const row = count.groups.find((candidate) => candidate.group === groupThen(terms, partyId))
  if (row) return { bookable: row.bookable, entitlement: row.occupied < row.guaranteed ? 'guaranteed' : 'flexible' }
  return { bookable: count.guestBookable, entitlement: terms?.guestsAdmitted ? 'guest' : 'none' }
}

export type Comer = {
  readonly partyId: PartyId
  readonly needs: readonly string[]
  /** The bed must have been empty since then. */
  readonly since: Instant
}

/** The open beds that give all that is needed, whoever is guaranteed what. */
export function fittingBeds(facts: Facts, { needs, since }: Omit<Comer, 'partyId'>, now: Instant): readonly BedId[] {
  return [...bedStatesThen(facts, now)].flatMap(([bedId, state]) => {
    const { lastLeftAt } = bedOf(facts, bedId)
    const isOpen = (state === 'free' || state === 'closed') && (lastLeftAt === null || lastLeftAt <= since)
    return isOpen && hardRules(facts, bedId, needs, now).length === 0 && lackingNeeds(facts, bedId, needs).length === 0
      ? [bedId]
      : []
  })
}

/** The bed that best fit gives to one who comes in by right; undefined where no open bed fits. */
export function bestBedThen(facts: Facts, comer: Comer, now: Instant): BedId | undefined {
  const { needs } = comer
  let best: { readonly bedId: BedId; readonly cost: readonly (number | string)[] } | undefined
  for (const bedId of fittingBeds(facts, comer, now)) {
    if (shutsGuaranteedBed(facts, bedId, comer, now)) continue
    const { room, features } = bedOf(facts, bedId)
    // No hard rule is broken here.
    const soft = brokenRules(facts, bedId, needs, now)
    const spare = features.filter((feature) => !needs.includes(feature))
    const shut = shutBy(facts, bedId, needs, now)
    const company = occupancyOf(facts, now).filter((mate) => facts.beds.get(mate.bedId)?.room === room)
    const cost = [soft.length, spare.length, shut.length, -company.length, bedId]
    if (best === undefined || isLess(cost, best.cost)) best = { bedId, cost }
  }
  return best?.bedId
}

export const hardRules = (facts: Facts, bedId: BedId, needs: readonly string[], now: Instant) =>
  brokenRules(facts, bedId, needs, now).filter((rule) => termsThen(facts, now)?.rules.rooms[rule] !== 'soft')

/** The needs that no room rule judges, and that neither the unit nor the bed answers. */
export const lackingNeeds = (facts: Facts, bedId: BedId, needs: readonly string[]): readonly string[] =>
  needs.filter(
    (need) =>
      isPlainNeed(need) && !facts.profile.capabilities.includes(need) && !bedOf(facts, bedId).features.includes(need),
  )

function isLess(a: readonly (number | string)[], b: readonly (number | string)[]): boolean {
  for (const [i, cost] of a.entries()) {
    const other = b[i]
    if (other !== undefined && cost !== other) return cost < other
  }
  return false
}

const isPlainNeed = (need: string): boolean =>
  !['isolat', 'bariatrisk', 'ledsager', 'skjermet', 'kvinne', 'mann'].includes(need)

/** "Room rules narrow which bed: isolation, gender-shared rooms, bariatric, companion" (and shielded). */
function brokenRules(facts: Facts, bedId: BedId, needs: readonly string[], now: Instant) {
  const bed = bedOf(facts, bedId)
  const mates = occupancyOf(facts, now).filter(
    (mate) => mate.bedId !== bedId && facts.beds.get(mate.bedId)?.room === bed.room,
  )
  const lacks = (need: string) => needs.includes(need) && !bed.features.includes(need)
  const isTold = (gender: string) => mates.some((mate) => mate.needs.includes(gender))
  const rules = {
    isolation:
      lacks('isolat') ||
      (needs.includes('isolat') && mates.length > 0) ||
      mates.some((mate) => mate.needs.includes('isolat')),
    gender: (needs.includes('kvinne') && isTold('mann')) || (needs.includes('mann') && isTold('kvinne')),
    bariatric: lacks('bariatrisk'),
    companion: lacks('ledsager'),
    shielded: lacks('skjermet'),
  }
  return (['isolation', 'gender', 'bariatric', 'companion', 'shielded'] as const).filter((rule) => rules[rule])
}

/** "An isolation patient blocks the room-mate bed": the open beds that this one would shut. */
function shutBy(facts: Facts, bedId: BedId, needs: readonly string[], now: Instant): readonly BedId[] {
  const isHard = (termsThen(facts, now)?.rules.rooms.isolation ?? 'hard') === 'hard'
  if (!isHard || !needs.includes('isolat')) return []
  const room = bedOf(facts, bedId).room
  return [...bedStatesThen(facts, now)].flatMap(([mateId, state]) =>
    mateId !== bedId && bedOf(facts, mateId).room === room && (state === 'free' || state === 'closed') ? [mateId] : [],
  )
}

/** guarantee-holds: one who comes in beyond the own guarantee must not shut a bed that another is guaranteed. */
export function shutsGuaranteedBed(facts: Facts, bedId: BedId, { partyId, needs }: Comer, now: Instant): boolean {
  const shut = shutBy(facts, bedId, needs, now)
  const count = countThen(facts, now)
  if (shut.length === 0 || rightOf(facts, count, partyId, now).entitlement === 'guaranteed') return false
  const open = [...bedStatesThen(facts, now).values()].filter((state) => state === 'free' || state === 'closed').length
  const used = count.occupied + count.held
  const freeAfter = Math.min(count.staffed - used - 1, open - 1 - shut.length)
  return freeAfter < count.entitled
}
