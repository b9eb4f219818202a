import type { Asker } from './asker.ts'

/** Those whose name begins so, then those that have it inside or in their note; recent ones first where nothing is typed. */
export function matchAskers<Named extends Pick<Asker, 'id' | 'name' | 'note'>>(
  typed: string,
  askers: readonly Named[],
  recent: readonly string[],
): readonly Named[] {
  const wanted = plain(typed)
  if (wanted === '') {
    const first = recent.flatMap((id) => askers.filter((each) => each.id === id))
    return [...first, ...askers.filter((each) => !first.includes(each))]
  }
  const begins = askers.filter(({ name }) => plain(name).startsWith(wanted))
  const inside = askers.filter(
    (each) => !begins.includes(each) && (plain(each.name).includes(wanted) || plain(each.note).startsWith(wanted)),
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
