import { describe, expect, it } from 'vitest'
import type {
  ConfigValue,
  Criterion,
  CriterionEffect,
  CriterionKind,
  InputType,
  InputValue,
  Rule,
} from '../../../lib/domain/assessment/criteria-set.ts'
import { type Answer, evaluateCriteria } from '../../../lib/domain/assessment/evaluate.ts'
import type { Truth } from '../../../lib/domain/assessment/truth.ts'
import type { OsloDate } from '../../../lib/kernel/oslo-date.ts'

type Wish = {
  readonly kind?: CriterionKind
  readonly effect?: CriterionEffect
  readonly rule?: Rule
  readonly inputs?: readonly string[]
  readonly config?: Readonly<Record<string, ConfigValue>>
}

const ANSWER: InputType = { type: 'answer', labelNb: 'Ja eller nei?' }
const NUMBER: InputType = { type: 'number', labelNb: 'Hvor mange?' }
const INPUT_TYPES = { a: ANSWER, b: ANSWER, c: ANSWER, x: NUMBER, y: NUMBER }
const criterion = (id: string, { kind = 'inclusion', effect = 'block', rule, inputs = [] }: Wish): Criterion => ({
  id,
  kind,
  effect,
  rule,
  inputs,
  textNb: id,
  group: 'Prøve',
  source: 'prøve',
})
const setOf = (
  criteria: readonly Criterion[],
  config: Readonly<Record<string, ConfigValue>> = {},
  effectOverrides: Readonly<Record<string, CriterionEffect>> = {},
) => ({
  criteriaSetId: 'prove',
  version: '0.0.1',
  validFrom: '2026-01-01' as OsloDate,
  title: 'Prøve',
  source: 'prøve',
  appliesTo: { kinds: [], services: [] },
  config,
  effectOverrides,
  inputTypes: INPUT_TYPES,
  criteria,
})

type Facts = Readonly<Record<string, InputValue>>

function judge(wish: Wish, inputs: Facts = {}, answer?: Answer) {
  const answers: Record<string, Answer> = answer ? { ONE: answer } : {}
  const { outcome, reasons } = evaluateCriteria(setOf([criterion('ONE', wish)], wish.config), { answers, inputs })
  const [reason] = reasons
  if (!reason) throw new Error('the criterion was left out')
  const { met, contradiction } = reason
  return { outcome, met, contradiction, answer: reason.answer }
}
const truthOf = (rule: Rule, inputs: Facts, config: Wish['config'] = {}): Truth => judge({ rule, config }, inputs).met

const is = (input: string): Rule => ({ op: 'eq', input, value: true })

