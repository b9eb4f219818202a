import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COUNTING_RULES } from '../../lib/domain/agreement/agreement.ts'
import { judgeCompleteness, registeredNights } from '../../lib/domain/avregning/completeness.ts'
import { computeMonth, type MonthPicture } from '../../lib/domain/avregning/compute-month.ts'
import { protectLowUse } from '../../lib/domain/avregning/low-use.ts'
import { type MonthFacts, partsOf } from '../../lib/domain/avregning/month-facts.ts'
import type { PayableStay } from '../../lib/domain/avregning/paying-segments.ts'
import { sharePool } from '../../lib/domain/avregning/share-pool.ts'
import { type BedId, isKommuneParty, type PartyId } from '../../lib/domain/ids.ts'
import { canonicalJson } from '../../lib/kernel/canonical-json.ts'
import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  exactOf,
  formatExact,
  greatestOf,
  isZero,
  leastOf,
  multiplyExact,
  parseExact,
  subtractExact,
  sumExact,
  ZERO,
} from '../../lib/kernel/exact.ts'
import { type Instant, instantOf, msOf } from '../../lib/kernel/instant.ts'
import { plusMonths } from '../../lib/kernel/oslo-date.ts'
import { BODO, FAUSKE, finance, HF, MONTHS, monthFacts, PARTIES, stayIn } from '../support/avregning-months.ts'
import { countByHand, DAY, dateText, midnightOf, wallDate, wholeStay } from '../support/avregning-oracle.ts'
import { agreementOf, factsOf, month, UNIT } from '../support/avregning-world.ts'
import { chance } from './chance.ts'

const settings = chance(150)
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
const exact = (text: string): Exact => parseExact(text) ?? readLong(text)
/** Exact numbers of a working may be longer than what an agreement may say. */
function readLong(text: string): Exact {
  const [top = '0', bottom = '1'] = text.split('/')
  const [whole = '0', decimals = ''] = top.split('.')
  return divideExact(exactOf(BigInt(whole + decimals), 10n ** BigInt(decimals.length)), exactOf(BigInt(bottom)))
}
const bytesOf = (picture: MonthPicture) => canonicalJson(picture)

