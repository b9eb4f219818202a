import { describe, expect, it } from 'vitest'
import { accordionOf } from '../../../web/statistikk/accordion.ts'
import { norwegianCsv } from '../../../web/statistikk/norwegian-csv.ts'
import { periodOf } from '../../../web/statistikk/periods.ts'

describe('a period', () => {
  const at = Date.parse('2026-02-28T23:30:00Z')
  it('goes by the dates in Oslo', () => {
    expect(periodOf('this-month', at)).toEqual({ fom: '2026-03-01', tom: '2026-03-01' })
    expect(periodOf('last-month', at)).toEqual({ fom: '2026-02-01', tom: '2026-02-28' })
    expect(periodOf('year', at)).toEqual({ fom: '2026-01-01', tom: '2026-03-01' })
  })

  it('goes back over the turn of the year', () => {
    expect(periodOf('quarter', Date.parse('2026-02-10T12:00:00Z'))).toEqual({ fom: '2025-11-01', tom: '2026-01-31' })
    expect(periodOf('last-month', Date.parse('2026-01-10T12:00:00Z'))).toEqual({
      fom: '2025-12-01',
      tom: '2025-12-31',
    })
  })
})

describe('the accordion', () => {
  const row = (date: string, nights: Readonly<Record<string, number>> | null) => ({
    date,
    liggedogn: 0,
    suppressed: false,
    ssb: { sengedogn: 8, percent: 0 },
    oecd: { sengedogn: 8, percent: 0 },
    use:
      nights &&
      Object.entries(nights).map(([partyId, liggedogn]) => ({
        partyId,
        service: 'observasjon',
        liggedogn,
        suppressed: false,
      })),
  })

  const asIs = (partyId: string) => partyId

  it('shows those with most nights, and everybody else as one', () => {
    const nights = { 'k-1': 1, 'k-2': 9, 'k-3': 8, 'k-4': 7, 'k-5': 6, 'k-6': 5, 'k-7': 2 }
    const { chart, rows } = accordionOf({ byDate: { suppressed: false, rows: [row('2026-10-01', nights)] } }, asIs)
    expect(chart).toMatchObject({ series: ['k-2', 'k-3', 'k-4', 'k-5', 'k-6', 'andre'] })
    expect(rows).toEqual([['2026-10-01', ...['9', '8', '7', '6', '5', '3'].map((number) => ({ number }))]])
  })

  it('says that it is withheld where no date may be shown', () => {
    expect(accordionOf({ byDate: { suppressed: false, rows: [row('2026-10-01', null)] } }, asIs).isHidden).toBe(true)
  })
})

it('a file is what Norwegian Excel reads, runs nothing, and says what is withheld', () => {
  const columns = [
    { label: 'Enhet', isNumber: false },
    { label: 'Belegg; %', isNumber: true },
  ]
  const rows = [['=1+1', { number: '72.5' }], ['To "nye"', { hidden: true }] as const, ['Tre', null]] as const
  expect(norwegianCsv({ columns, rows })).toBe(
    '\uFEFFEnhet;"Belegg; %"\r\n\'=1+1;72,5\r\n"To ""nye""";skjult\r\nTre;\r\n',
  )
})
