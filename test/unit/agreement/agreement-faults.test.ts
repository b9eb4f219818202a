import { describe, expect, it } from 'vitest'
import {
  type Agreement,
  agreementFrom,
  type EhfSettings,
  type Finance,
  findAgreementFaults,
  termsFor,
  type UnitFacts,
} from '../../../lib/domain/agreement/agreement.ts'
import type { AgreementId, PartyId, UnitId } from '../../../lib/domain/ids.ts'
import { agreementOf, BODO, GILDESKAL, HF, OSLO } from '../../support/pool-ledger.ts'

const AGREEMENT = 'agr_prove' as AgreementId
const UNIT = 'unit_prove' as UnitId
const OTHER = 'unit_annen' as UnitId
const RHF = 'rhf-811413432' as PartyId

/** Two known units of three beds each, the one under this agreement already, the other under none. */
const FACTS: ReadonlyMap<UnitId, UnitFacts> = new Map([
  [UNIT, { physical: 3, agreementId: AGREEMENT }],
  [OTHER, { physical: 3, agreementId: null }],
])
const faults = (more: Partial<Agreement>, facts: ReadonlyMap<UnitId, UnitFacts | undefined> = FACTS) =>
  findAgreementFaults(AGREEMENT, agreementOf(more), facts).map(({ pointer, rule }) => `${pointer} ${rule}`)

const FINANCE: Finance = {
  counting: { rule: 'midnight', sameDayDogn: '1' },
  fixed: { share: '0.4', hfShare: '0.5', key: 'population' },
  use: { weights: { observasjon: '1.2' } },
  onAccount: {},
  utskrivningsklar: 'moves-payer',
  disputeDates: 30,
  answerDates: 30,
}
const financed = (more: Partial<Finance>, parties?: Agreement['parties']) =>
  faults({ finance: { ...FINANCE, ...more }, ...(parties ? { parties } : {}) })
const keyed = (key: Finance['fixed']['key'], hfShare?: string) =>
  financed({ fixed: { share: '0.4', key, ...(hfShare === undefined ? {} : { hfShare }) } })

describe('an agreement', () => {
  it('that adds up has no faults', () => {
    expect(faults({})).toEqual([])
    expect(financed({})).toEqual([])
  })

  it.each<[string, Partial<Agreement>, readonly string[]]>([
    ['a unit named twice', { units: [UNIT, UNIT] }, ['/units/1 repeated']],
    [
      'a party named twice',
      { parties: [...agreementOf().parties, { partyId: HF, group: 'kommuner' }] },
      ['/parties/2/partyId repeated'],
    ],
    [
      'a group named twice',
      { groups: [...agreementOf().groups, { group: 'hf', guaranteed: 0 }] },
      ['/groups/2/group repeated'],
    ],
    [
      'a party in a group that is not there',
      { parties: [...agreementOf().parties, { partyId: GILDESKAL, group: 'ingen' }] },
      ['/parties/2/group unknown-group'],
    ],
    [
      'a group without parties',
      { groups: [...agreementOf().groups, { group: 'tom', guaranteed: 0 }] },
      ['/groups/2/group group-without-party'],
    ],
    [
      'a maximum below the guarantee',
      {
        groups: [
          { group: 'kommuner', guaranteed: 2, max: 1 },
          { group: 'hf', guaranteed: 1, max: 1 },
        ],
      },
      ['/groups/0/max max-below-guaranteed'],
    ],
    ['a host who is no party', { host: OSLO }, ['/host host-not-a-party']],
    ['a unit that is not there', { units: [UNIT, 'unit_ingen' as UnitId] }, ['/units/1 unknown-unit']],
    [
      'travel times to a unit outside',
      { travelMinutes: { [BODO]: { [UNIT]: 5, [OTHER]: 9 } } },
      [`/travelMinutes/${BODO}/${OTHER} unit-not-in-agreement`],
    ],
  ])('with %s', (_, more, expected) => {
    expect(faults(more)).toEqual(expected)
  })

  it('may tell the travel times of a party outside', () => {
    expect(faults({ travelMinutes: { [OSLO]: { [UNIT]: 900 } } })).toEqual([])
  })

  it('takes no unit from another agreement, but keeps its own', () => {
    const taken = new Map([[UNIT, { physical: 3, agreementId: 'agr_annen' as AgreementId }]])
    expect(faults({}, taken)).toEqual(['/units/0 unit-in-other-agreement'])
  })

  it.each([
    [2, 1, []],
    [3, 1, ['/groups guarantees-exceed-beds']],
    [2, 2, ['/groups guarantees-exceed-beds']],
  ])('of three beds with guarantees of %i and %i', (kommuner, hf, expected) => {
    const groups = [
      { group: 'kommuner', guaranteed: kommuner },
      { group: 'hf', guaranteed: hf },
    ]
    expect(faults({ groups })).toEqual(expected)
  })

  it('names every fault at once', () => {
    expect(faults({ host: OSLO, units: ['unit_ingen' as UnitId] }).sort()).toEqual([
      '/host host-not-a-party',
      '/units/0 unknown-unit',
    ])
  })
})

