import type { NamedError } from '../../lib/contract/problems.ts'
import { containsIdentityNumber } from '../../lib/domain/person/identity-number.ts'

const MOST_PLACES = 100_000
const IS_AMOUNT = /Ore$|\/onAccount\/[^/]+$/

/**
 * Where a national identity number stands in what the service was sent: names as well as values, at any depth.
 * A member whose name holds the number is pointed at by its parent, so that nothing is repeated back.
 */
export function findPersonIn(value: unknown, pointer: string): NamedError[] {
  const found: NamedError[] = []
  const places: { readonly value: unknown; readonly pointer: string }[] = [{ value, pointer }]
  for (let seen = 0; seen < places.length && seen < MOST_PLACES; seen += 1) {
    const place = places[seen]
    if (!place) break
    // Sent as a bare number it is no less of a person; only an amount in øre can have eleven digits of its own.
    const isText =
      typeof place.value === 'string' || (typeof place.value === 'number' && !IS_AMOUNT.test(place.pointer))
    if (isText && containsIdentityNumber(String(place.value))) {
      found.push({ pointer: place.pointer, rule: 'person-identifier' })
    }
    if (typeof place.value !== 'object' || place.value === null) continue
    for (const [name, member] of Object.entries(place.value)) {
      const isName = containsIdentityNumber(name)
      if (isName) found.push({ pointer: place.pointer, rule: 'person-identifier' })
      places.push({ value: member, pointer: isName ? place.pointer : `${place.pointer}/${name.slice(0, 80)}` })
    }
  }
  return found
}
