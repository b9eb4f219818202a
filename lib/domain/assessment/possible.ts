import type { CriteriaSet, InputType, Rule } from './criteria-set.ts'
import { settingOf } from './evaluate.ts'
import { knownInput } from './known-inputs.ts'

/**
 * What one input may be for a rule to come out one way. Numbers lie between two bounds and beside some points; everything
 * else is one of some values, or any but some.
 */
type Range =
  | {
      readonly kind: 'numbers'
      readonly least: number
      readonly isLeastIn: boolean
      readonly most: number
      readonly isMostIn: boolean
      readonly without: readonly number[]
    }
  | {
      readonly kind: 'values'
      readonly among: readonly (string | boolean)[] | null
      readonly without: readonly (string | boolean)[]
    }

/** One way for a rule to come out so: each input within its range. An input that is not named may be anything. */
type Way = ReadonlyMap<string, Range>

/** No way at all is an empty list; a way without any range is always open. */
export type Ways = readonly Way[]
export const ANYHOW: Ways = [new Map()]

/** Beyond this the ways are not told apart any more, and everything counts as possible: no set is refused in doubt. */
const MOST_WAYS = 300

type Setting = Pick<CriteriaSet, 'config' | 'inputTypes'>

/**
 * The ways for the rule to come out as wanted; null where every comparison is out of use, as in evaluating. What cannot be
 * told from constants (dates, lists of codes, one input against another, presence) counts as possible: the answer "no way"
 * is then sure, and "some way" is not.
 */
export function waysOf(rule: Rule, isWanted: boolean, set: Setting): Ways | null {
  switch (rule.op) {
    case 'and':
    case 'or': {
      const parts = usedParts(rule.args, isWanted, set)
      if (parts.length === 0) return null
      return (rule.op === 'and') === isWanted ? allWays(parts) : anyWay(parts)
    }
    case 'not':
      return waysOf(rule.arg, !isWanted, set)
    case 'countGte': {
      const least = literalOf(rule.value, set)
      if (least === null) return null
      const parts = usedParts(rule.args, isWanted, set)
      if (parts.length === 0) return null
      if (typeof least !== 'number') return ANYHOW
      // At least n hold, or so many fail that no n are left.
      return countWays(parts, isWanted ? least : parts.length - least + 1)
    }
    case 'eq':
    case 'ne':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'in':
    case 'subset':
      return waysOfComparison(rule, isWanted, set)
    case 'allPresent':
    case 'sameLocalDate':
      return ANYHOW
  }
}

/** Both come out so at once. */
export function bothWays(a: Ways, b: Ways, { inputTypes }: Pick<Setting, 'inputTypes'>): Ways {
  if (a.length * b.length > MOST_WAYS) return ANYHOW
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const both = new Map(one)
      for (const [input, range] of other) {
        const met = meet(both.get(input) ?? range, range)
        if (met === null || isEmpty(met, typeOf(inputTypes, input))) return []
        both.set(input, met)
      }
      return [both]
    }),
  )
}

const usedParts = (args: readonly Rule[], isWanted: boolean, set: Setting): readonly (readonly [Ways, Setting])[] =>
  args.flatMap((arg) => {
    const ways = waysOf(arg, isWanted, set)
    return ways === null ? [] : [[ways, set] as const]
  })

const allWays = (parts: readonly (readonly [Ways, Setting])[]): Ways =>
  parts.reduce<Ways>((all, [ways, set]) => bothWays(all, ways, set), ANYHOW)

function anyWay(parts: readonly (readonly [Ways, Setting])[]): Ways {
  const ways = parts.flatMap(([each]) => each)
  return ways.length > MOST_WAYS ? ANYHOW : ways
}

/** Some `least` of the parts come out so; the others do as they like. */
function countWays(parts: readonly (readonly [Ways, Setting])[], least: number): Ways {
  if (least <= 0) return ANYHOW
  if (least > parts.length) return []
  const [first, ...rest] = parts
  if (!first) return []
  const [ways, set] = first
  const chosen = bothWays(ways, countWays(rest, least - 1), set)
  return anyWay([
    [chosen, set],
    [countWays(rest, least), set],
  ])
}

type Comparison = Extract<Rule, { readonly input: string }>

function waysOfComparison({ op, input, value }: Comparison, isWanted: boolean, set: Setting): Ways | null {
  const right = literalOf(value, set)
  if (right === null) return null
  if (right === undefined) return ANYHOW
  const type = typeOf(set.inputTypes, input)
  const range = rangeOf(op, right, isWanted)
  if (!range) return ANYHOW
  const met = meet(startOf(input, type), range)
  if (met === null) return ANYHOW
  return isEmpty(met, type) ? [] : [new Map([[input, met]])]
}

