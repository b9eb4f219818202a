import { describe, expect, it } from 'vitest'
import { allOf, anyOf, atLeast, not, type Truth } from '../../../lib/domain/assessment/truth.ts'

const TRUTHS: readonly Truth[] = ['true', 'false', 'unknown']
const longer = (lists: readonly (readonly Truth[])[]) =>
  lists.flatMap((list) => TRUTHS.map((truth): readonly Truth[] => [...list, truth]))
const PAIRS = longer(longer([[]]))
const LISTS = [[], ...longer([[]]), ...PAIRS, ...longer(PAIRS)]

/** What the list may turn out to be once everything is known. */
const completions = (list: readonly Truth[]): boolean[][] =>
  list.reduce<boolean[][]>(
    (worlds, truth) =>
      worlds.flatMap((world) =>
        truth === 'unknown'
          ? [
              [...world, true],
              [...world, false],
            ]
          : [[...world, truth === 'true']],
      ),
    [[]],
  )

/** True or false where every completion says so; else unknown. */
function inAllWorlds(list: readonly Truth[], says: (world: readonly boolean[]) => boolean): Truth {
  const verdicts = new Set(completions(list).map(says))
  if (verdicts.size === 2) return 'unknown'
  return verdicts.has(true) ? 'true' : 'false'
}

describe('three-valued logic', () => {
  it('and, or and count say what every way it may turn out says, and else that it is unknown', () => {
    for (const list of LISTS) {
      expect([list, allOf(list)]).toEqual([list, inAllWorlds(list, (world) => world.every(Boolean))])
      expect([list, anyOf(list)]).toEqual([list, inAllWorlds(list, (world) => world.some(Boolean))])
      for (const least of [0, 1, 2, 3, 4]) {
        const counted = inAllWorlds(list, (world) => world.filter(Boolean).length >= least)
        expect([list, least, atLeast(list, least)]).toEqual([list, least, counted])
      }
    }
  })

  it('writes the tables out', () => {
    const table = (by: (a: Truth, b: Truth) => Truth) => TRUTHS.map((a) => TRUTHS.map((b) => by(a, b)))
    expect(table((a, b) => allOf([a, b]))).toEqual([
      ['true', 'false', 'unknown'],
      ['false', 'false', 'false'],
      ['unknown', 'false', 'unknown'],
    ])
    expect(table((a, b) => anyOf([a, b]))).toEqual([
      ['true', 'true', 'true'],
      ['true', 'false', 'unknown'],
      ['true', 'unknown', 'unknown'],
    ])
    expect(TRUTHS.map(not)).toEqual(['false', 'true', 'unknown'])
  })
})
