import { expect, it } from 'vitest'
import { HELSEFORETAK, KOMMUNER, SYKEHUS } from '../../../lib/contract/party.ts'
import { askersOf, queryOf } from '../../../web/amk/asker.ts'
import { matchAskers, sureAsker } from '../../../web/parts/match-askers.ts'

const askers = askersOf({ kommuner: KOMMUNER, helseforetak: HELSEFORETAK, sykehus: SYKEHUS })
const first = (typed: string, recent: readonly string[] = []) => matchAskers(typed, askers, recent)[0]

it.each([
  ['bod', 'Bodø'],
  ['bodo', 'Bodø'],
  ['MÅLS', 'Målselv'],
  ['malse', 'Målselv'],
  ['1841', 'Fauske - Fuossko'],
  ['karasj', 'Kárášjohka - Karasjok'],
  ['gratangen', 'Gratangen'],
  ['unn n', 'UNN Narvik'],
  ['lofoten', 'Nordlandssykehuset Lofoten'],
  ['universitets', 'UNN Tromsø'],
])('%s finds %s', (typed, name) => {
  expect(first(typed)?.name).toBe(name)
})

it.each([
  ['bodo', 'Bodø'],
  ['Bod', 'Bodø'],
  ['1841', 'Fauske - Fuossko'],
  ['karasj', 'Kárášjohka - Karasjok'],
  ['lofoten', 'Nordlandssykehuset Lofoten'],
  // The whole of one name also where another begins so.
  ['tromso', 'Tromsø'],
])('%s can only mean %s', (typed, name) => {
  expect(sureAsker(typed, askers)?.name).toBe(name)
})

it.each(['', 'h', 'nordlandssykehuset', '18', 'hamm er', 'oslo'])('«%s» means nobody for sure', (typed) => {
  expect(sureAsker(typed, askers)).toBeUndefined()
})

it.each(['Bodø', 'Rana', 'Narvik', 'Tana', 'Hamarøy', 'Fauske'])(
  '%s without its first letter is nobody, and not whoever has those letters inside',
  (name) => {
    expect(matchAskers(name.slice(1), askers, [])).not.toEqual([])
    expect(sureAsker(name.slice(1), askers)).toBeUndefined()
  },
)

it('nothing typed gives the recent ones first, and then all', () => {
  const all = matchAskers('', askers, ['5501', 'hf-983974899-1806', '1804'])
  expect(all.slice(0, 3).map(({ name }) => name)).toEqual(['Tromsø', 'UNN Narvik', 'Bodø'])
  expect(all).toHaveLength(KOMMUNER.length + SYKEHUS.length)
})

it('what nobody is called finds none', () => {
  expect(matchAskers('oslo', askers, [])).toEqual([])
})

it('a hold for a party is asked for again as that party', () => {
  for (const { partyId, query } of askers) expect(queryOf(partyId)).toEqual(query)
})