describe('its finance', () => {
  it.each(['0', '1', '0.4', '1/3', '0.000000000000000001'])('takes %s as a share', (share) => {
    expect(financed({ fixed: { ...FINANCE.fixed, share } })).toEqual([])
  })

  it.each(['-0.1', '1.000000000000000001', '4/3', '1/0', 'halvparten', ''])('does not take %j as a share', (share) => {
    expect(financed({ fixed: { ...FINANCE.fixed, share } })).toEqual(['/finance/fixed/share share-not-between-0-and-1'])
    expect(keyed('population', share)).toContain('/finance/fixed/hfShare share-not-between-0-and-1')
  })

  it('needs an HF for an HF share above 0, and a kommune for one below 1; an RHF is no kommune', () => {
    const kommuner = [
      { partyId: BODO, group: 'kommuner', population: 1 },
      { partyId: GILDESKAL, group: 'hf', population: 1 },
    ]
    const hfs = [
      { partyId: HF, group: 'hf' },
      { partyId: RHF, group: 'kommuner' },
    ]
    const shared = (hfShare: string, parties: Agreement['parties']) =>
      faults({
        host: parties[0]?.partyId ?? BODO,
        parties,
        finance: { ...FINANCE, fixed: { ...FINANCE.fixed, hfShare } },
      })
    expect(shared('0.1', kommuner)).toEqual(['/finance/fixed/hfShare hf-share-without-hf'])
    expect(shared('0', kommuner)).toEqual([])
    expect(shared('0.9', hfs)).toEqual(['/finance/fixed/hfShare hf-share-without-kommune'])
    expect(shared('1', hfs)).toEqual([])
  })

  it('needs the population of everyone whom the key concerns', () => {
    const missing = '/parties/0/population population-missing'
    expect(keyed('population')).toEqual([missing])
    expect(keyed({ equal: '0.1', population: '0.9' })).toEqual([missing])
    expect(keyed('equal')).toEqual([])
    expect(keyed('population', '0.5')).toEqual([])
    const parties = [
      { partyId: HF, group: 'hf' },
      { partyId: BODO, group: 'kommuner', population: 0 },
    ]
    expect(financed({}, parties)).toEqual(['/parties/1/population population-missing'])
  })

  it.each([
    ['0.1', '0.9', []],
    ['1/3', '2/3', []],
    ['0.3', '0.6', ['/finance/fixed/key equal-and-population-not-1']],
    ['1/3', '0.666666666666666667', ['/finance/fixed/key equal-and-population-not-1']],
    [
      '1.5',
      '-0.5',
      ['/finance/fixed/key/equal share-not-between-0-and-1', '/finance/fixed/key/population share-not-between-0-and-1'],
    ],
  ])('takes equal %s and population %s when they make exactly 1', (equal, population, expected) => {
    expect(keyed({ equal, population }, '0.5')).toEqual(expected)
  })

  it('needs weights of 0 or more, of parties, that do not all vanish', () => {
    expect(keyed({ weights: { [BODO]: '1', [HF]: '0' } })).toEqual([])
    expect(keyed({ weights: { [BODO]: '1/3' } })).toEqual([])
    expect(keyed({ weights: { [BODO]: '0', [HF]: '0' } })).toEqual(['/finance/fixed/key/weights weights-sum-to-0'])
    expect(keyed({ weights: {} })).toEqual(['/finance/fixed/key/weights weights-sum-to-0'])
    // With an HF share the weights must reach a kommune.
    expect(keyed({ weights: { [HF]: '1' } }, '0.5')).toEqual(['/finance/fixed/key/weights weights-sum-to-0'])
    expect(keyed({ weights: { [BODO]: '1', [OSLO]: '1' } })).toEqual([
      `/finance/fixed/key/weights/${OSLO} unknown-party`,
    ])
    expect(keyed({ weights: { [BODO]: '1', [HF]: '-1' } })).toContain(
      `/finance/fixed/key/weights/${HF} weight-not-a-number-of-0-or-more`,
    )
  })

  it.each<[string, Partial<Finance>, string]>([
    [
      'a negative weight of a service',
      { use: { weights: { observasjon: '-1' } } },
      '/finance/use/weights/observasjon weight-not-a-number-of-0-or-more',
    ],
    [
      'a low-use factor below 1',
      { lowUse: { factor: '0.999', standbyShare: '0' } },
      '/finance/lowUse/factor factor-below-1',
    ],
    [
      'a standby share above 1',
      { lowUse: { factor: '1', standbyShare: '1.001' } },
      '/finance/lowUse/standbyShare share-not-between-0-and-1',
    ],
    [
      'a same-day count of a third',
      { counting: { rule: 'midnight', sameDayDogn: '1/3' } },
      '/finance/counting/sameDayDogn not-0-or-0.5-or-1',
    ],
    ['money on account from a stranger', { onAccount: { [OSLO]: 1 } }, `/finance/onAccount/${OSLO} unknown-party`],
  ])('with %s', (_, more, expected) => {
    expect(financed(more)).toEqual([expected])
  })

  it.each(['0', '1/2', '0.5', '1'])('takes %s as a same-day count', (sameDayDogn) => {
    expect(financed({ counting: { rule: 'midnight', sameDayDogn } })).toEqual([])
    expect(financed({ lowUse: { factor: '1', standbyShare: sameDayDogn } })).toEqual([])
  })
})

