import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BedId, PartyId, StayId, UnitId } from '../../lib/domain/ids.ts'
import type { Command } from '../../lib/domain/pool/decide.ts'
import { evolveStays, type StayRecord } from '../../lib/domain/stay/stay-record.ts'
import type { Service } from '../../lib/domain/vocabulary.ts'
import { canonicalJson } from '../../lib/kernel/canonical-json.ts'
import { type Instant, plusMinutes } from '../../lib/kernel/instant.ts'
import {
  BODO,
  foundLedger,
  GILDESKAL,
  HF,
  type Ledger,
  leaderOf,
  plainRooms,
  START,
  tryPerform,
} from '../support/pool-ledger.ts'

const settings = { seed: Number(process.env['FC_SEED'] ?? 20_261_122), numRuns: Number(process.env['FC_RUNS'] ?? 120) }

const UNITS = ['unit_one', 'unit_two'].map((id) => id as UnitId)
const STAYS = ['stay_1', 'stay_2'].map((id) => id as StayId)
const PARTIES = [BODO, GILDESKAL, HF]
const SERVICES = ['kad-somatikk', 'observasjon', 'utskrivningsklar'] as const
const at = (tick: number): Instant => plusMinutes(START, tick)
/** Later than every tick that a history reaches. */
const END = 80

type Step =
  | { readonly do: 'wait'; readonly ticks: number }
  | { readonly do: 'move'; readonly stay: number; readonly bed: number; readonly ago: number }
  | { readonly do: 'swap'; readonly ago: number }
  | { readonly do: 'transfer'; readonly stay: number; readonly ago: number }
  | {
      readonly do: 'pay'
      readonly stay: number
      readonly party: PartyId
      readonly service: Service
      readonly ago: number
    }
  | { readonly do: 'leave'; readonly stay: number; readonly ago: number }

const stay = fc.nat(STAYS.length - 1)
const party = fc.constantFrom(...PARTIES)
const service = fc.constantFrom(...SERVICES)
const ago = fc.oneof(fc.constant(0), fc.nat(6))
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ticks: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move' as const), stay, bed: fc.nat(3), ago }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('swap' as const), ago }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('transfer' as const), stay, ago }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pay' as const), stay, party, service, ago: fc.nat(20) }) },
)
const history = fc.record({
  admitted: fc.tuple(fc.nat(4), fc.nat(4)),
  steps: fc.array(step, { minLength: 1, maxLength: 20 }),
  leave: fc.array(fc.record({ do: fc.constant('leave' as const), stay, ago }), { maxLength: 2 }),
})

/** Who lay where for whom, minute by minute: a second account of the same history, without a segment in it. */
type Minute = { partyId: PartyId; service: Service; unitId: UnitId; bedId: BedId }
type Diary = { admitted: number; left: number | null; minutes: Minute[] }

function world(admittedAgo: readonly number[]) {
  let now = 5
  const ledgers = new Map(
    UNITS.map((unitId) => [unitId, foundLedger({ unitId, rooms: plainRooms(3), terms: { agreementId: 'agr_en' } })]),
  )
  let records: ReadonlyMap<StayId, StayRecord> = new Map()
  const diaries = new Map<StayId, Diary>()
  const accepted: string[] = []

  const ledgerOf = (unitId: UnitId): Ledger => ledgers.get(unitId) ?? foundLedger({ unitId })
  const recordOf = (stayId: StayId): StayRecord => {
    const record = records.get(stayId)
    if (!record) throw new Error(`${stayId} has no record`)
    return record
  }
  const liveOf = (stayId: StayId) =>
    [...ledgers.values()].flatMap(({ state }) => state.stays).find((live) => live.stayId === stayId)

  const attempt = (unitId: UnitId, command: Command): Ledger | undefined => {
    const outcome = tryPerform(ledgerOf(unitId), command, { now: at(now), actor: leaderOf(unitId) })
    return outcome.ok ? outcome.value : undefined
  }
  const keep = (...changed: readonly Ledger[]) => {
    for (const ledger of changed) {
      for (const event of ledger.journal.slice(ledgerOf(ledger.unitId).journal.length))
        records = evolveStays(records, ledger.unitId, event)
      ledgers.set(ledger.unitId, ledger)
    }
  }
  const write = (stayId: StayId, from: number, what: Partial<Minute>) => {
    const minutes = diaries.get(stayId)?.minutes ?? []
    for (let tick = from; tick < END; tick += 1) Object.assign(minutes[tick] ?? {}, what)
  }
  const perform = (unitId: UnitId, command: Command, then: () => void) => {
    const ledger = attempt(unitId, command)
    if (!ledger) return
    accepted.push(command.name)
    keep(ledger)
    then()
  }

  const transfer = (stayId: StayId, tick: number) => {
    const record = recordOf(stayId)
    const from = liveOf(stayId)
    const toUnitId = UNITS.find((unitId) => unitId !== record.unitId) ?? record.unitId
    if (!from) return
    const out = attempt(record.unitId, {
      name: 'transfer-out',
      ask: { stayId, toUnitId, toStayId: stayId, at: at(tick) },
    })
    const ask = {
      stayId,
      fromUnitId: record.unitId,
      from,
      record,
      service: from.service,
      holdId: null,
      waitingId: null,
      at: at(tick),
      override: null,
    }
    const into = attempt(toUnitId, { name: 'transfer-in', ask })
    if (!out || !into) return
    accepted.push('transfer-in')
    keep(out, into)
    const bedId = liveOf(stayId)?.bedId
    write(stayId, tick, { unitId: toUnitId, ...(bedId ? { bedId } : {}) })
  }

  const take = (each: Step) => {
    if (each.do === 'wait') {
      now = Math.min(now + each.ticks, END - 1)
      return
    }
    const tick = Math.max(0, now - each.ago)
    const [one, other] = STAYS
    if (each.do === 'swap') {
      if (!one || !other) return
      const [a, b] = [recordOf(one), recordOf(other)]
      if (a.unitId !== b.unitId) return
      const beds = [a, b].map((record) => record.segments.at(-1)?.bedId)
      perform(
        a.unitId,
        { name: 'swap-stays', ask: { stayId: one, otherStayId: other, at: at(tick), override: null } },
        () => {
          for (const [stayId, bedId] of [
            [one, beds[1]],
            [other, beds[0]],
          ] as const)
            write(stayId, tick, bedId ? { bedId } : {})
        },
      )
      return
    }
    const stayId = STAYS[each.stay] ?? ('stay_1' as StayId)
    const { unitId } = recordOf(stayId)
    switch (each.do) {
      case 'move': {
        const bedId = `bed_${101 + each.bed}a` as BedId
        perform(unitId, { name: 'move-stay', ask: { stayId, bedId, at: at(tick), override: null } }, () =>
          write(stayId, tick, { bedId }),
        )
        break
      }
      case 'pay': {
        const { party: partyId, service } = each
        perform(
          unitId,
          { name: 'change-responsibility', ask: { stayId, partyId, service, from: at(tick), reason: 'avklart' } },
          () => write(stayId, tick, { partyId, service }),
        )
        break
      }
      case 'transfer':
        transfer(stayId, tick)
        break
      case 'leave':
        perform(
          unitId,
          { name: 'discharge-patient', ask: { stayId, departedAt: at(tick), dischargedTo: 'hjem' } },
          () => {
            const diary = diaries.get(stayId)
            if (diary) diary.left = tick
          },
        )
        break
    }
  }

  for (const [i, stayId] of STAYS.entries()) {
    const admitted = now - (admittedAgo[i] ?? 0)
    const bedId = `bed_${101 + i}a` as BedId
    const unitId = 'unit_one' as UnitId
    const ask = {
      stayId,
      partyId: BODO,
      service: 'kad-somatikk' as const,
      needs: [],
      holdId: null,
      bedId,
      waitingId: null,
      admittedAt: at(admitted),
      expectedDepartureAt: null,
      override: null,
      origin: { referrer: null, reasonGroup: null, ageBand: null, oppholdskommune: null },
    }
    const minutes = Array.from(
      { length: END },
      (): Minute => ({ partyId: BODO, service: 'kad-somatikk', unitId, bedId }),
    )
    diaries.set(stayId, { admitted, left: null, minutes })
    perform(unitId, { name: 'admit-patient', ask }, () => {})
  }

  return { take, recordOf, liveOf, diaries, accepted }
}

