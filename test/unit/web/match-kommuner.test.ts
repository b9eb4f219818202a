import { expect, it } from 'vitest'
import { KOMMUNER } from '../../../lib/contract/party.ts'
import { matchKommuner } from '../../../web/amk/match-kommuner.ts'

const first = (typed: string, recent: readonly string[] = []) => matchKommuner(typed, KOMMUNER, recent)[0]?.name

it.each([
  ['bod', 'Bodø'],
  ['bodo', 'Bodø'],
  ['MÅLS', 'Målselv'],
  ['malse', 'Målselv'],
  ['1841', 'Fauske - Fuossko'],
  ['karasj', 'Kárášjohka - Karasjok'],
  ['gratangen', 'Gratangen'],
])('%s finds %s', (typed, name) => {
  expect(first(typed)).toBe(name)
})

it('nothing typed gives the recent ones first, and then all', () => {
  const all = matchKommuner('', KOMMUNER, ['5501', '1804'])
  expect(all.slice(0, 2).map(({ kommunenummer }) => kommunenummer)).toEqual(['5501', '1804'])
  expect(all).toHaveLength(KOMMUNER.length)
})

it('what no kommune is called finds none', () => {
  expect(matchKommuner('oslo', KOMMUNER, [])).toEqual([])
})