describe('the terms for a unit', () => {
  it('hold from local midnight of the first date', () => {
    expect(agreementFrom(agreementOf())).toBe('2025-12-31T23:00:00.000Z')
    expect(agreementFrom(agreementOf({ fom: '2026-07-01' as Agreement['fom'] }))).toBe('2026-06-30T22:00:00.000Z')
  })

  it('say who is in which group, and the travel times to this unit alone', () => {
    const agreement = agreementOf({
      groups: [
        { group: 'kommuner', guaranteed: 1, max: 2 },
        { group: 'hf', guaranteed: 1 },
      ],
      travelMinutes: { [BODO]: { [UNIT]: 5 }, [HF]: { [OTHER]: 9 } },
    })
    expect(termsFor(AGREEMENT, 3, agreement, UNIT)).toMatchObject({
      agreementId: AGREEMENT,
      agreementVersion: 3,
      groups: [
        { group: 'kommuner', guaranteed: 1, max: 2 },
        { group: 'hf', guaranteed: 1, max: null },
      ],
      parties: { [BODO]: 'kommuner', [HF]: 'hf' },
      guestsAdmitted: false,
      travelMinutes: { [BODO]: 5 },
    })
    expect(termsFor(AGREEMENT, 1, { ...agreement, guests: { admitted: true } }, UNIT).guestsAdmitted).toBe(true)
  })
})

describe('what its invoices need', () => {
  const ehf = (more: Partial<EhfSettings>) => financed({ ehf: { vatCategory: 'E', ...more } })

  it('may be left out, or given right, also for a guest', () => {
    const parties = { [BODO]: { orgnr: '987654325', kid: '1234567897' }, [OSLO]: { orgnr: '958935420' }, [HF]: {} }
    expect(ehf({})).toEqual([])
    expect(ehf({ account: 'NO9386011117947', dueDays: 14, parties })).toEqual([])
  })

  it('is refused by name where a check digit is wrong, or an HF is given the orgnr of another', () => {
    const parties = { [BODO]: { orgnr: '987654326', kid: '1234567891' }, [HF]: { orgnr: '987654325' } }
    expect(ehf({ account: '86011117948', parties })).toEqual([
      `/finance/ehf/parties/${BODO}/orgnr check-digit`,
      `/finance/ehf/parties/${BODO}/kid check-digit`,
      `/finance/ehf/parties/${HF}/orgnr not-the-party-id`,
      '/finance/ehf/account check-digit',
    ])
  })
})
