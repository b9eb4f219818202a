import { describe, expect, it } from 'vitest'
import {
  type DepartedStay,
  describeDeparture,
  protectDepartures,
} from '../../../lib/domain/statistics/departed-stay.ts'
import type { Service } from '../../../lib/domain/vocabulary.ts'
import { stayOf } from '../../support/nights.ts'
import { instant } from '../../support/pool-ledger.ts'

const departure = (service: Service, from: string, until: string): DepartedStay =>
  describeDeparture(
    stayOf('stay_1', [{ from, service, partyId: 'k-1804' }], until, { ageBand: '80+', referrer: 'legevakt' }),
    instant(until),
  )

describe('a departed stay', () => {
  it('is told by local dates and SSB’s liggedogn, as a row without identity', () => {
    expect(departure('kad-somatikk', '2026-11-03T22:59:00Z', '2026-11-03T23:01:00Z')).toEqual({
      unitId: 'unit_prove',
      serviceType: '25',
      service: 'kad-somatikk',
      admittedDate: '2026-11-03',
      departedDate: '2026-11-04',
      liggedogn: 1,
      oppholdskommune: '1804',
      ageBand: '80+',
      referrer: 'legevakt',
      dischargedTo: 'hjem',
    })
  })

  it.each<[service: Service, serviceType: string | null]>([
    ['kad-somatikk', '25'],
    ['kad-psyk-rus', '25'],
    ['sykestue', null],
    ['observasjon', null],
  ])('%s is service type %s', (service, serviceType) => {
    expect(departure(service, '2026-11-03T10:00:00Z', '2026-11-04T10:00:00Z').serviceType).toBe(serviceType)
  })
})

describe('for readers outside the unit', () => {
  const row = departure('kad-somatikk', '2026-11-03T10:00:00Z', '2026-11-04T10:00:00Z')
  const times = (count: number, more: Partial<DepartedStay> = {}) =>
    Array.from({ length: count }, () => ({ ...row, ...more }))

  it.each([
    [4, true],
    [5, false],
    [6, false],
  ])('what %i patients have in common is withheld: %s', (count, suppressed) => {
    const withheld = { oppholdskommune: null, ageBand: null, referrer: null, dischargedTo: null }
    expect(protectDepartures(times(count))).toEqual(
      times(count).map((each) => ({ ...each, ...(suppressed ? withheld : {}), suppressed })),
    )
  })

  it.each<Partial<DepartedStay>>([{ ageBand: '0-17' }, { referrer: null }, { dischargedTo: 'sykehus' }])(
    'one among many who differs by %o is withheld, and nobody else; the sums stand',
    (more) => {
      const shown = protectDepartures([...times(9), ...times(1, { ...more, liggedogn: 7 })])
      expect(shown.map(({ suppressed }) => suppressed)).toEqual([...Array.from({ length: 9 }, () => false), true])
      expect(shown.reduce((sum, { liggedogn }) => sum + liggedogn, 0)).toBe(16)
      expect(JSON.stringify(shown.at(-1))).not.toMatch(/0-17|sykehus|1804/)
    },
  )
})
