import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Kommunenummer, type PartyId, partyOfHf, partyOfKommune, type UnitId } from '../../lib/domain/ids.ts'
import { findBeds, type LookupAsk, type LookupRow } from '../../lib/domain/lookup/find-beds.ts'
import { LOOKUP_STATUSES } from '../../lib/domain/lookup/standing.ts'
import { ENTITLEMENTS } from '../../lib/domain/pool/bookable.ts'
import { SERVICES } from '../../lib/domain/vocabulary.ts'
import { FOREVER, type Instant, msBetween, plusMinutes, plusMs } from '../../lib/kernel/instant.ts'
import type { Ledger } from '../support/pool-ledger.ts'
import {
  bedStatesThen,
  bestBedThen,
  countThen,
  type Facts,
  fittingBeds,
  groupThen,
  isClosedThen,
  readFacts,
  rightOf,
  termsThen,
} from '../support/pool-oracle.ts'
import { history, live } from '../support/pool-world.ts'
import { chance } from './chance.ts'

const LONGEST_RUN_MS = 3_600_000

const ask: fc.Arbitrary<LookupAsk> = fc
  .record({
    kommune: fc.constantFrom(null, '1804', '1804', '1838', '1839', '0301'),
    hf: fc.constantFrom(null, null, '983974910', '999999999'),
    service: fc.constantFrom(null, SERVICES[0], SERVICES[0], SERVICES[1], SERVICES[5]),
    needs: fc.subarray(['isolat', 'bariatrisk', 'telemetri', 'oksygen', 'kvinne'], { maxLength: 2 }),
    position: fc.constantFrom(null, { lat: 67.28, lon: 14.4 }, { lat: 67.29, lon: 14.4 }, { lat: 68, lon: 15.5 }),
  })
  .map(({ kommune, hf, ...rest }) => ({
    ...rest,
    kommune: kommune as Kommunenummer | null,
    partyId:
      hf !== null ? partyOfHf(hf) : kommune !== null ? partyOfKommune(kommune as Kommunenummer) : ('' as PartyId),
  }))

/** Two regions with histories of their own, under names that keep them apart. */
const regions = fc.tuple(history, history).map((pair) => {
  const worlds = pair.map((lived) => live(lived))
  const now = worlds.map((world) => world.now).reduce((a, b) => (a > b ? a : b))
  const ledgers = worlds.flatMap((world, w) =>
    [...world.units.values()].map((ledger): Ledger => {
      const unitId = `${ledger.unitId}-${w}` as UnitId
      return { ...ledger, unitId, state: { ...ledger.state, unitId } }
    }),
  )
  return { now, ledgers }
})

