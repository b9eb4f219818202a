import {
  addExact,
  divideExact,
  type Exact,
  exactOf,
  isZero,
  multiplyExact,
  ONE,
  parseExact,
  subtractExact,
  sumExact,
  ZERO,
} from '../../kernel/exact.ts'
import type { Agreement, FixedKey } from '../agreement/agreement.ts'
import { isKommuneParty, type PartyId } from '../ids.ts'

export type Key = { readonly hfShare?: string | undefined; readonly key: FixedKey }
type Party = Agreement['parties'][number]
type Fractions = ReadonlyMap<PartyId, Exact>

/** A saved agreement's own numbers were read when it was saved; one that cannot be read now is a broken item, not a refusal. */
export function readExact(text: string): Exact {
  const value = parseExact(text)
  if (!value) throw new RangeError(`the agreement holds ${text}, which is no number`)
  return value
}

/**
 * Which part of a sum each party carries by a key; the parts add up to 1.
 *
 * With `hfShare` the parties that are not kommuner carry that part together, equally or by the key's weights, and the
 * kommuner share the rest by the key among themselves. Without it the key covers all. A HF has no population.
 */
export function keyFractions(parties: readonly Party[], { hfShare, key }: Key): Fractions {
  if (hfShare === undefined) return byKey(parties, key)
  const [kommuner, others] = [
    parties.filter(({ partyId }) => isKommuneParty(partyId)),
    parties.filter(({ partyId }) => !isKommuneParty(partyId)),
  ]
  const share = readExact(hfShare)
  return new Map([
    ...scaled(byWeightsOrEqual(others, key), share),
    ...scaled(byKey(kommuner, key), subtractExact(ONE, share)),
  ])
}

function byKey(parties: readonly Party[], key: FixedKey): Fractions {
  if (key === 'equal') return equally(parties)
  if (key === 'population') return inProportion(parties, ({ population }) => exactOf(population ?? 0))
  if ('weights' in key) return inProportion(parties, ({ partyId }) => readExact(key.weights[partyId] ?? '0'))
  const [equal, population] = [
    scaled(equally(parties), readExact(key.equal)),
    scaled(byKey(parties, 'population'), readExact(key.population)),
  ]
  return new Map(
    parties.map(({ partyId }) => [partyId, addExact(equal.get(partyId) ?? ZERO, population.get(partyId) ?? ZERO)]),
  )
}

/** The parties without population: by weights where the key has some for them, else equally. */
function byWeightsOrEqual(parties: readonly Party[], key: FixedKey): Fractions {
  const hasWeights =
    typeof key === 'object' &&
    'weights' in key &&
    parties.some(({ partyId }) => !isZero(readExact(key.weights[partyId] ?? '0')))
  return hasWeights ? byKey(parties, key) : equally(parties)
}

const equally = (parties: readonly Party[]): Fractions => inProportion(parties, () => ONE)

function inProportion(parties: readonly Party[], weightOf: (party: Party) => Exact): Fractions {
  const weights = parties.map((party) => ({ partyId: party.partyId, weight: weightOf(party) }))
  const sum = sumExact(weights.map(({ weight }) => weight))
  return new Map(weights.map(({ partyId, weight }) => [partyId, isZero(sum) ? ZERO : divideExact(weight, sum)]))
}

const scaled = (fractions: Fractions, factor: Exact): Fractions =>
  new Map([...fractions].map(([partyId, fraction]) => [partyId, multiplyExact(fraction, factor)]))
