import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeEdxlHave } from '../../lib/documents/edxl-have.ts'
import { standingOf } from '../../lib/domain/lookup/standing.ts'
import { healthcareServicesOf } from '../../lib/fhir/healthcare-services.ts'
import { locationsOf } from '../../lib/fhir/locations.ts'
import { measureReportOf } from '../../lib/fhir/measure-reports.ts'
import { ORGANIZATIONS } from '../../lib/fhir/organizations.ts'
import type { Identified } from '../../lib/fhir/resource.ts'
import { faultsIn, referencesIn } from '../support/fhir-rules.ts'
import { haveFaultsIn } from '../support/have-rules.ts'
import { bedStatesThen, countThen, readFacts } from '../support/pool-oracle.ts'
import { history, live } from '../support/pool-world.ts'
import { at, parseXml, textAt } from '../support/xml-tree.ts'
import { chance } from './chance.ts'

const BASE = 'https://trekkspill.example/fhir/R4'
const LONGEST_RUN_MS = 3_600_000

const codeOf = (bed: Identified): string | undefined => (bed['operationalStatus'] as { code: string } | undefined)?.code
const isBed = (location: Identified): boolean => location['partOf'] !== undefined
const isHeld = (location: Identified): boolean => JSON.stringify(location['extension'] ?? '').includes('bed-held-until')

describe('FHIR and EDXL-HAVE', () => {
  it('say of every unit in any history what the journal says, in what R4 and HAVE allow', {
    timeout: LONGEST_RUN_MS,
  }, () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(history, (lived) => {
        const { units, now } = live(lived)
        for (const { unitId, journal, state } of units.values()) {
          const facts = readFacts(unitId, journal)
          const [count, states] = [countThen(facts, now), [...bedStatesThen(facts, now).values()]]
          const inState = (...wanted: string[]) => states.filter((each) => wanted.includes(each)).length

          const locations = locationsOf(BASE, state, now)
          const beds = locations.filter(isBed)
          const withCode = (code: string | undefined) => beds.filter((bed) => codeOf(bed) === code).length
          expect([beds.length, withCode('O'), withCode('U'), withCode('H'), withCode('C')]).toEqual([
            count.physical,
            count.occupied,
            inState('free'),
            inState('cleaning'),
            inState('blocked', 'closed'),
          ])
          // A held bed is told by the extension alone: never occupied, and never free.
          expect([beds.filter(isHeld).length, withCode(undefined)]).toEqual([count.held, count.held])

          const report = measureReportOf(BASE, state, now)
          const [{ population }] = report['group'] as [
            { population: { code: { coding: { code: string }[] }; count: number }[] },
          ]
          expect(Object.fromEntries(population.map(({ code, count: n }) => [code.coding[0]?.code, n]))).toEqual({
            numTotBeds: count.physical,
            numTotBedsOcc: count.occupied,
            numTotBedsAvail: count.free,
            held: count.held,
            staffed: count.staffed,
          })

          const have = parseXml(writeEdxlHave([state], now))
          expect(haveFaultsIn(have)).toEqual([])
          const capacities = at(have, 'have:facility/have:serviceList/have:serviceListItem/have:serviceBedCapacity')
          // Old facts are no numbers; whoever reads the document must ring.
          const { stale, status } = standingOf(state, count.free, now)
          expect(
            capacities.map((each) => [textAt(each, 'have:availableCount'), textAt(each, 'have:baselineCount')]),
          ).toEqual(stale && status !== 'stengt' ? [] : [[String(count.free), String(count.physical)]])

          const services = healthcareServicesOf(BASE, state, now)
          for (const service of services)
            expect(JSON.stringify(service)).toContain(`{"url":"free","valueUnsignedInt":${count.free}}`)

          const all = [...locations, ...services, report]
          expect(all.flatMap(faultsIn)).toEqual([])
          const known = new Set([...all, ...ORGANIZATIONS].map(({ resourceType, id }) => `${resourceType}/${id}`))
          expect(referencesIn(all).filter((reference) => !known.has(reference))).toEqual([])
          expect(new Set(all.map(({ resourceType, id }) => `${resourceType}/${id}`)).size).toBe(all.length)
          for (const each of states) seen.add(each)
        }
      }),
      chance(60),
    )
    expect([...seen].sort()).toEqual(['blocked', 'cleaning', 'closed', 'free', 'held', 'leaving', 'occupied'])
  })

  it('knows every organisation by a register of its own', () => {
    expect(ORGANIZATIONS.flatMap(faultsIn)).toEqual([])
    const hf = ORGANIZATIONS.find(({ id }) => id === 'hf-983974910')
    expect(hf?.['identifier']).toEqual([{ system: 'urn:oid:2.16.578.1.12.4.1.4.101', value: '983974910' }])
  })
})
