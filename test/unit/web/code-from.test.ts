import { expect, it } from 'vitest'
import { codeFrom } from '../../../web/avtale/code-from.ts'

it.each([
  ['Røst og Værøy', 'rost-og-vaeroy'],
  ['  Ålesund KAD (ny) ', 'alesund-kad-ny'],
  ['Guovdageaidnu – Kautokeino', 'guovdageaidnu-kautokeino'],
  ['Kárášjohka', 'karasjohka'],
  ['!?', ''],
])('%s is written %s in an id', (name, code) => {
  expect(codeFrom(name)).toBe(code)
})