describe('rule operations', () => {
  it.each<[Rule, Facts, Truth]>([
    [{ op: 'eq', input: 'x', value: 3 }, { x: 3 }, 'true'],
    [{ op: 'eq', input: 'x', value: 3 }, { x: 4 }, 'false'],
    [{ op: 'eq', input: 'x', value: 3 }, {}, 'unknown'],
    [{ op: 'eq', input: 'a', value: false }, { a: false }, 'true'],
    [{ op: 'ne', input: 'x', value: 3 }, { x: 3 }, 'false'],
    [{ op: 'ne', input: 'x', value: 3 }, { x: 4 }, 'true'],
    [{ op: 'ne', input: 'x', value: 3 }, {}, 'unknown'],
    [{ op: 'gt', input: 'x', value: 3 }, { x: 3 }, 'false'],
    [{ op: 'gt', input: 'x', value: 3 }, { x: 3.01 }, 'true'],
    [{ op: 'gte', input: 'x', value: 3 }, { x: 2.99 }, 'false'],
    [{ op: 'gte', input: 'x', value: 3 }, { x: 3 }, 'true'],
    [{ op: 'lt', input: 'x', value: 3 }, { x: 3 }, 'false'],
    [{ op: 'lt', input: 'x', value: 3 }, { x: 2.99 }, 'true'],
    [{ op: 'lte', input: 'x', value: 3 }, { x: 3.01 }, 'false'],
    [{ op: 'lte', input: 'x', value: 3 }, { x: 3 }, 'true'],
    [{ op: 'lte', input: 'x', value: 3 }, {}, 'unknown'],
    [{ op: 'in', input: 'x', value: ['p', 'q'] }, { x: 'q' }, 'true'],
    [{ op: 'in', input: 'x', value: ['p', 'q'] }, { x: 'r' }, 'false'],
    [{ op: 'in', input: 'x', value: ['p', 'q'] }, {}, 'unknown'],
    [{ op: 'subset', input: 'x', value: ['p', 'q'] }, { x: ['q'] }, 'true'],
    [{ op: 'subset', input: 'x', value: ['p', 'q'] }, { x: [] }, 'true'],
    [{ op: 'subset', input: 'x', value: ['p', 'q'] }, { x: ['q', 'r'] }, 'false'],
    [{ op: 'subset', input: 'x', value: ['p', 'q'] }, {}, 'unknown'],
    [{ op: 'subset', input: 'x', value: { input: 'y' } }, { x: ['p'], y: ['p', 'q'] }, 'true'],
    [{ op: 'subset', input: 'x', value: { input: 'y' } }, { x: ['p'] }, 'unknown'],
    [{ op: 'allPresent', inputs: ['x', 'y'] }, { x: 1, y: 0 }, 'true'],
    [{ op: 'allPresent', inputs: ['x', 'y'] }, { x: 1 }, 'false'],
    [{ op: 'allPresent', inputs: ['x', 'y'] }, {}, 'false'],
    [{ op: 'and', args: [is('a'), is('b')] }, { a: true, b: true }, 'true'],
    [{ op: 'and', args: [is('a'), is('b')] }, { a: false }, 'false'],
    [{ op: 'and', args: [is('a'), is('b')] }, { a: true }, 'unknown'],
    [{ op: 'or', args: [is('a'), is('b')] }, { a: true }, 'true'],
    [{ op: 'or', args: [is('a'), is('b')] }, { a: false }, 'unknown'],
    [{ op: 'or', args: [is('a'), is('b')] }, { a: false, b: false }, 'false'],
    [{ op: 'not', arg: is('a') }, { a: true }, 'false'],
    [{ op: 'not', arg: is('a') }, { a: false }, 'true'],
    [{ op: 'not', arg: is('a') }, {}, 'unknown'],
    [{ op: 'countGte', args: [is('a'), is('b'), is('c')], value: 2 }, { a: true, b: true }, 'true'],
    [{ op: 'countGte', args: [is('a'), is('b'), is('c')], value: 2 }, { a: true, b: false }, 'unknown'],
    [{ op: 'countGte', args: [is('a'), is('b'), is('c')], value: 2 }, { a: false, b: false }, 'false'],
  ])('%o over %o is %s', (rule, inputs, truth) => {
    expect(truthOf(rule, inputs)).toBe(truth)
  })

  it.each<[a: string, b: string, Truth]>([
    // The local date begins at 23:00 UTC in winter and 22:00 UTC in summer.
    ['2026-11-21T22:59:59.999Z', '2026-11-22T12:00:00Z', 'false'],
    ['2026-11-21T23:00:00Z', '2026-11-22T12:00:00Z', 'true'],
    ['2026-11-22T22:59:59.999Z', '2026-11-22T12:00:00Z', 'true'],
    ['2026-06-30T22:00:00Z', '2026-07-01T12:00:00Z', 'true'],
    ['2026-06-30T21:59:59Z', '2026-07-01T12:00:00Z', 'false'],
    ['2026-11-22T01:00:00+02:00', '2026-11-22T12:00:00Z', 'true'],
    ['i morges', '2026-11-22T12:00:00Z', 'unknown'],
  ])('sameLocalDate of %s and %s is %s', (x, y, truth) => {
    expect(truthOf({ op: 'sameLocalDate', inputs: ['x', 'y'] }, { x, y })).toBe(truth)
    expect(truthOf({ op: 'sameLocalDate', inputs: ['x', 'y'] }, { x })).toBe('unknown')
  })

  it('reads a setting, also one with texts beside its codes', () => {
    const rule: Rule = { op: 'in', input: 'x', value: { config: 'groups' } }
    const config = { groups: [{ code: 'kreft', textNb: 'Kreft' }] }
    expect(truthOf(rule, { x: 'kreft' }, config)).toBe('true')
    expect(truthOf(rule, { x: 'annet' }, config)).toBe('false')
    expect(truthOf(rule, { x: 'kreft' }, {})).toBe('unknown')
  })
})

