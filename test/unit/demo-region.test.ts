import { describe, expect, it } from 'vitest'
import {
  ARRIVAL_HOURS,
  agesOf,
  DISCHARGED_TO,
  REASONS,
  REFERRERS,
  SERVICES_ASKED,
} from '../../infra/local/demo/demography.ts'
import { readRegion } from '../../infra/local/demo/region.ts'
import { STALE_UNITS } from '../../infra/local/demo/world.ts'
import { listCode } from '../../lib/contract/fields.ts'
import { findAgreementFaults } from '../../lib/domain/agreement/agreement.ts'
import { containsIdentityNumber } from '../../lib/domain/person/identity-number.ts'
import { addExact, parseExact, ZERO } from '../../lib/kernel/exact.ts'

const region = readRegion()

describe('the region file', () => {
  it('holds 62 units under 58 agreements, and the 80 kommuner of the three fylker', () => {
    expect(region.units).toHaveLength(62)
    expect(region.agreements).toHaveLength(58)
    expect(region.kommuner).toHaveLength(80)
    expect(new Set(region.kommuner.map((row) => row.fylke))).toEqual(new Set(['Nordland', 'Troms', 'Finnmark']))
  })

  it('has the frame of Finnmark from Delrapport 5: 15 sykestuer, 32.88 financed places', () => {
    expect(region.units.filter(({ request }) => request.kind === 'sykestue')).toHaveLength(15)
    const places = region.agreements.flatMap(({ request }) => parseExact(request.places ?? '') ?? [])
    expect(places.reduce(addExact, ZERO)).toEqual(parseExact('32.88'))
  })

  it('puts every unit under exactly one agreement, and every agreement adds up', () => {
    const named = region.agreements.flatMap(({ request }) => request.units)
    expect([...named].sort()).toEqual(region.units.map((unit) => unit.unitId).sort())
    const facts = new Map(
      region.units.map(({ unitId, request }) => {
        const physical = request.rooms.reduce((sum, room) => sum + room.beds.length, 0)
        return [unitId, { physical, agreementId: null }] as const
      }),
    )
    const faults = region.agreements.flatMap(({ agreementId, request }) =>
      findAgreementFaults(agreementId, request, facts).map((fault) => ({ agreementId, ...fault })),
    )
    expect(faults).toEqual([])
  })

  it('names only kommuner of the region as kommune parties, with their number of people', () => {
    const population = new Map(region.kommuner.map((row) => [`k-${row.kommunenummer}`, row.population]))
    for (const { request } of region.agreements) {
      for (const party of request.parties.filter(({ partyId }) => partyId.startsWith('k-'))) {
        expect(population.get(party.partyId), party.partyId).toBeGreaterThan(0)
        if (party.population !== undefined) expect(party.population).toBe(population.get(party.partyId))
      }
    }
  })

  it('says how every month is shared, paid ahead, invoiced and posted, with orgnr that no organisation has', () => {
    for (const { agreementId: id, request } of region.agreements) {
      const { onAccount = {}, kostra, ehf } = request.finance ?? {}
      const paidOre = Object.values(onAccount).reduce((sum, ore) => sum + ore, 0)
      expect(paidOre, id).toBeGreaterThan(0)
      expect([kostra?.ansvar, ehf?.account, ehf?.exemptionReason], id).not.toContain(undefined)
      const partyIds = request.parties.map(({ partyId }) => partyId)
      expect(Object.keys(ehf?.parties ?? {}), id).toEqual(expect.arrayContaining(partyIds))
    }
    const contacts = region.agreements.flatMap(({ request }) => Object.entries(request.finance?.ehf?.parties ?? {}))
    const orgnrOf = new Map<string, Set<string | undefined>>()
    for (const [partyId, { orgnr }] of contacts.filter(([id]) => id.startsWith('k-'))) {
      orgnrOf.set(partyId, (orgnrOf.get(partyId) ?? new Set()).add(orgnr))
    }
    const invented = [...orgnrOf.values()].map((own) => [...own].join(' '))
    expect(new Set(invented).size).toBe(invented.length)
    for (const orgnr of invented) expect(orgnr).toMatch(/^3\d{8}$/)
  })

  it('holds no identity number', () => {
    expect(containsIdentityNumber(JSON.stringify(region))).toBe(false)
  })
})

describe('the demography', () => {
  const codes = [
    ...Object.values(REASONS).flat(),
    ...Object.values(REFERRERS).flat(),
    ...Object.values(DISCHARGED_TO).flat(),
    ...['psykisk', 'observasjon', 'luftveier'].flatMap(agesOf),
  ].map(([code]) => code)

  it.each([...new Set(codes)])('%s is a code that a client could have sent', (code) => {
    expect(listCode.parse(code)).toBe(code)
  })

  it('finds something to ask for at every unit, whoever pays', () => {
    for (const { unitId, request } of region.units) {
      for (const rows of Object.values(SERVICES_ASKED[request.kind])) {
        const offered = rows.filter(([service]) => request.services?.includes(service) ?? true)
        expect(offered.length, unitId).toBeGreaterThan(0)
      }
    }
  })

  it('knows every hour, and stale units that the region has', () => {
    expect(ARRIVAL_HOURS).toHaveLength(24)
    const ids: readonly string[] = region.units.map((unit) => unit.unitId)
    expect([...STALE_UNITS.keys()].filter((unitId) => !ids.includes(unitId))).toEqual([])
  })
})