describe('a month of avregning', () => {
  it('sums to the øre: lines to the pool, with guests and their income to the cost, and parts to each line', () => {
    fc.assert(
      fc.property(monthFacts, (facts) => {
        const { lines, poolOre, costOre, guestIncomeOre, working } = computeMonth(facts)
        const members = lines.filter(({ guest }) => !guest)
        expect(sum(members.map(({ amountOre }) => amountOre))).toBe(poolOre)
        expect(sum(lines.map(({ amountOre }) => amountOre)) + guestIncomeOre).toBe(costOre)
        for (const { fixedOre, emptyBedsOre, useOre, lowUseAdjustmentOre, amountOre } of members)
          expect(fixedOre + emptyBedsOre + useOre + lowUseAdjustmentOre).toBe(amountOre)
        expect(sum(working.map((part) => part.poolOre))).toBe(poolOre)
        for (const part of working) {
          expect(sum(part.parties.map(({ amountOre }) => amountOre))).toBe(part.poolOre)
          const steps = part.parties.map((row) => exact(row.exact))
          expect(formatExact(sumExact(steps))).toBe(String(part.poolOre))
        }
      }),
      settings,
    )
  })

  it('is the same to the byte in whatever order stays, segments, versions, parties, units and disputes come', () => {
    const anyOrder = <T>(rows: readonly T[], seed: number): T[] =>
      rows
        .map((row, i) => ({ row, key: Math.imul(seed + 1, 2_654_435_761 * (i + 1)) % 1009 }))
        .sort((a, b) => a.key - b.key)
        .map(({ row }) => row)
    fc.assert(
      fc.property(monthFacts, fc.nat(1000), (facts, seed) => {
        const shuffled: MonthFacts = {
          ...facts,
          stays: anyOrder(facts.stays, seed).map((stay) => ({ ...stay, segments: anyOrder(stay.segments, seed) })),
          versions: anyOrder(facts.versions, seed).map(({ version, agreement }) => ({
            version,
            agreement: {
              ...agreement,
              parties: anyOrder(agreement.parties, seed),
              units: anyOrder(agreement.units, seed),
            },
          })),
          adjustments: anyOrder(facts.adjustments, seed),
          ukpRates: anyOrder(facts.ukpRates, seed),
        }
        expect(bytesOf(computeMonth(shuffled))).toBe(bytesOf(computeMonth(facts)))
        const gate = (each: MonthFacts) =>
          judgeCompleteness(each, computeMonth(each), {
            nights: anyOrder(registeredNights(each), seed),
            outside: [],
            elsewhere: [],
            ofOnePatient: [],
            dischargeDecidedAt: new Map(),
            broken: [],
          })
        expect(gate(shuffled)).toEqual(gate(facts))
      }),
      settings,
    )
  })

  it('is the same to the byte when a segment is cut in two at any instant and the bed changed', () => {
    fc.assert(
      fc.property(monthFacts, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (facts, pick, where) => {
        const cutStay = (stay: PayableStay): PayableStay => ({
          ...stay,
          segments: stay.segments.flatMap((segment, i) => {
            const until = segment.until ?? instantOf(msOf(segment.from) + 3 * DAY)
            const at = instantOf(Math.round(msOf(segment.from) + where * (msOf(until) - msOf(segment.from))))
            if (i !== pick % stay.segments.length || at <= segment.from || at >= until) return [segment]
            return [
              { ...segment, until: at },
              { ...segment, from: at, bedId: 'bed_annen' as BedId },
            ]
          }),
        })
        const cut = { ...facts, stays: facts.stays.map(cutStay) }
        expect(bytesOf(computeMonth(cut))).toBe(bytesOf(computeMonth(facts)))
      }),
      settings,
    )
  })

  it('never lowers the use sum of a party that used one night more, and never raises another’s', () => {
    const at = (ms: number) => instantOf(ms)
    const more = fc.record({ date: fc.integer({ min: 0, max: 27 }), hours: fc.integer({ min: 24, max: 48 }) })
    fc.assert(
      fc.property(monthFacts, more, ({ adjustments: _adjustments, ...facts }, { date, hours }) => {
        const [first] = facts.versions
        if (!first) return
        const { lowUse: _lowUse, emptyBeds: _emptyBeds, ...terms } = first.agreement.finance
        // Guests would make the pool another one, a pool below 0 turns everything round, and weights of 0 make a night that is none.
        const weighted = { ...terms, use: { weights: { observasjon: '1.2' } } }
        const parties = [...first.agreement.parties, { partyId: 'k-0301' as PartyId, group: 'kommuner', population: 5 }]
        const version = { ...first, agreement: { ...first.agreement, parties, finance: weighted } }
        const cost = { costOre: 100_000_000, guestIncomeOre: 0 }
        const plain = { ...facts, adjustments: [], versions: [version], cost }
        const opens = Date.parse(`${facts.month}-01T12:00:00Z`) + date * DAY
        const night: PayableStay = {
          stayId: 'stay_en-til' as PayableStay['stayId'],
          departedAt: at(opens + hours * 3_600_000),
          expectedDepartureAt: null,
          dischargedTo: null,
          duties: [],
          oppholdskommune: null,
          segments: [
            {
              from: at(opens),
              until: at(opens + hours * 3_600_000),
              partyId: FAUSKE,
              service: 'observasjon',
              unitId: UNIT,
              bedId: 'bed_en-til' as BedId,
            },
          ],
        }
        const useOf = (each: MonthFacts) =>
          new Map(
            computeMonth(each).working.flatMap((part) => part.parties.map((row) => [row.partyId, exact(row.use)])),
          )
        const [before, after] = [useOf(plain), useOf({ ...plain, stays: [...plain.stays, night] })]
        const wasUsed = computeMonth(plain).working.some(({ weightedDogn }) => weightedDogn !== '0')
        for (const [partyId, use] of after) {
          const change = compareExact(use, before.get(partyId) ?? ZERO)
          expect([partyId, partyId === FAUSKE ? change >= 0 : !wasUsed || change <= 0]).toEqual([partyId, true])
        }
      }),
      settings,
    )
  })

  it('with ten times the money is ten times as much, but for the rounding', () => {
    fc.assert(
      fc.property(monthFacts, ({ versions: [version], ...facts }) => {
        if (!version) return
        const tenfold = (ore: number) => 10 * ore
        const { agreement } = version
        const onAccount = Object.fromEntries(
          Object.entries(agreement.finance.onAccount).map(([partyId, ore]) => [partyId, tenfold(ore)]),
        )
        const guests = { admitted: true, rateOre: tenfold(agreement.guests?.rateOre ?? 0) }
        const rich = { ...version, agreement: { ...agreement, guests, finance: { ...agreement.finance, onAccount } } }
        const cost = facts.cost ?? { costOre: 0, guestIncomeOre: 0 }
        const before = computeMonth({ ...facts, versions: [version] })
        const after = computeMonth({
          ...facts,
          versions: [rich],
          cost: { costOre: tenfold(cost.costOre), guestIncomeOre: tenfold(cost.guestIncomeOre) },
        })
        const guestLines = before.lines.filter(({ guest }) => guest).length
        for (const [i, line] of after.lines.entries()) {
          const was = before.lines[i]
          expect(line.onAccountOre).toBe(tenfold(was?.onAccountOre ?? 0))
          // An øre of rounding of its own, and half an øre for each guest whose charge changed the pool.
          expect(Math.abs(line.amountOre - tenfold(was?.amountOre ?? 0))).toBeLessThanOrEqual(10 + 10 * guestLines)
        }
      }),
      settings,
    )
  })

  it('of two versions is the sum of what each version makes of its own dates', () => {
    fc.assert(
      fc.property(monthFacts, (drawn) => {
        const facts = { ...drawn, stays: drawn.stays.map(withoutGuests), adjustments: [] }
        const picture = computeMonth(facts)
        const parts = partsOf(facts)
        const dates = sum(parts.map((part) => part.dates.length))
        const wanted = new Map<PartyId, bigint>()
        let left = BigInt(picture.poolOre)
        const floors = parts.map((part) => BigInt(Math.floor((picture.poolOre * part.dates.length) / dates)))
        const rest = BigInt(picture.poolOre) - floors.reduce((total, each) => total + each, 0n)
        const byRemainder = [...parts.keys()].sort((a, b) => {
          const remainder = (i: number) => (((picture.poolOre * (parts[i]?.dates.length ?? 0)) % dates) + dates) % dates
          return remainder(b) - remainder(a) || a - b
        })
        for (const [i, part] of parts.entries()) {
          const poolOre = (floors[i] ?? 0n) + (byRemainder.indexOf(i) < Number(rest) ? 1n : 0n)
          left -= poolOre
          const alone = computeMonth({
            ...facts,
            versions: [{ ...part, agreement: { ...part.agreement, fom: part.dates[0]?.date ?? part.agreement.fom } }],
          })
          // Counted on the part's own dates alone, by the version alone.
          const own = alone.dogn.filter(({ date }) => part.dates.some((each) => each.date === date))
          const dogn = new Map<PartyId, Exact>()
          for (const row of own)
            dogn.set(
              row.partyId,
              addExact(dogn.get(row.partyId) ?? ZERO, multiplyExact(exact(row.count), exact(row.weight))),
            )
          const nights = [...alone.charged, ...alone.excused].filter(({ date }) =>
            part.dates.some((each) => each.date === date),
          )
          const places = exact(part.agreement.places ?? '1')
          const empty = subtractExact(
            exactOf(1),
            divideExact(exactOf(nights.length), multiplyExact(places, exactOf(part.dates.length))),
          )
          const shared = sharePool({
            poolOre,
            parties: [...part.agreement.parties].sort((a, b) => (a.partyId < b.partyId ? -1 : 1)),
            finance: part.agreement.finance,
            dogn,
            emptyPart: part.agreement.finance.emptyBeds ? greatestOf(ZERO, empty) : null,
          })
          for (const line of shared.lines) wanted.set(line.partyId, (wanted.get(line.partyId) ?? 0n) + line.amountOre)
        }
        expect(left).toBe(0n)
        expect(new Map(picture.lines.map(({ partyId, amountOre }) => [partyId, BigInt(amountOre)]))).toEqual(wanted)
      }),
      settings,
    )
  })

  it('charges or excuses every night that is registered, once', () => {
    fc.assert(
      fc.property(monthFacts, (facts) => {
        const { charged, excused } = computeMonth(facts)
        const nameOf = ({ stayId, date, unitId }: (typeof charged)[number]) => `${stayId} ${date} ${unitId}`
        const nights = registeredNights(facts).map(nameOf).sort()
        expect([...charged, ...excused].map(nameOf).sort()).toEqual(nights)
        expect(new Set(nights).size).toBe(nights.length)
      }),
      settings,
    )
  })

  it('never has a night on a kommune’s line in the pool and on its betalingsplikt account', () => {
    fc.assert(
      fc.property(monthFacts, (facts) => {
        const { dogn, betalingsplikt, working } = computeMonth(facts)
        const inPool = new Set(dogn.map(({ partyId, stayId, date }) => `${partyId} ${stayId} ${date}`))
        const owed = betalingsplikt.flatMap(({ kommune, hf, nights }) =>
          nights.map((night) => ({ kommune, hf, ...night })),
        )
        for (const { kommune, hf, stayId, date } of owed) {
          expect(isKommuneParty(kommune) && !isKommuneParty(hf)).toBe(true)
          expect(inPool.has(`${kommune} ${stayId} ${date}`)).toBe(false)
          const part = working.find(({ fom, tom }) => fom <= date && date <= tom)
          const version = facts.versions.find(({ version: number }) => number === part?.agreementVersion)
          expect(version?.agreement.finance.utskrivningsklar).toBe('betalingsplikt')
        }
        const names = owed.map(({ stayId, date }) => `${stayId} ${date}`)
        expect(new Set(names).size).toBe(names.length)
      }),
      settings,
    )
  })
})

