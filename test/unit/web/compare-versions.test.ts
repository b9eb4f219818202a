import { describe, expect, it } from 'vitest'
import { changedByBoth, changesBetween, mergeOnto } from '../../../web/avtale/compare-versions.ts'
import { namedSteps, valueAt, withValue } from '../../../web/avtale/pointer.ts'

const BASE = {
  name: 'Avtalen',
  parties: [
    { partyId: 'k-1', population: 10 },
    { partyId: 'k-2', population: 20 },
  ],
  groups: [{ group: 'kommuner', guaranteed: 2 }],
  services: ['a', 'b'],
}

describe('two versions', () => {
  it('differ in what differs, named by the rows’ own ids wherever they stand', () => {
    const after = {
      ...BASE,
      parties: [{ partyId: 'k-3' }, { partyId: 'k-2', population: 21 }],
      services: ['b'],
    }
    expect(changesBetween(BASE, after)).toEqual([
      { steps: ['parties', 'k-1'], before: { partyId: 'k-1', population: 10 }, after: undefined },
      { steps: ['parties', 'k-2', 'population'], before: 20, after: 21 },
      { steps: ['parties', 'k-3'], before: undefined, after: { partyId: 'k-3' } },
      { steps: ['services'], before: ['a', 'b'], after: ['b'] },
    ])
    expect(changesBetween(BASE, { ...BASE, parties: BASE.parties.toReversed() })).toEqual([])
  })

  it('merge: each keeps what only it has changed, and mine stands where both have', () => {
    const mine = { ...withValue(BASE, '/groups/0/guaranteed', 5), name: 'Min' }
    const theirs = { ...withValue(BASE, '/parties/0/population', 11), name: 'Deres', services: ['a'] }
    expect(mergeOnto(theirs, BASE, mine)).toEqual({
      ...theirs,
      name: 'Min',
      groups: [{ group: 'kommuner', guaranteed: 5 }],
    })
    expect(changedByBoth(theirs, BASE, mine)).toEqual([{ steps: ['name'], before: 'Deres', after: 'Min' }])
  })

  it('merge: a row that one took away is gone, and a row that one added is there', () => {
    const mine = { ...BASE, parties: [BASE.parties[1]] }
    const theirs = { ...BASE, parties: [...BASE.parties, { partyId: 'k-3' }] }
    expect(mergeOnto(theirs, BASE, mine)).toEqual({ ...BASE, parties: [BASE.parties[1], { partyId: 'k-3' }] })
  })
})

describe('a pointer', () => {
  it('reads and sets a value, makes the way there, and takes a value out', () => {
    expect(valueAt(BASE, '/parties/1/population')).toBe(20)
    expect(valueAt(BASE, '/finance/ehf')).toBeUndefined()
    expect(withValue({}, '/finance/onAccount/k-1', 5)).toEqual({ finance: { onAccount: { 'k-1': 5 } } })
    expect(withValue({ a: { b: 1, c: 2 } }, '/a/b', undefined)).toEqual({ a: { c: 2 } })
  })

  it('is told to people by the rows’ ids', () => {
    expect(namedSteps(BASE, '/parties/1/population')).toEqual(['parties', 'k-2', 'population'])
    const variant = {
      changes: [{ criterionId: 'A-1', effect: 'warn' }, { criterionId: 'A-1', textNb: '' }, { add: { id: 'B' } }],
    }
    expect([0, 1, 2].map((i) => namedSteps(variant, `/changes/${i}`)[1])).toEqual(['A-1', 'A-1, byttet ut', 'B'])
  })
})
