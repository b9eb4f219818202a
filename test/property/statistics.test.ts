import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BedId, UnitId } from '../../lib/domain/ids.ts'
import type { Command } from '../../lib/domain/pool/decide.ts'
import { eventsUntil, foldJournal } from '../../lib/domain/pool/journal.ts'
import { endedStandings, standingBefore, standingOf } from '../../lib/domain/pool/standing.ts'
import { blockAt, closureAt, staffedAt } from '../../lib/domain/pool/state.ts'
import { compileFigures, type Figures, type StatisticsFacts } from '../../lib/domain/statistics/figures.ts'
import { countLiggedogn } from '../../lib/domain/statistics/liggedogn.ts'
import type { Period } from '../../lib/domain/statistics/period.ts'
import { countSengedogn } from '../../lib/domain/statistics/sengedogn.ts'
import type { Table } from '../../lib/domain/statistics/table.ts'
import type { StayRecord } from '../../lib/domain/stay/stay-record.ts'
import { type Instant, plusMinutes, plusMs } from '../../lib/kernel/instant.ts'
import { type OsloDate, plusDates, startOfOsloDate } from '../../lib/kernel/oslo-date.ts'
import { localDate, type Piece, stayOf } from '../support/nights.ts'
import {
  BODO,
  bedsIn,
  foundLedger,
  GILDESKAL,
  HF,
  instant,
  type Ledger,
  leaderOf,
  PROFILE,
  plainRooms,
  START,
  tryPerform,
} from '../support/pool-ledger.ts'

const settings = { seed: Number(process.env['FC_SEED'] ?? 20_261_122), numRuns: 200 }

// Over the 25-hour date of October 2026, the month's end, and a leap of the clock forward in March.
const BEGIN = instant('2026-10-20T00:00:00Z')
const FIRST = '2026-10-20' as OsloDate
const LAST = '2026-11-20' as OsloDate
const NOW = instant('2027-06-01T00:00:00Z')
const UNIT = foundLedger({ rooms: plainRooms(6) }).state

/** Minutes from the beginning; often on, just before or just after a local midnight. */
const minute = fc.oneof(
  fc.nat(32 * 24 * 60),
  // Local midnight is 22:00 UTC before the clocks go back, and 23:00 after.
  fc
    .tuple(fc.nat(32), fc.constantFrom(-120, -60), fc.integer({ min: -1, max: 1 }))
    .map(([dates, midnight, off]) => dates * 24 * 60 + midnight + off),
)
const staying = fc.record({
  minutes: fc.uniqueArray(minute, { minLength: 2, maxLength: 6 }),
  isOpen: fc.boolean(),
  parties: fc.array(fc.constantFrom(BODO, GILDESKAL, HF), { minLength: 6, maxLength: 6 }),
  services: fc.array(fc.constantFrom('kad-somatikk', 'observasjon', 'utskrivningsklar'), {
    minLength: 6,
    maxLength: 6,
  }),
  units: fc.array(fc.constantFrom('unit_prove', 'unit_prove', 'unit_annen'), { minLength: 6, maxLength: 6 }),
})
const stays = fc.array(staying, { maxLength: 8 }).map((drawn) =>
  drawn.map(({ minutes, isOpen, parties, services, units }, i): StayRecord => {
    const [first = 0, ...rest] = minutes.sort((a, b) => a - b)
    const end = rest.pop() ?? first
    const piece = (at: number, n: number): Piece => ({
      from: plusMinutes(BEGIN, at),
      partyId: parties[n] ?? BODO,
      service: services[n] ?? 'observasjon',
      unitId: units[n] ?? 'unit_prove',
    })
    const pieces = rest.map((at, n) => piece(at, n + 1))
    return stayOf(`stay_${i}`, [piece(first, 0), ...pieces], isOpen ? null : plusMinutes(BEGIN, end))
  }),
)

const figuresOf = (records: readonly StayRecord[], period: Period, more: Partial<StatisticsFacts> = {}): Figures =>
  compileFigures({
    units: [{ unit: UNIT, standings: [] }],
    stays: records,
    events: [],
    closings: [],
    parties: [],
    period,
    now: NOW,
    ...more,
  })
const countsOf = <Key>({ rows }: Table<Key>): Map<string, number> =>
  new Map(rows.filter(({ count }) => count > 0).map(({ key, count }) => [JSON.stringify(key), count]))
const addMaps = (maps: readonly Map<string, number>[]): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const map of maps) for (const [key, count] of map) sums.set(key, (sums.get(key) ?? 0) + count)
  return sums
}
const sorted = (map: Map<string, number>) => [...map].sort()