/** Everybody who pays is a party, so that the pool does not depend on what is counted. */
const withoutGuests = (stay: PayableStay): PayableStay => ({
  ...stay,
  oppholdskommune: stay.oppholdskommune && BODO,
  segments: stay.segments.map((segment) => ({
    ...segment,
    partyId: isKommuneParty(segment.partyId) && segment.partyId !== FAUSKE ? BODO : segment.partyId,
  })),
})

describe('counting', () => {
  const wished = fc.constantFrom(...MONTHS).chain((text) =>
    fc.record({
      text: fc.constant(text),
      stay: stayIn({ month: text, duties: false, guests: false }).map((make) => make('a')),
      rule: fc.constantFrom(...COUNTING_RULES),
      sameDayDogn: fc.constantFrom('0', '0.5', '1'),
    }),
  )
  const NOW = '2029-01-01T00:00:00.000Z' as Instant

  it('gives each month its own døgn by payer, and the months add up to the stay', () => {
    fc.assert(
      fc.property(wished, ({ text, stay: drawn, rule, sameDayDogn }) => {
        const stay = { ...drawn, segments: drawn.segments.map((segment) => ({ ...segment, unitId: UNIT })) }
        const versions = [agreementOf({ counting: { rule, sameDayDogn } })]
        const months = Array.from({ length: 5 }, (_, i) => plusMonths(month(text), i - 2))
        const lastMonth = months.at(-1) ?? month(text)
        const end = midnightOf(wallDate(Date.parse(`${plusMonths(lastMonth, 1)}-01T12:00:00Z`)))
        const slices = stay.segments.map(({ from, until, partyId }) => ({
          from: msOf(from),
          until: until === null ? end : msOf(until),
          payer: partyId,
        }))
        const wanted = countByHand(rule, slices, stay.departedAt !== null, Number(sameDayDogn))
        const counted = months.map((each) => computeMonth(factsOf({ month: each, now: NOW, versions, stays: [stay] })))
        for (const [i, picture] of counted.entries()) {
          const own = wanted.filter((row) => row.month === months[i])
          const payers = new Set([...own.map(({ payer }) => payer), ...picture.dogn.map(({ partyId }) => partyId)])
          for (const payer of payers) {
            const ms = sum(own.filter((row) => row.payer === payer).map((row) => row.ms))
            const found = sumExact(
              picture.dogn.filter(({ partyId }) => partyId === payer).map(({ count }) => exact(count)),
            )
            expect([months[i], payer, formatExact(found)]).toEqual([months[i], payer, formatExact(exactOf(ms, DAY))])
          }
        }
        const total = sumExact(counted.flatMap(({ dogn }) => dogn.map(({ count }) => exact(count))))
        const [from = 0, until = 0] = [slices[0]?.from, slices.at(-1)?.until]
        expect(formatExact(total)).toBe(formatExact(exactOf(wholeStay(rule, from, until, Number(sameDayDogn)), DAY)))
      }),
      chance(300),
    )
  })

  it('has its wall clock right, or nothing above is proved', () => {
    for (const { fom, tom } of [
      { fom: '2026-03-27', tom: '2026-04-02' },
      { fom: '2026-10-23', tom: '2026-10-27' },
    ]) {
      for (let date = wallDate(Date.parse(`${fom}T12:00:00Z`)); dateText(date) <= tom; date += 1) {
        const local = new Intl.DateTimeFormat('sv-SE', {
          timeZone: 'Europe/Oslo',
          dateStyle: 'short',
          timeStyle: 'medium',
        })
        expect(local.format(midnightOf(date))).toBe(`${dateText(date)} 00:00:00`)
        expect(local.format(midnightOf(date) - 1)).toBe(`${dateText(date - 1)} 23:59:59`)
      }
    }
  })
})