type World = ReturnType<typeof world>

function expectTiled({ admittedAt, departedAt, segments }: StayRecord) {
  expect(segments[0]?.from).toBe(admittedAt)
  expect(segments.at(-1)?.until).toBe(departedAt)
  for (const [i, { from, until }] of segments.entries()) {
    const next = segments[i + 1]
    if (next) expect(until).toBe(next.from)
    // Only a stay that ended the instant it began is allowed its one empty segment.
    if (until !== null && departedAt !== admittedAt) expect(from < until).toBe(true)
  }
  if (departedAt === admittedAt) expect(segments).toHaveLength(1)
}

function expectSameAsDiary({ segments }: StayRecord, { admitted, left, minutes }: Diary) {
  const wrong = minutes.flatMap((written, tick) => {
    if (tick < admitted || tick >= (left ?? END)) return []
    const covering = segments.filter(({ from, until }) => from <= at(tick) && (until === null || at(tick) < until))
    const [{ partyId, service, unitId, bedId } = {}] = covering
    const isSame =
      covering.length === 1 && canonicalJson({ partyId, service, unitId, bedId }) === canonicalJson(written)
    return isSame ? [] : [{ tick, written, covering }]
  })
  expect(wrong).toEqual([])
}

function expectSameAsBoard({ recordOf, liveOf }: World, stayId: StayId) {
  const { unitId, departedAt, admittedAt, reviewDueAt, segments } = recordOf(stayId)
  const live = liveOf(stayId)
  if (departedAt !== null) return expect(live).toBeUndefined()
  const last = segments.at(-1)
  expect(last?.unitId).toBe(unitId)
  return expect(live).toMatchObject({
    partyId: last?.partyId,
    service: last?.service,
    bedId: last?.bedId,
    segmentFrom: last?.from,
    admittedAt,
    reviewDueAt,
  })
}

describe('segments', () => {
  it('tile the stay, say minute by minute what was done, and agree with the board, after any history', () => {
    const accepted = new Map<string, number>()
    fc.assert(
      fc.property(history, ({ admitted, steps, leave }) => {
        const here = world(admitted)
        for (const each of [...steps, ...leave]) {
          here.take(each)
          for (const stayId of STAYS) {
            expectTiled(here.recordOf(stayId))
            expectSameAsBoard(here, stayId)
          }
        }
        for (const [stayId, diary] of here.diaries) expectSameAsDiary(here.recordOf(stayId), diary)
        for (const name of here.accepted) accepted.set(name, (accepted.get(name) ?? 0) + 1)
      }),
      settings,
    )
    // The histories must not be empty ones: every kind of step is possible, again and again.
    for (const name of ['move-stay', 'swap-stays', 'transfer-in', 'change-responsibility', 'discharge-patient'])
      expect([name, (accepted.get(name) ?? 0) > settings.numRuns / 10]).toEqual([name, true])
  })
})
