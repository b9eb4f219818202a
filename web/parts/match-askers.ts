import type { Asker } from '../amk/asker.ts'

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

/**
 * The one that what is typed can only mean: its whole name or number, or the only one that begins so, or has a word that
 * does. Undefined where it may be more than one: then nobody is chosen but by pointing.
 */
export function sureAsker<Named extends Pick<Asker, 'name' | 'note'>>(
  typed: string,
  askers: readonly Named[],
): Named | undefined {
  const wanted = plain(typed)
  if (wanted === '') return undefined
  const means = [
    ({ name, note }: Named) => plain(name) === wanted || plain(note) === wanted,
    ({ name }: Named) => plain(name).startsWith(wanted),
    ({ name }: Named) => plain(name).includes(` ${wanted}`),
  ]
  const found = means.map((test) => askers.filter(test)).find(({ length }) => length > 0) ?? []
  return found.length === 1 ? found[0] : undefined
}

/** As a hurried hand writes it: `bodo` finds Bodø, `malselv` finds Målselv, `karasjok` finds Kárášjohka Karasjok. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s-]+/g, ' ')
    .trim()
