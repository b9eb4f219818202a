import { describe, expect, it } from 'vitest'
import type { PartyId } from '../../../lib/domain/ids.ts'
import { isKnownParty } from '../../../lib/domain/party/known-party.ts'
import { KOMMUNER } from '../../../lib/domain/party/party-name.ts'

const known = (...ids: readonly string[]) => ids.filter((id) => isKnownParty(id as PartyId))

describe('a payer', () => {
  it('is known in every fylke that is or was, and by an orgnr with the right check digit', () => {
    const ids = ['k-1804', 'k-0301', 'k-5401', 'k-5501', 'k-1301', 'hf-983974910', 'rhf-883658752']
    expect(known(...ids)).toEqual(ids)
  })

  it('is unknown where no invoice could reach it', () => {
    expect(
      known('k-9999', 'k-0001', 'k-5799', 'hf-000000001', 'hf-000000000', 'hf-983974911', 'rhf-883658753'),
    ).toEqual([])
  })

  it('is one of the kommuner of Nordland, Troms and Finnmark there, where we hold them all', () => {
    expect(
      known('k-1899', 'k-1850', 'k-5599', 'k-5600', ...KOMMUNER.map(({ kommunenummer }) => `k-${kommunenummer}`)),
    ).toEqual(KOMMUNER.map(({ kommunenummer }) => `k-${kommunenummer}`))
  })
})
