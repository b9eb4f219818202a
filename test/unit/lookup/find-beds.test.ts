import { describe, expect, it } from 'vitest'
import type { Kommunenummer } from '../../../lib/domain/ids.ts'
import { DEFAULT_ROADS, roadKm, travelMinutes } from '../../../lib/domain/lookup/distance.ts'
import { findBeds, type LookupAsk } from '../../../lib/domain/lookup/find-beds.ts'
import { admit, block, close, having, havingAt, min, place, refusal, stayId } from '../../support/pool-acts.ts'
import {
  BODO,
  foundLedger,
  HF,
  type Ledger,
  OSLO,
  plainRooms,
  START,
  type UnitWish,
} from '../../support/pool-ledger.ts'

const ASK: LookupAsk = { kommune: '1804' as Kommunenummer, partyId: BODO, service: null, needs: [], position: null }
const unit = (name: string, wish: UnitWish = {}) => foundLedger({ unitId: `unit_${name}`, ...wish })
const inKommune = (kommune: string) => ({ kommune: kommune as Kommunenummer })
const rows = (ledgers: readonly Ledger[], ask: Partial<LookupAsk> = {}, now = START) =>
  findBeds(
    ledgers.map(({ state }) => state),
    { ...ASK, ...ask },
    now,
  )
const order = (ledgers: readonly Ledger[], ask: Partial<LookupAsk> = {}, now = START) =>
  rows(ledgers, ask, now).map((row) => row.unitId.slice('unit_'.length))

