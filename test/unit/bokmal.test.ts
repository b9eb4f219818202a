import { expect, it } from 'vitest'
import { readRegion } from '../../infra/local/demo/region.ts'
import { HoldResponse } from '../../lib/contract/hold.ts'
import { BOKMAL } from '../../lib/domain/bokmal.ts'
import { CODE_WORDS } from '../support/code-words.ts'
import { readSource } from '../support/source-files.ts'

const hasWord = (code: string): boolean => Object.hasOwn(BOKMAL, code)

it('every code word of the closed lists has a label', () => {
  expect([...CODE_WORDS, ...HoldResponse.shape.state.options].filter((code) => !hasWord(code))).toEqual([])
})

it('a label is the word that the ordliste has for the code', () => {
  const rows = [...readSource('docs/ordliste.md').matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)]
  const other = rows.filter(([, code = '', bokmal]) => hasWord(code) && !isLabel(code, bokmal))
  expect(other.map(([row]) => row)).toEqual([])
})
const isLabel = (code: string, bokmal: string | undefined): boolean =>
  Object.entries(BOKMAL).some(([known, label]) => known === code && label === bokmal)

it('every capability and feature of the demo region has a label', () => {
  const codes = readRegion().units.flatMap(({ request }) => [
    ...request.capabilities,
    ...request.rooms.flatMap(({ beds }) => beds.flatMap(({ features }) => features)),
  ])
  expect([...new Set(codes)].filter((code) => !hasWord(code))).toEqual([])
})
