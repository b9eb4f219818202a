/** Shown for an HF, whose name begins with a place as a kommune's does. */
const HF_MARK = 'HF'
const SHORTEST = 2

/**
 * Few letters for each party, no two alike: a kommune's first ones, an HF's mark with as many of its own as are needed.
 * Who has the name of another's beginning keeps all of it.
 */
export function partyLetters(
  parties: readonly { readonly partyId: string; readonly name: string }[],
): ReadonlyMap<string, string> {
  const isHf = (partyId: string) => !partyId.startsWith('k-')
  return new Map(
    parties.map(({ partyId, name }) => {
      const rivals = parties.filter((other) => other.partyId !== partyId && isHf(other.partyId) === isHf(partyId))
      const isAlone = (length: number) =>
        rivals.every((rival) => rival.name.slice(0, length).toUpperCase() !== name.slice(0, length).toUpperCase())
      let length = isHf(partyId) ? 0 : SHORTEST
      while (length < name.length && !isAlone(length)) length += 1
      return [partyId, `${isHf(partyId) ? HF_MARK : ''}${name.slice(0, length).toUpperCase()}`]
    }),
  )
}