describe('a lookup', () => {
  it('puts what meets the needs first, whoever’s it is', () => {
    const own = unit('own')
    const far = unit('far', { profile: { ...inKommune('1838'), capabilities: ['oksygen'] } })
    expect(order([own, far], { needs: ['oksygen'] })).toEqual(['far', 'own'])
    expect(rows([own], { needs: ['oksygen'] })[0]).toMatchObject({ meetsNeeds: false, missingNeeds: ['oksygen'] })
  })

  it('says of the needs what a hold would be told', () => {
    const rooms = { 101: { a: ['isolat'], b: ['isolat'] }, 102: { a: ['isolat'], b: ['isolat'] } }
    const guaranteed = unit('a', {
      rooms,
      terms: {
        groups: {
          kommuner: { guaranteed: 0, parties: [BODO] },
          hf: { guaranteed: 1, parties: [HF] },
        },
      },
    })
    const half = having(guaranteed, admit('one', { needs: ['isolat'] }))
    const isolat = { needs: ['isolat'] }
    // A second patient in isolation would shut the bed that the HF is guaranteed.
    expect(rows([half], isolat)[0]).toMatchObject({ bookable: 1, meetsNeeds: false, missingNeeds: ['isolat'] })
    expect(refusal(half, place('two', isolat))).toMatchObject({ bookable: 1, missingNeeds: ['isolat'] })
    expect(rows([half], { ...isolat, partyId: HF })[0]).toMatchObject({ meetsNeeds: true, missingNeeds: [] })
    expect(refusal(half, place('two', { ...isolat, partyId: HF }))).toBeUndefined()
  })

  it('then the own kommune, then partners, then where one is a guest, then the others', () => {
    const elsewhere = inKommune('1838')
    const own = unit('own', { profile: inKommune('1804'), terms: { groups: { hf: { guaranteed: 0, parties: [HF] } } } })
    const partner = unit('partner', { profile: elsewhere })
    const guest = unit('guest', {
      profile: elsewhere,
      terms: { groups: { hf: { guaranteed: 0, parties: [HF] } }, guests: true },
    })
    const none = unit('none', { profile: elsewhere, terms: null })
    expect(order([none, guest, partner, own])).toEqual(['own', 'partner', 'guest', 'none'])
    expect(rows([own])[0]).toMatchObject({ entitlement: 'none', bookable: 0, status: 'full' })
  })

  it('then the guaranteed before the flexible', () => {
    const flexible = unit('a', { profile: inKommune('1838') })
    const guaranteed = unit('b', {
      profile: inKommune('1838'),
      terms: { groups: { kommuner: { guaranteed: 1, parties: [BODO] } } },
    })
    expect(order([flexible, guaranteed])).toEqual(['b', 'a'])
  })

  it('then what can be booked now before what is stale, full or closed', () => {
    const open = unit('z', { rooms: plainRooms(1) })
    const full = having(unit('a', { rooms: plainRooms(1) }), admit('one'))
    const shut = having(unit('b'), close(min(600)))
    const now = min(241)
    const confirmed = havingAt(open, { now }, { name: 'confirm-unit', ask: {} })
    expect(order([full, shut, unit('c'), confirmed], {}, now)).toEqual(['z', 'a', 'b', 'c'])
    expect(rows([full, shut, unit('c'), confirmed], {}, now).map((row) => row.status)).toEqual([
      'fa',
      'ma-ringes',
      'stengt',
      'ma-ringes',
    ])
  })

  it('then the nearer, then those whose way nobody knows, then by id', () => {
    const near = unit('near', { profile: { lat: 67.3 } })
    const far = unit('far', { profile: { lat: 68 } })
    const position = { lat: 67.28, lon: 14.4 }
    expect(order([far, near], { position })).toEqual(['near', 'far'])
    expect(order([near, far])).toEqual(['far', 'near'])
    expect(rows([far, near], { position })[0]?.reasons).toContain('nearest')
    expect(rows([far, near], { position })[1]?.reasons).not.toContain('nearest')
  })

  it('believes the agreement’s own travel times more than the map', () => {
    const agreed = unit('agreed')
    const state = {
      ...agreed.state,
      terms: agreed.state.terms.map((dated) => ({
        ...dated,
        terms: dated.terms && { ...dated.terms, travelMinutes: { [BODO]: 95 } },
      })),
    }
    const [row] = findBeds([state], { ...ASK, position: { lat: 67.28, lon: 14.4 } }, START)
    expect(row).toMatchObject({ travelMinutes: 95, distanceKm: 0 })
    expect(findBeds([state], { ...ASK, partyId: HF }, START)[0]?.travelMinutes).toBeNull()
  })

  it.each([
    [-1, 'ledig', false],
    [0, 'ledig', false],
    [1, 'ma-ringes', true],
  ])('shows what was confirmed 240 minutes and %i ms ago as %s', (ms, status, stale) => {
    expect(rows([unit('a')], {}, min(240, ms))[0]).toMatchObject({
      status,
      stale,
      ageSeconds: ms < 0 ? 14_399 : 14_400,
    })
  })

  it.each([
    [3, 'ledig'],
    [2, 'ledig'],
    [1, 'fa'],
    [0, 'full'],
  ])('with %i beds left says %s', (left, status) => {
    const stays = Array.from({ length: 3 - left }, (_, i) => admit(`${i}`))
    expect(rows([having(unit('a'), ...stays)])[0]).toMatchObject({ status, bookable: left })
  })

  it('leaves out units without the service', () => {
    const ledgers = [
      unit('all'),
      unit('dps', { profile: { services: ['dps'] } }),
      unit('kad', { profile: { services: ['kad-somatikk'] } }),
    ]
    expect(order(ledgers, { service: 'kad-somatikk' })).toEqual(['all', 'kad'])
    expect(order(ledgers)).toEqual(['all', 'dps', 'kad'])
  })

  it('tells when the next bed is expected: the first of departure, block and closure, and never that a patient does not come', () => {
    const one = unit('a', { rooms: plainRooms(1) })
    const plan = { name: 'plan-departure', ask: { stayId: stayId('one'), expectedAt: min(90) } } as const
    expect(rows([having(one, admit('one'))])[0]?.nextFreeAt).toBeNull()
    expect(rows([having(one, admit('one'), plan)])[0]?.nextFreeAt).toBe(min(90))
    expect(rows([having(one, place('one'))])[0]?.nextFreeAt).toBeNull()
    expect(rows([having(one, block('101a', min(45)))])[0]?.nextFreeAt).toBe(min(45))
    expect(rows([having(one, admit('one'), plan, close(min(60)))])[0]?.nextFreeAt).toBe(min(60))
    expect(rows([having(one, admit('one'), plan)], {}, min(91))[0]?.nextFreeAt).toBeNull()
    expect(rows([one])[0]?.nextFreeAt).toBeNull()
  })

  it('asks by right of the HF where one is named, near the patient’s own kommune', () => {
    expect(rows([unit('a')], { partyId: HF })[0]).toMatchObject({
      entitlement: 'flexible',
      reasons: ['own-kommune', 'flexible-bed'],
    })
    expect(rows([unit('a')], { partyId: OSLO, kommune: null })[0]).toMatchObject({
      entitlement: 'none',
      reasons: ['not-entitled'],
    })
    // Full or not, and whoever leaves: none of it is for one without a right.
    const full = having(foundLedger({ rooms: plainRooms(1) }), admit('one', { expectedDepartureAt: min(90) }))
    const outside = { partyId: OSLO, kommune: null }
    expect(rows([full], outside)[0]).toMatchObject({ status: 'full', nextFreeAt: null, reasons: ['not-entitled'] })
    expect(rows([full])[0]).toMatchObject({ status: 'full', nextFreeAt: min(90) })
  })
})

describe('the way there', () => {
  it('is the great circle times the road factor', () => {
    const [bodo, fauske] = [
      { lat: 67.2804, lon: 14.4049 },
      { lat: 67.2596, lon: 15.3941 },
    ]
    expect(roadKm(bodo, fauske, { roadFactor: 1, kmPerHour: 60 })).toBe(42.6)
    expect(roadKm(bodo, fauske, DEFAULT_ROADS)).toBe(59.6)
    expect(roadKm(bodo, bodo, DEFAULT_ROADS)).toBe(0)
    expect(roadKm({ lat: 0, lon: 0 }, { lat: 0, lon: 180 }, { roadFactor: 1, kmPerHour: 60 })).toBe(20_015.1)
  })

  it.each([
    [0, 0],
    [0.1, 1],
    [1, 1],
    [60, 60],
    [60.1, 61],
  ])('of %d km takes %i minutes, rounded up', (km, minutes) => {
    expect(travelMinutes(km, DEFAULT_ROADS)).toBe(minutes)
  })
})