const typeOf = (inputTypes: Setting['inputTypes'], input: string): InputType | undefined =>
  Object.hasOwn(inputTypes, input) ? inputTypes[input] : undefined

/** Undefined for another input, or a setting that is not there: nothing is known of either. */
function literalOf(value: Comparison['value'], set: Setting) {
  if (typeof value === 'object' && 'input' in value) return undefined
  return typeof value === 'object' && 'config' in value ? settingOf(set, value.config) : value
}

/** Undefined where the comparison is none for constants, or of the wrong type (which is another fault). */
function rangeOf(
  op: Comparison['op'],
  right: string | number | boolean | readonly string[],
  isWanted: boolean,
): Range | undefined {
  if (op === 'subset') return undefined
  if (op === 'in') {
    if (typeof right !== 'object') return undefined
    return isWanted ? { kind: 'values', among: right, without: [] } : { kind: 'values', among: null, without: right }
  }
  if (typeof right === 'object') return undefined
  if (op === 'eq' || op === 'ne') {
    const isIt = (op === 'eq') === isWanted
    if (typeof right !== 'number')
      return isIt ? { kind: 'values', among: [right], without: [] } : { kind: 'values', among: null, without: [right] }
    return isIt ? between(right, true, right, true) : { ...EVERY_NUMBER, without: [right] }
  }
  if (typeof right !== 'number') return undefined
  const isAbove = (op === 'gt' || op === 'gte') === isWanted
  const isIn = (op === 'gte' || op === 'lte') === isWanted
  return isAbove
    ? between(right, isIn, Number.POSITIVE_INFINITY, false)
    : between(Number.NEGATIVE_INFINITY, false, right, isIn)
}

const between = (least: number, isLeastIn: boolean, most: number, isMostIn: boolean) =>
  ({ kind: 'numbers', least, isLeastIn, most, isMostIn, without: [] }) as const
const EVERY_NUMBER = between(Number.NEGATIVE_INFINITY, false, Number.POSITIVE_INFINITY, false)

/** Before anything is compared: what the input's own type lets it be. */
function startOf(input: string, type: InputType | undefined): Range {
  switch (type?.type) {
    case 'integer':
    case 'number': {
      const [least, most] = knownInput(input)?.range ?? []
      return least === undefined || most === undefined ? EVERY_NUMBER : between(least, true, most, true)
    }
    case 'boolean':
    case 'answer':
      return { kind: 'values', among: [true, false], without: [] }
    case 'code':
      return { kind: 'values', among: type.values ?? null, without: [] }
    case 'codeList':
    case 'instant':
    case 'reference':
    case undefined:
      return { kind: 'values', among: null, without: [] }
  }
}

/** Null where one is a number and the other is not. */
function meet(a: Range, b: Range): Range | null {
  if (a.kind === 'values') {
    if (b.kind !== 'values') return null
    const { among } = b
    const both = a.among === null ? among : among === null ? a.among : a.among.filter((each) => among.includes(each))
    return { kind: 'values', among: both, without: [...a.without, ...b.without] }
  }
  if (b.kind !== 'numbers') return null
  const [low, high] = [a.least > b.least ? a : b, a.most < b.most ? a : b]
  return {
    kind: 'numbers',
    least: low.least,
    isLeastIn: a.least === b.least ? a.isLeastIn && b.isLeastIn : low.isLeastIn,
    most: high.most,
    isMostIn: a.most === b.most ? a.isMostIn && b.isMostIn : high.isMostIn,
    without: [...a.without, ...b.without],
  }
}

function isEmpty(range: Range, type: InputType | undefined): boolean {
  if (range.kind === 'values') return range.among?.every((each) => range.without.includes(each)) ?? false
  const { least, isLeastIn, most, isMostIn, without } = range
  const decimals = type?.type === 'integer' ? 0 : type?.decimals
  if (decimals === undefined)
    return least > most || (least === most && (!isLeastIn || !isMostIn || without.includes(least)))
  if (!Number.isFinite(least) || !Number.isFinite(most)) return false
  // On the grid of what can be written: whole steps between the bounds.
  const steps = 10 ** decimals
  const first = stepUp(least * steps, isLeastIn)
  const last = -stepUp(-most * steps, isMostIn)
  const left = new Set(without.map((each) => each * steps).filter((step) => step >= first && step <= last))
  return last - first + 1 <= left.size
}

/** The first whole step at or above, or strictly above; a thousandth of a millionth is the width of a binary fraction. */
function stepUp(at: number, isIn: boolean): number {
  const nearest = Math.round(at)
  if (Math.abs(at - nearest) < 1e-9) return isIn ? nearest : nearest + 1
  return Math.ceil(at)
}