describe('lookup', () => {
  it('tells of each unit what the journal says, and orders them by the text of wire.md', {
    timeout: LONGEST_RUN_MS,
  }, () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(regions, fc.array(ask, { minLength: 4, maxLength: 4 }), ({ now, ledgers }, asks) => {
        const known = new Map(ledgers.map((ledger) => [ledger.unitId, factsOf(ledger)]))
        for (const asked of asks) {
          const rows = findBeds(
            ledgers.map(({ state }) => state),
            asked,
            now,
          )
          const offering = ledgers.filter(({ unitId }) => offers(factsIn(known, unitId), asked))
          expect(rows.map((row) => row.unitId).sort()).toEqual(offering.map(({ unitId }) => unitId).sort())
          for (const row of rows) {
            const told = tell(factsIn(known, row.unitId), asked, now)
            expect(row).toMatchObject(told)
            for (const what of [row.status, row.entitlement, relationOf(factsIn(known, row.unitId), asked, now)])
              seen.add(what)
            checkReasons(row, rows, relationOf(factsIn(known, row.unitId), asked, now))
          }
          for (const [i, row] of rows.entries()) {
            for (const next of rows.slice(i + 1)) {
              const before = isBefore(row, next, (unitId) => relationOf(factsIn(known, unitId), asked, now))
              expect([row.unitId, next.unitId, before]).toEqual([row.unitId, next.unitId, true])
            }
          }
        }
      }),
      chance(120),
    )
    for (const what of [...LOOKUP_STATUSES, ...ENTITLEMENTS, ...RELATIONS]) expect(seen).toContain(what)
  })

  it('answers the same whatever the order in which the units come', { timeout: LONGEST_RUN_MS }, () => {
    fc.assert(
      fc.property(regions, ask, fc.nat(), ({ now, ledgers }, asked, turn) => {
        const states = ledgers.map(({ state }) => state)
        const by = turn % states.length
        const orders = [states.toReversed(), [...states.slice(by), ...states.slice(0, by)]]
        for (const order of orders) expect(findBeds(order, asked, now)).toEqual(findBeds(states, asked, now))
      }),
      chance(60),
    )
  })

  it('never shows an old fact as ledig', { timeout: LONGEST_RUN_MS }, () => {
    fc.assert(
      fc.property(regions, ask, fc.integer({ min: -1, max: 1 }), ({ ledgers, now }, asked, ms) => {
        for (const ledger of ledgers) {
          const { confirmedAt } = ledger.state
          const minutes = termsThen(factsOf(ledger), now)?.rules.staleAfterMinutes ?? 240
          const at = plusMs(plusMinutes(confirmedAt, minutes), ms)
          // Terms, closures and holds may differ then; the age alone is judged here.
          if (at < now) continue
          const then = termsThen(factsOf(ledger), at)?.rules.staleAfterMinutes ?? 240
          if (then !== minutes) continue
          const [row] = findBeds([ledger.state], { ...asked, service: null }, at)
          expect(row?.stale).toBe(ms > 0)
          if (ms > 0) expect(['ma-ringes', 'stengt']).toContain(row?.status)
          else expect(row?.status).not.toBe('ma-ringes')
        }
      }),
      chance(60),
    )
  })
})

/** The journal knows the unit by its name at home, before the two regions were put side by side. */
const factsOf = ({ unitId, journal }: Ledger): Facts => readFacts(unitId.slice(0, -2) as UnitId, journal)

function factsIn(known: ReadonlyMap<UnitId, Facts>, unitId: UnitId): Facts {
  const facts = known.get(unitId)
  if (!facts) throw new Error(`${unitId} was not asked about`)
  return facts
}

const offers = ({ profile }: Facts, { service }: LookupAsk): boolean =>
  service === null || profile.services === null || profile.services.includes(service)

/** wire.md, "Lookup": what one row must say. */
function tell(facts: Facts, asked: LookupAsk, now: Instant): Partial<LookupRow> {
  const count = countThen(facts, now)
  const { bookable, entitlement } = rightOf(facts, count, asked.partyId, now)
  const terms = termsThen(facts, now)
  const stale = msBetween(facts.confirmedAt, now) > 60_000 * (terms?.rules.staleAfterMinutes ?? 240)
  const plain = bookable === 0 ? 'full' : bookable === 1 ? 'fa' : 'ledig'
  const missingNeeds = missingThen(facts, asked, bookable, now)
  const agreed = Object.entries(terms?.travelMinutes ?? {}).find(([partyId]) => partyId === asked.partyId)?.[1]
  return {
    agreementId: terms?.agreementId ?? null,
    kommune: facts.profile.kommune,
    status: isClosedThen(facts, now) ? 'stengt' : stale ? 'ma-ringes' : plain,
    bookable,
    entitlement,
    physical: count.physical,
    staffed: count.staffed,
    occupied: count.occupied,
    held: count.held,
    confirmedAt: facts.confirmedAt,
    ageSeconds: Math.floor(msBetween(facts.confirmedAt, now) / 1000),
    stale,
    missingNeeds,
    meetsNeeds: missingNeeds.length === 0,
    ...(agreed === undefined ? {} : { travelMinutes: agreed }),
    ...(agreed === undefined && asked.position === null ? { travelMinutes: null } : {}),
    ...(asked.position === null ? { distanceKm: null } : {}),
    nextFreeAt: bookable > 0 || entitlement === 'none' ? null : nextFree(facts, now),
  }
}