describe('a setting that is null', () => {
  const age: Rule = { op: 'gte', input: 'x', value: { config: 'limit' } }
  const off = { limit: null }

  it('takes its comparison out of use, for who must be above it and for who must not', () => {
    for (const inputs of [{}, { x: 1 }, { x: 99 }]) {
      expect(judge({ rule: age, config: off, kind: 'inclusion' }, inputs)).toMatchObject({
        outcome: 'fits',
        met: 'true',
      })
      expect(judge({ rule: age, config: off, kind: 'exclusion' }, inputs)).toMatchObject({
        outcome: 'fits',
        met: 'true',
      })
      expect(judge({ rule: { op: 'not', arg: age }, config: off }, inputs)).toMatchObject({ met: 'true' })
    }
  })

  it('leaves what stands beside it to decide', () => {
    const beside = (op: 'and' | 'or'): Rule => ({ op, args: [age, is('a')] })
    for (const op of ['and', 'or'] as const)
      expect([{ a: true }, { a: false }, {}].map((inputs) => truthOf(beside(op), { x: 1, ...inputs }, off))).toEqual([
        'true',
        'false',
        'unknown',
      ])
    const counted: Rule = { op: 'countGte', args: [age, is('a'), is('b')], value: 2 }
    expect(truthOf(counted, { x: 99, a: true }, off)).toBe('unknown')
    expect(truthOf(counted, { x: 99, a: true, b: false }, off)).toBe('false')
    const count: Rule = { op: 'countGte', args: [is('a')], value: { config: 'limit' } }
    expect(judge({ rule: count, config: off, kind: 'exclusion' }, { a: true })).toMatchObject({ met: 'true' })
  })

  it('does not silence a clinician who answers all the same', () => {
    expect(judge({ rule: age, config: off }, { x: 99 }, 'no')).toMatchObject({ outcome: 'does-not-fit' })
  })
})

describe('what stands against an admission', () => {
  it.each<[CriterionKind, Answer, Truth]>([
    ['inclusion', 'yes', 'true'],
    ['inclusion', 'no', 'false'],
    ['inclusion', 'unknown', 'unknown'],
    ['exclusion', 'yes', 'false'],
    ['exclusion', 'no', 'true'],
    ['exclusion', 'unknown', 'unknown'],
    ['documentation', 'yes', 'true'],
    ['documentation', 'no', 'false'],
    ['documentation', 'unknown', 'unknown'],
  ])('%s answered %s is met: %s, and blocks only where it must', (kind, answer, met) => {
    const blocked = { true: 'fits', false: 'does-not-fit', unknown: 'ask-doctor' } as const
    const outcomes = (['block', 'warn', 'document'] as const).map((effect) => judge({ kind, effect }, {}, answer))
    expect(outcomes.map((each) => each.met)).toEqual([met, met, met])
    expect(outcomes.map((each) => each.outcome)).toEqual([blocked[met], 'fits', 'fits'])
  })

  it('is a no before it is a question', () => {
    const set = setOf([criterion('ONE', {}), criterion('TWO', {})])
    expect(evaluateCriteria(set, { answers: { ONE: 'no' }, inputs: {} }).outcome).toBe('does-not-fit')
    expect(evaluateCriteria(set, { answers: { ONE: 'yes' }, inputs: {} }).outcome).toBe('ask-doctor')
    expect(evaluateCriteria(set, { answers: { ONE: 'yes', TWO: 'yes' }, inputs: {} }).outcome).toBe('fits')
  })

  it('follows the effect that the version gives the criterion, and leaves out what it does not use', () => {
    const outcomeWith = (override: CriterionEffect) => {
      const set = setOf([criterion('ONE', { effect: 'warn' })], {}, { ONE: override })
      return evaluateCriteria(set, { answers: { ONE: 'no' }, inputs: {} })
    }
    expect(outcomeWith('block')).toMatchObject({ outcome: 'does-not-fit', reasons: [{ effect: 'block' }] })
    expect(outcomeWith('document')).toMatchObject({ outcome: 'fits', reasons: [{ effect: 'document' }] })
    expect(outcomeWith('off')).toEqual({ outcome: 'fits', reasons: [] })
    const set = setOf([criterion('ONE', { effect: 'off' })])
    expect(evaluateCriteria(set, { answers: { ONE: 'no' }, inputs: {} })).toEqual({ outcome: 'fits', reasons: [] })
  })
})

