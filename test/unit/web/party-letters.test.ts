import { expect, it } from 'vitest'
import { partyLetters } from '../../../web/enhet/party-letters.ts'

const lettersOf = (...parties: readonly (readonly [partyId: string, name: string])[]) => [
  ...partyLetters(parties.map(([partyId, name]) => ({ partyId, name }))).values(),
]

it('a kommune goes by its first two letters, and the only HF by its mark', () => {
  expect(lettersOf(['k-1804', 'Bodø'], ['k-1839', 'Beiarn'], ['hf-983974910', 'Nordlandssykehuset'])).toEqual([
    'BO',
    'BE',
    'HF',
  ])
})

it('no two are alike: where two would be, both say more', () => {
  expect(lettersOf(['k-1839', 'Beiarn'], ['k-5630', 'Berlevåg'])).toEqual(['BEI', 'BER'])
  expect(lettersOf(['hf-1', 'Nordlandssykehuset'], ['hf-2', 'Helgelandssykehuset'])).toEqual(['HFN', 'HFH'])
  expect(lettersOf(['k-1', 'Vik'], ['k-2', 'Vikna'])).toEqual(['VIK', 'VIKN'])
})
