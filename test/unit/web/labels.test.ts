import { expect, it } from 'vitest'
import { readRegion } from '../../../infra/local/demo/region.ts'
import { HoldResponse } from '../../../lib/contract/hold.ts'
import { hasWord } from '../../../web/i18n/nb.ts'
import { CODE_WORDS } from '../../support/code-words.ts'

it('every code word of the closed lists has a label in the app', () => {
  expect([...CODE_WORDS, ...HoldResponse.shape.state.options].filter((code) => !hasWord(code))).toEqual([])
})

it('every capability and feature of the demo region has a label', () => {
  const codes = readRegion().units.flatMap(({ request }) => [
    ...request.capabilities,
    ...request.rooms.flatMap(({ beds }) => beds.flatMap(({ features }) => features)),
  ])
  expect([...new Set(codes)].filter((code) => !hasWord(code))).toEqual([])
})
