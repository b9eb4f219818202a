export type Kommune = { readonly kommunenummer: string; readonly name: string }

/** Those whose name begins so, then those that have it inside or by number; recent ones first where nothing is typed. */
export function matchKommuner(
  typed: string,
  kommuner: readonly Kommune[],
  recent: readonly string[],
): readonly Kommune[] {
  const wanted = plain(typed)
  if (wanted === '') {
    const first = recent.flatMap((number) => kommuner.filter(({ kommunenummer }) => kommunenummer === number))
    return [...first, ...kommuner.filter((each) => !first.includes(each))]
  }
  const begins = kommuner.filter(({ name }) => plain(name).startsWith(wanted))
  const inside = kommuner.filter(
    (each) => !begins.includes(each) && (plain(each.name).includes(wanted) || each.kommunenummer.startsWith(wanted)),
  )
  return [...begins, ...inside]
}

/** As a hurried hand writes it: `bodo` finds Bodø, `malselv` finds Målselv, `karasjok` finds Kárášjohka Karasjok. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s-]+/g, ' ')
    .trim()