/** Each need that, beside those already given, leaves no bed that the party could be given; of a full unit, if it were empty. */
function missingThen(facts: Facts, { partyId, needs }: LookupAsk, bookable: number, now: Instant): readonly string[] {
  const isFull = ![...bedStatesThen(facts, now).values()].some((state) => state === 'free' || state === 'closed')
  const beds = new Map([...facts.beds].map(([bedId, bed]) => [bedId, { ...bed, block: null, isDirty: false }]))
  const judged: Facts = isFull ? { ...facts, beds, stays: new Map(), holds: new Map() } : facts
  const given: string[] = []
  for (const need of needs) {
    const comer = { partyId, needs: [...given, need], since: FOREVER }
    const fitting = bookable > 0 ? [bestBedThen(judged, comer, now) ?? []].flat() : fittingBeds(judged, comer, now)
    if (fitting.length > 0) given.push(need)
  }
  return needs.filter((need) => !given.includes(need))
}

function nextFree(facts: Facts, now: Instant): Instant | null {
  if (isClosedThen(facts, now)) return facts.closedUntil
  const ends = [
    ...[...facts.stays.values()].map((stay) => stay.expectedDepartureAt),
    ...[...facts.beds.values()].map((bed) => bed.block?.until ?? null),
  ]
  return ends.filter((end) => end !== null && end > now).sort()[0] ?? null
}

const RELATIONS = ['own', 'partner', 'guest', 'none'] as const
type Relation = (typeof RELATIONS)[number]

function relationOf(facts: Facts, { kommune, partyId }: LookupAsk, now: Instant): Relation {
  const terms = termsThen(facts, now)
  if (facts.profile.kommune === kommune) return 'own'
  if (groupThen(terms, partyId) !== undefined) return 'partner'
  return terms?.guestsAdmitted ? 'guest' : 'none'
}

/**
 * "Units that meet the needs first; then own kommune, agreement partner, guest, none; then entitlement (guaranteed,
 * flexible, guest, none); then stale and full after what can be booked now; then travelMinutes; then unitId."
 */
function isBefore(a: LookupRow, b: LookupRow, relation: (unitId: UnitId) => Relation): boolean {
  if (a.meetsNeeds !== b.meetsNeeds) return a.meetsNeeds
  const [relationA, relationB] = [relation(a.unitId), relation(b.unitId)]
  if (relationA !== relationB) return RELATIONS.indexOf(relationA) < RELATIONS.indexOf(relationB)
  if (a.entitlement !== b.entitlement) {
    const order = ['guaranteed', 'flexible', 'guest', 'none']
    return order.indexOf(a.entitlement) < order.indexOf(b.entitlement)
  }
  const isNow = (row: LookupRow) => !row.stale && row.bookable > 0 && row.status !== 'stengt'
  if (isNow(a) !== isNow(b)) return isNow(a)
  if (a.travelMinutes !== b.travelMinutes) {
    if (a.travelMinutes === null || b.travelMinutes === null) return b.travelMinutes === null
    return a.travelMinutes < b.travelMinutes
  }
  return a.unitId < b.unitId
}

/** Why a row stands where it stands; each word if and only if it is so. */
function checkReasons(row: LookupRow, rows: readonly LookupRow[], relation: Relation): void {
  const isBookable = ({ bookable, status, travelMinutes }: LookupRow) =>
    bookable > 0 && status !== 'stengt' && travelMinutes !== null
  const nearest = Math.min(...rows.filter(isBookable).map((each) => each.travelMinutes ?? 0))
  const words = {
    'own-kommune': relation === 'own',
    'agreement-partner': relation === 'partner',
    'guaranteed-bed': row.entitlement === 'guaranteed',
    'flexible-bed': row.entitlement === 'flexible',
    guest: row.entitlement === 'guest',
    'not-entitled': row.entitlement === 'none',
    closed: row.status === 'stengt',
    full: row.status !== 'stengt' && row.bookable === 0 && row.entitlement !== 'none',
    'last-bed': row.status !== 'stengt' && row.bookable === 1,
    stale: row.stale,
    'needs-not-met': !row.meetsNeeds,
    nearest: isBookable(row) && row.travelMinutes === nearest,
  }
  const expected = Object.entries(words).flatMap(([word, isSo]) => (isSo ? [word] : []))
  expect([...row.reasons].sort()).toEqual(expected.sort())
}