describe('statistics', () => {
  it('of any parts of a period add up to those of the whole', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { maxLength: 4 })
    fc.assert(
      fc.property(stays, cuts, (records, at) => {
        const starts = [0, ...at.sort((a, b) => a - b)]
        const parts = starts.map((from, i): Period => {
          const next = starts[i + 1]
          return { fom: plusDates(FIRST, from), tom: next === undefined ? LAST : plusDates(FIRST, next - 1) }
        })
        const whole = figuresOf(records, { fom: FIRST, tom: LAST })
        const figures = parts.map((period) => figuresOf(records, period))
        const tables: ((each: Figures) => Map<string, number>)[] = [
          ({ nights }) => countsOf(nights.byUse),
          ({ nights }) => countsOf(nights.byDate),
          ({ admissions }) => countsOf(admissions.byParty),
          ({ departures }) => countsOf(departures.bySameDate),
          ({ sengedogn }) => new Map(Object.entries(sengedogn)),
          ({ departures }) => new Map([['liggedogn', departures.liggedogn.count]]),
        ]
        for (const table of tables) expect(sorted(addMaps(figures.map(table)))).toEqual(sorted(table(whole)))
      }),
      settings,
    )
  })

  it('count every bed that is occupied at midnight once, for one party', () => {
    fc.assert(
      fc.property(stays, (records) => {
        const { dates, nights } = figuresOf(records, { fom: FIRST, tom: LAST })
        const byDate = countsOf(nights.byDate)
        for (const { date, use } of dates) {
          // A second reading: whose last moment of this date, to the millisecond, lies in one of their segments here.
          const midnight = Date.parse(startOfOsloDate(plusDates(date, 1)))
          const there = records.flatMap(({ segments }) =>
            segments.filter(
              ({ from, until, unitId }) =>
                unitId === UNIT.unitId &&
                Date.parse(from) <= midnight - 1 &&
                (until === null || Date.parse(until) > midnight - 1),
            ),
          )
          expect(use.total.count).toBe(there.length)
          expect(use.rows.reduce((sum, { count }) => sum + count, 0)).toBe(there.length)
          expect(byDate.get(JSON.stringify({ date })) ?? 0).toBe(there.length)
          for (const { key, count } of use.rows) {
            const held = there.filter(({ partyId, service }) => partyId === key.partyId && service === key.service)
            expect(count).toBe(held.length)
          }
        }
        const sum = (table: Table<unknown>) => table.rows.reduce((total, { count }) => total + count, 0)
        expect([sum(nights.byUse), sum(nights.byDate), sum(nights.byUnit)]).toEqual(
          Array.from({ length: 3 }, () => nights.byUse.total.count),
        )
      }),
      settings,
    )
  })

  it('give a stay that is over as many nights as its dates lie apart', () => {
    fc.assert(
      fc.property(stays, (records) => {
        for (const stay of records) {
          if (stay.departedAt === null) continue
          const everywhere = { units: ['unit_prove', 'unit_annen'].map((unitId) => unitNamed(unitId)) }
          const { nights } = figuresOf([stay], { fom: plusDates(FIRST, -2), tom: plusDates(LAST, 5) }, everywhere)
          const [from, until] = [Date.parse(localDate(stay.admittedAt)), Date.parse(localDate(stay.departedAt))]
          // Two dates of the same calendar at midnight UTC: whole dates apart by construction.
          expect(nights.byUse.total.count).toBe(Math.round((until - from) / 86_400_000))
          expect(countLiggedogn(stay.admittedAt, stay.departedAt)).toBe(nights.byUse.total.count)
        }
      }),
      settings,
    )
  })

  it('know how many beds were in operation at every midnight, as the journal folds', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { ledger, end } = live(steps)
        const past = endedStandings(ledger.unitId, null, ledger.journal)
        const now = standingOf(ledger.state)
        for (let date = '2026-11-22' as OsloDate; startOfOsloDate(date) <= end; date = plusDates(date, 1)) {
          const midnight = startOfOsloDate(plusDates(date, 1))
          const at = plusMs(midnight, -1)
          const then = foldJournal(ledger.unitId, eventsUntil(ledger.journal, at))
          if (!then) throw new Error('the unit was described before')
          const open = then.beds.filter((bed) => !blockAt(bed, at)).length
          const expected = closureAt(then, at) ? 2 : Math.min(staffedAt(then, at), open)
          const found = countSengedogn(standingBefore(past, now, midnight), midnight, 2)
          expect([date, found]).toEqual([date, { ssb: expected, oecd: then.beds.length }])
        }
      }),
      settings,
    )
  })
})

const unitNamed = (unitId: string) => ({ unit: { ...UNIT, unitId: unitId as UnitId }, standings: [] })

type Step = { readonly after: number; readonly what: number; readonly n: number; readonly hours: number }
const step: fc.Arbitrary<Step> = fc.record({
  // Now and then to the very midnight (23:00 UTC is 11 hours after the start), and a minute to either side.
  after: fc.constantFrom(0, 1, 59, 60, 660, 659, 661, 1440, 1439, 1441, 3000),
  what: fc.nat(6),
  n: fc.nat(5),
  hours: fc.constantFrom(1, 10, 11, 12, 24, 35, 60),
})

/** A unit's life, step by step; what is refused did not happen. */
function live(steps: readonly Step[]): { readonly ledger: Ledger; readonly end: Instant } {
  let ledger = foundLedger({ rooms: plainRooms(4) })
  let now = START
  for (const { after, what, n, hours } of steps) {
    now = plusMinutes(now, after)
    const until = plusMinutes(now, hours * 60)
    const bedId = `bed_${101 + (n % 4)}a` as BedId
    const commands: readonly Command[] = [
      { name: 'set-staffing', ask: { staffed: n, until: null, reason: 'vakt' } },
      { name: 'set-staffing', ask: { staffed: n, until, reason: 'vakt' } },
      { name: 'close-unit', ask: { open: false, reason: 'ferie', until } },
      { name: 'close-unit', ask: { open: true } },
      { name: 'block-bed', ask: { bedId, reason: 'lekkasje', until: n < 3 ? until : null } },
      { name: 'open-bed', ask: { bedId } },
      { name: 'put-unit', ask: { profile: PROFILE, staffed: n, beds: bedsIn(plainRooms(1 + n)) } },
    ]
    const command = commands[what]
    const told = command && tryPerform(ledger, command, { now, actor: leaderOf(ledger.unitId) })
    if (told?.ok) ledger = told.value
  }
  return { ledger, end: plusMinutes(now, 3 * 1440) }
}