describe('low-use protection', () => {
  const row = fc.record({ dogn: fc.constantFrom(0, 1, 1, 2, 5, 30), fixed: fc.nat(1000) })
  const ask = fc.record({
    rows: fc.array(row, { minLength: 1, maxLength: 6 }).filter((rows) => rows.some(({ dogn }) => dogn > 0)),
    poolOre: fc.integer({ min: 1, max: 100_000 }),
    share: fc.constantFrom('0', '0.4', '1/3', '1'),
    factor: fc.constantFrom('1', '1.1', '1.5', '4/3', '3'),
    standbyShare: fc.constantFrom('0', '0.5', '1'),
  })

  it('is what trying every set of capped parties gives: nobody above a cap, the sum exact, λ never below 0', () => {
    let wereCapped = 0
    fc.assert(
      fc.property(ask, ({ rows, poolOre, share, factor, standbyShare }) => {
        const pool = exactOf(poolOre)
        const keySum = sum(rows.map(({ fixed }) => fixed)) || 1
        const dognSum = exactOf(sum(rows.map(({ dogn }) => dogn)))
        const isKeyed = rows.some(({ fixed }) => fixed > 0)
        const parties = rows.map(({ dogn, fixed }) => {
          const standby = multiplyExact(
            multiplyExact(pool, exact(share)),
            isKeyed ? exactOf(fixed, keySum) : exactOf(1, rows.length),
          )
          const use = multiplyExact(
            subtractExact(pool, multiplyExact(pool, exact(share))),
            divideExact(exactOf(dogn), dognSum),
          )
          return { dogn: exactOf(dogn), standby, base: addExact(standby, use) }
        })
        const terms = { factor: exact(factor), standbyShare: exact(standbyShare) }
        const found = protectLowUse(pool, parties, terms)
        const mean = divideExact(pool, dognSum)
        const caps = parties.map(({ dogn, standby }) =>
          greatestOf(
            multiplyExact(terms.standbyShare, standby),
            multiplyExact(multiplyExact(terms.factor, mean), dogn),
          ),
        )
        const wanted = searchCapped(pool, parties, caps)
        expect(found.amounts.map(({ amount }) => formatExact(amount))).toEqual(wanted.map(formatExact))
        expect(formatExact(sumExact(found.amounts.map(({ amount }) => amount)))).toBe(String(poolOre))
        expect(compareExact(found.lambda, ZERO)).toBeGreaterThanOrEqual(0)
        for (const [i, { amount }] of found.amounts.entries()) {
          expect(compareExact(amount, caps[i] ?? ZERO)).toBeLessThanOrEqual(0)
          const base = parties[i]?.base ?? ZERO
          if (compareExact(amount, base) < 0) wereCapped += 1
        }
      }),
      chance(400),
    )
    expect(wereCapped).toBeGreaterThan(100)
  })

  /** Every way of saying who is at the cap; the one that holds together is the answer. */
  function searchCapped(
    pool: Exact,
    parties: readonly { readonly dogn: Exact; readonly base: Exact }[],
    caps: readonly Exact[],
  ): readonly Exact[] {
    for (let set = 0; set < 2 ** parties.length; set += 1) {
      const isCapped = (i: number) => Math.floor(set / 2 ** i) % 2 === 1
      const open = parties.filter((_, i) => !isCapped(i))
      const openDogn = sumExact(open.map(({ dogn }) => dogn))
      const fixed = sumExact([...caps.filter((_, i) => isCapped(i)), ...open.map(({ base }) => base)])
      const missing = subtractExact(pool, fixed)
      if (isZero(openDogn) && !isZero(missing)) continue
      // Nobody moves with λ any more: any λ so large that all who are capped meet their caps will do.
      const lambda = isZero(openDogn) ? exactOf(10n ** 12n) : divideExact(missing, openDogn)
      const lineOf = (i: number) => addExact(parties[i]?.base ?? ZERO, multiplyExact(lambda, parties[i]?.dogn ?? ZERO))
      const holds = parties.every((_, i) => {
        const against = compareExact(lineOf(i), caps[i] ?? ZERO)
        return isCapped(i) ? against >= 0 : against <= 0
      })
      if (compareExact(lambda, ZERO) >= 0 && holds)
        return parties.map((_, i) => leastOf(caps[i] ?? ZERO, isCapped(i) ? (caps[i] ?? ZERO) : lineOf(i)))
    }
    throw new RangeError('no set of capped parties holds together')
  }

  it('moves nothing from those who used nothing but the standby floor, whatever the agreement', () => {
    fc.assert(
      fc.property(monthFacts, finance, (facts, terms) => {
        const lowUse = { factor: '1.5', standbyShare: '0.5' }
        const versions = [agreementOf({ ...terms, lowUse, emptyBeds: undefined }, { parties: PARTIES })]
        const { working, poolOre } = computeMonth({ ...facts, versions })
        for (const part of working) {
          if (part.lowUse === null) continue
          for (const { partyId, cap, exact: amount, weightedDogn, fixed } of part.parties) {
            expect([partyId, compareExact(exact(amount), exact(cap ?? '0')) <= 0]).toEqual([partyId, true])
            if (weightedDogn === '0') {
              const floor = multiplyExact(exact('0.5'), exact(fixed))
              expect(formatExact(exact(amount))).toBe(formatExact(floor))
            }
          }
        }
        expect(working.every((part) => part.lowUse === null || poolOre > 0)).toBe(true)
        expect(PARTIES.some(({ partyId }) => partyId === HF)).toBe(true)
      }),
      settings,
    )
  })
})