describe('answers and facts', () => {
  const rule = is('a')
  const inputs = ['a']

  it('the facts speak where they are told, the clinician where they are not', () => {
    expect(judge({ rule, inputs }, { a: true })).toMatchObject({ met: 'true', answer: 'yes' })
    expect(judge({ rule, inputs }, {}, 'yes')).toMatchObject({ met: 'true', answer: 'yes' })
    expect(judge({ rule, inputs }, {}, 'no')).toMatchObject({ met: 'false', answer: 'no' })
    expect(judge({ rule, inputs }, { a: true }, 'unknown')).toMatchObject({ met: 'true', contradiction: false })
    expect(judge({ rule, inputs }, { a: true }, 'yes')).toMatchObject({ met: 'true', contradiction: false })
  })

  it.each(['block', 'warn', 'document'] as const)('a contradiction asks the doctor, and is said (%s)', (effect) => {
    for (const kind of ['inclusion', 'exclusion'] as const) {
      const contradicted = { outcome: 'ask-doctor', met: 'unknown', contradiction: true }
      expect(judge({ rule, inputs, effect, kind }, { a: true }, 'no')).toMatchObject(contradicted)
      expect(judge({ rule, inputs, effect, kind }, { a: false }, 'yes')).toMatchObject(contradicted)
    }
  })

  it('facts that settle nothing contradict nobody', () => {
    const both: Rule = { op: 'and', args: [is('a'), is('b')] }
    const unsettled = { rule: both, inputs: ['a', 'b'] }
    expect(judge(unsettled, { a: true }, 'no')).toMatchObject({ met: 'false', contradiction: false })
    expect(judge(unsettled, { a: true }, 'yes')).toMatchObject({ met: 'true', contradiction: false })
    expect(judge(unsettled, { a: false }, 'yes')).toMatchObject({ met: 'unknown', contradiction: true })
  })

  it('a fact that is missing is no fact against the one who answers that it is there', () => {
    const present = { rule: { op: 'allPresent', inputs: ['x', 'y'] } as const, inputs: ['x', 'y'] }
    expect(judge(present, { x: 1 }, 'yes')).toMatchObject({ outcome: 'fits', met: 'true', contradiction: false })
    expect(judge(present, {}, 'yes')).toMatchObject({ outcome: 'fits', met: 'true' })
    expect(judge(present, { x: 1 })).toMatchObject({ outcome: 'does-not-fit', met: 'false' })
    expect(judge(present, { x: 1, y: 2 }, 'no')).toMatchObject({ outcome: 'ask-doctor', contradiction: true })
  })

  it('the one yes or no of a criterion without a rule may be told by its name', () => {
    expect(judge({ inputs }, { a: true })).toMatchObject({ met: 'true' })
    expect(judge({ inputs, kind: 'exclusion' }, { a: true })).toMatchObject({ outcome: 'does-not-fit' })
    expect(judge({ inputs, kind: 'exclusion' }, { a: true }, 'no')).toMatchObject({
      outcome: 'ask-doctor',
      contradiction: true,
    })
    expect(judge({ inputs: ['x'] }, { x: 1 })).toMatchObject({ met: 'unknown' })
    expect(judge({ inputs: ['a', 'b'] }, { a: true, b: true })).toMatchObject({ met: 'unknown' })
  })

  it('looks at nothing but what was told', () => {
    const inherited: Rule = { op: 'allPresent', inputs: ['constructor'] }
    expect(judge({ rule: inherited, inputs: ['constructor'] })).toMatchObject({ met: 'false' })
    const set = setOf([criterion('constructor', {})])
    expect(evaluateCriteria(set, { answers: {}, inputs: {} }).outcome).toBe('ask-doctor')
  })
})
