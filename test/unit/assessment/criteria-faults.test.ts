import { describe, expect, it } from 'vitest'
import { findCriteriaFaults } from '../../../lib/domain/assessment/criteria-faults.ts'
import type {
  CriteriaContent,
  Criterion,
  InputType,
  Operand,
  Rule,
} from '../../../lib/domain/assessment/criteria-set.ts'
import type { OsloDate } from '../../../lib/kernel/oslo-date.ts'

const INPUT_TYPES: Readonly<Record<string, InputType>> = {
  ageYears: { type: 'integer', labelNb: 'Alder' },
  hours: { type: 'number', labelNb: 'Timer' },
  degrees: { type: 'number', labelNb: 'Grader', decimals: 1 },
  isStable: { type: 'answer', labelNb: 'Stabil?' },
  hasPlan: { type: 'boolean', labelNb: 'Plan' },
  role: { type: 'code', labelNb: 'Rolle', values: ['lege', 'sykepleier'] },
  kommune: { type: 'code', labelNb: 'Kommune' },
  needed: { type: 'codeList', labelNb: 'Trenger' },
  offered: { type: 'codeList', labelNb: 'Har' },
  seenAt: { type: 'instant', labelNb: 'Sett' },
  hold: { type: 'reference', labelNb: 'Hold' },
}

const criterion = (more: Partial<Criterion>): Criterion => ({
  id: 'A-01',
  kind: 'inclusion',
  effect: 'block',
  textNb: 'Noe.',
  group: 'Gruppe',
  inputs: ['isStable'],
  source: 'Prøve',
  ...more,
})
const setOf = (criteria: readonly Criterion[], more: Partial<CriteriaContent> = {}): CriteriaContent => ({
  title: 'Prøve',
  source: 'Prøve',
  validFrom: '2026-01-01' as OsloDate,
  appliesTo: { kinds: ['kad'], services: ['observasjon'] },
  config: { minAge: 18, roles: ['lege'], choices: [{ code: 'lege', textNb: 'Lege' }], text: 'lege', unused: null },
  effectOverrides: {},
  inputTypes: INPUT_TYPES,
  criteria,
  ...more,
})
const say = (set: CriteriaContent) => findCriteriaFaults(set).map(({ pointer, rule }) => `${pointer} ${rule}`)

/** A criterion of the rule, naming exactly the inputs that it uses. */
const ruled = (rule: Rule, inputs: readonly string[], more: Partial<Criterion> = {}) =>
  criterion({ rule, inputs, ...more })
const age = (op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte', value: number): Rule => ({ op, input: 'ageYears', value })
const adult = ruled(age('gte', 18), ['ageYears'])

describe('a set of criteria', () => {
  it('that holds together has no faults', () => {
    const two = [
      ruled({ op: 'gte', input: 'ageYears', value: { config: 'minAge' } }, ['ageYears']),
      ruled({ op: 'in', input: 'role', value: { config: 'choices' } }, ['role'], { id: 'A-02' }),
      ruled({ op: 'subset', input: 'needed', value: { input: 'offered' } }, ['needed', 'offered'], { id: 'A-03' }),
      ruled({ op: 'lt', input: 'hours', value: { config: 'unused' } }, ['hours'], { id: 'A-04' }),
      criterion({ id: 'A-05' }),
    ]
    expect(say(setOf(two, { effectOverrides: { 'A-05': 'warn' } }))).toEqual([])
  })

  it.each<[what: string, set: CriteriaContent, ...faults: string[]]>([
    ['an id twice', setOf([criterion({}), criterion({ textNb: 'Annet.' })]), '/criteria/1/id repeated'],
    [
      'a kind of unit twice',
      setOf([criterion({})], { appliesTo: { kinds: ['kad', 'kad'], services: ['dps'] } }),
      '/appliesTo/kinds/1 repeated',
    ],
    [
      'a service twice',
      setOf([criterion({})], { appliesTo: { kinds: [], services: ['dps', 'dps'] } }),
      '/appliesTo/services/1 repeated',
    ],
    [
      'an effect for no criterion',
      setOf([criterion({})], { effectOverrides: { 'A-09': 'off' } }),
      '/effectOverrides/A-09 unknown-criterion',
    ],
    ['an input that nobody describes', setOf([criterion({ inputs: ['mood'] })]), '/criteria/0/inputs/0 unknown-input'],
    [
      'an input named after what every object has',
      setOf([criterion({ inputs: ['constructor'] })]),
      '/criteria/0/inputs/0 unknown-input',
    ],
    ['an input twice', setOf([criterion({ inputs: ['isStable', 'isStable'] })]), '/criteria/0/inputs/1 repeated'],
    [
      'an input that the rule never uses',
      setOf([ruled(age('gte', 18), ['ageYears', 'hours'])]),
      '/criteria/0/inputs/1 not-in-rule',
    ],
    [
      'a rule over an input that it does not name',
      setOf([ruled(age('gte', 18), ['isStable'])]),
      '/criteria/0/inputs/0 not-in-rule',
      '/criteria/0/inputs input-not-named',
    ],
    [
      'values for what is no code',
      setOf([criterion({})], {
        inputTypes: { ...INPUT_TYPES, hours: { type: 'number', labelNb: 'T', values: ['1'] } },
      }),
      '/inputTypes/hours/values not-a-code',
    ],
    [
      'a value twice',
      setOf([criterion({})], {
        inputTypes: { ...INPUT_TYPES, role: { type: 'code', labelNb: 'R', values: ['a', 'a'] } },
      }),
      '/inputTypes/role/values/1 repeated',
    ],
    [
      'decimals for what is no number',
      setOf([criterion({})], { inputTypes: { ...INPUT_TYPES, role: { type: 'code', labelNb: 'R', decimals: 1 } } }),
      '/inputTypes/role/decimals not-a-number',
    ],
    [
      'an age in words',
      setOf([criterion({})], { inputTypes: { ...INPUT_TYPES, ageYears: { type: 'code', labelNb: 'Alder' } } }),
      '/inputTypes/ageYears/type type',
    ],
    [
      'a score that somebody types in',
      setOf([criterion({})], { inputTypes: { ...INPUT_TYPES, news2Total: { type: 'integer', labelNb: 'NEWS2' } } }),
      '/inputTypes/news2Total/derivedFrom computed',
    ],
    [
      'a score that nobody computes',
      setOf([criterion({})], {
        inputTypes: { ...INPUT_TYPES, hours: { type: 'number', labelNb: 'T', derivedFrom: 'x' } },
      }),
      '/inputTypes/hours/derivedFrom not-computed',
    ],
  ])('with %s is refused by name', (_what, set, ...faults) => {
    expect(say(set)).toEqual(faults)
  })
})

describe('a rule', () => {
  const compare = (op: string, input: string, value: Operand, ...more: string[]) => {
    const rule = { op, input, value } as Rule
    return say(setOf([ruled(rule, [input, ...more])])).map((fault) => fault.replace('/criteria/0/rule', ''))
  }

  it.each<[op: string, input: string, value: Operand, fault: string]>([
    ['gt', 'role', 'lege', '/op not-comparable'],
    ['lte', 'isStable', true, '/op not-comparable'],
    ['gte', 'seenAt', '2026-01-01T00:00:00Z', '/op not-comparable'],
    ['eq', 'seenAt', '2026-01-01T00:00:00Z', '/op not-comparable'],
    ['eq', 'needed', ['iv'], '/op not-comparable'],
    ['in', 'ageYears', ['18'], '/op not-comparable'],
    ['subset', 'role', ['lege'], '/op not-comparable'],
    ['gte', 'ageYears', '18', '/value type'],
    ['eq', 'ageYears', true, '/value type'],
    ['eq', 'role', 1, '/value type'],
    ['eq', 'isStable', 'yes', '/value type'],
    ['eq', 'role', ['lege'], '/value type'],
    ['in', 'role', 'lege', '/value type'],
    ['subset', 'needed', 'iv', '/value type'],
    ['gte', 'ageYears', { config: 'text' }, '/value/config type'],
    ['in', 'role', { config: 'minAge' }, '/value/config type'],
    ['gte', 'ageYears', { config: 'maxAge' }, '/value/config unknown-setting'],
    ['gte', 'ageYears', { config: 'toString' }, '/value/config unknown-setting'],
    ['eq', 'role', 'prest', '/value value'],
    ['in', 'role', ['lege', 'prest'], '/value/1 value'],
  ])('%s of %s and %o: %s', (op, input, value, fault) => {
    expect(compare(op, input, value)).toEqual([fault])
  })

  it.each<[input: string, other: string, fault: string]>([
    ['ageYears', 'role', '/value/input type'],
    ['role', 'isStable', '/value/input type'],
  ])('holds %s against %s: %s', (input, other, fault) => {
    expect(compare('eq', input, { input: other }, other)).toEqual([fault])
  })

  it('names an input that is nowhere, wherever the rule has it', () => {
    const nowhere: Rule = {
      op: 'or',
      args: [
        { op: 'eq', input: 'x', value: 1 },
        { op: 'not', arg: { op: 'lt', input: 'hours', value: { input: 'y' } } },
        { op: 'allPresent', inputs: ['hours', 'z'] },
        { op: 'sameLocalDate', inputs: ['w', 'hours'] },
      ],
    }
    const faults = say(setOf([ruled(nowhere, ['x', 'hours', 'y', 'z', 'w'])]))
    expect(faults.filter((fault) => fault.includes('/rule/'))).toEqual([
      '/criteria/0/rule/args/0/input unknown-input',
      '/criteria/0/rule/args/1/arg/value/input unknown-input',
      '/criteria/0/rule/args/2/inputs/1 unknown-input',
      '/criteria/0/rule/args/3/inputs/0 unknown-input',
      '/criteria/0/rule/args/3/inputs/1 type',
    ])
  })

  it.each<[value: Operand, fault: string | undefined]>([
    [0, '/value range'],
    [1, undefined],
    [2, undefined],
    [3, '/value range'],
    [1.5, '/value range'],
    ['1', '/value type'],
    [{ config: 'minAge' }, '/value/config range'],
    [{ config: 'unused' }, undefined],
  ])('that counts two asks for %o: %s', (value, fault) => {
    const args: Rule[] = [age('gte', 18), { op: 'eq', input: 'isStable', value: true }]
    const faults = say(setOf([ruled({ op: 'countGte', args, value }, ['ageYears', 'isStable'])]))
    expect(faults).toEqual(fault === undefined ? [] : [`/criteria/0/rule${fault}`])
  })
})

describe('a bound that nothing can meet', () => {
  it.each<[what: string, rule: Rule, inputs: readonly string[], at: string]>([
    ['an age below none', age('lt', 0), ['ageYears'], ''],
    ['an age of half a year', age('eq', 17.5), ['ageYears'], ''],
    ['an age beyond anybody', age('gt', 130), ['ageYears'], ''],
    ['between two whole years', { op: 'and', args: [age('gt', 17), age('lt', 18)] }, ['ageYears'], ''],
    ['old and young', { op: 'and', args: [age('gte', 70), age('lt', 18)] }, ['ageYears'], ''],
    ['two ages', { op: 'and', args: [age('eq', 70), age('eq', 71)] }, ['ageYears'], ''],
    ['one age and not it', { op: 'and', args: [age('eq', 70), age('ne', 70)] }, ['ageYears'], ''],
    ['a hundredth of a degree', { op: 'eq', input: 'degrees', value: 37.25 }, ['degrees'], ''],
    ['one of none', { op: 'in', input: 'role', value: [] }, ['role'], ''],
    [
      'neither of both',
      {
        op: 'and',
        args: [
          { op: 'ne', input: 'role', value: 'lege' },
          { op: 'ne', input: 'role', value: 'sykepleier' },
        ],
      },
      ['role'],
      '',
    ],
    [
      'yes and no',
      {
        op: 'and',
        args: [
          { op: 'eq', input: 'isStable', value: true },
          { op: 'eq', input: 'isStable', value: false },
        ],
      },
      ['isStable'],
      '',
    ],
    ['what is always so, denied', { op: 'not', arg: age('gte', 0) }, ['ageYears'], ''],
    ['a part of an either-or', { op: 'or', args: [age('gte', 18), age('lt', 0)] }, ['ageYears'], '/args/1'],
    [
      'two of two that exclude each other',
      { op: 'countGte', args: [age('gte', 70), age('lt', 18)], value: 2 },
      ['ageYears'],
      '',
    ],
  ])('%s', (_what, rule, inputs, at) => {
    expect(say(setOf([ruled(rule, inputs)]))).toEqual([`/criteria/0/rule${at} never-true`])
  })

  it.each<[what: string, rule: Rule, inputs: readonly string[]]>([
    ['exactly one whole year', { op: 'and', args: [age('gt', 17), age('lt', 19)] }, ['ageYears']],
    [
      'between two whole hours',
      {
        op: 'and',
        args: [
          { op: 'gt', input: 'hours', value: 17 },
          { op: 'lt', input: 'hours', value: 18 },
        ],
      },
      ['hours'],
    ],
    [
      'a tenth of a degree',
      {
        op: 'and',
        args: [
          { op: 'gt', input: 'degrees', value: 37.2 },
          { op: 'lt', input: 'degrees', value: 37.4 },
        ],
      },
      ['degrees'],
    ],
    ['a negative number that is no age', { op: 'lt', input: 'hours', value: 0 }, ['hours']],
    ['a kommune that is not one', { op: 'ne', input: 'kommune', value: '1804' }, ['kommune']],
    [
      'two that are held against each other',
      {
        op: 'and',
        args: [
          { op: 'lt', input: 'hours', value: { input: 'degrees' } },
          { op: 'gt', input: 'hours', value: { input: 'degrees' } },
        ],
      },
      ['hours', 'degrees'],
    ],
  ])('is not: %s', (_what, rule, inputs) => {
    expect(say(setOf([ruled(rule, inputs)]))).toEqual([])
  })

  it.each([
    ['gte', 'gt', 'lte'],
    ['gt', 'gte', 'lte'],
    ['lte', 'lt', 'gte'],
    ['lt', 'lte', 'gte'],
  ] as const)('at one and the same number: %s, %s and %s', (...ops) => {
    const args = ops.map((op): Rule => ({ op, input: 'hours', value: 18 }))
    expect(say(setOf([ruled({ op: 'and', args }, ['hours'])]))).toEqual(['/criteria/0/rule never-true'])
  })
})

describe('criteria that nobody can meet together', () => {
  const both = (other: Criterion, more: Partial<CriteriaContent> = {}) =>
    say(setOf([adult, { ...other, id: 'B-01' }], more))
  const CONTRADICTION = ['/criteria/0/rule contradiction', '/criteria/1/rule contradiction']

  it('an inclusion and an exclusion of the same', () => {
    expect(both(ruled(age('gte', 18), ['ageYears'], { kind: 'exclusion' }))).toEqual(CONTRADICTION)
    expect(both(ruled(age('gte', 10), ['ageYears'], { kind: 'exclusion' }))).toEqual(CONTRADICTION)
    expect(both(ruled(age('gt', 18), ['ageYears'], { kind: 'exclusion' }))).toEqual([])
  })

  it('two inclusions that shut each other out', () => {
    expect(both(ruled(age('lt', 18), ['ageYears']))).toEqual(CONTRADICTION)
    expect(both(ruled(age('lte', 18), ['ageYears']))).toEqual([])
  })

  it('also through a setting, and not through one that is out of use', () => {
    const limit: Rule = { op: 'lt', input: 'ageYears', value: { config: 'limit' } }
    expect(both(ruled(limit, ['ageYears']), { config: { limit: 18 } })).toEqual(CONTRADICTION)
    expect(both(ruled(limit, ['ageYears']), { config: { limit: 19 } })).toEqual([])
    expect(both(ruled(limit, ['ageYears']), { config: { limit: null } })).toEqual([])
  })

  it('not where one of them is not in use, or only a document', () => {
    const child = ruled(age('lt', 18), ['ageYears'])
    expect(both({ ...child, effect: 'off' })).toEqual([])
    expect(both(child, { effectOverrides: { 'B-01': 'off' } })).toEqual([])
    expect(both({ ...child, kind: 'documentation' })).toEqual([])
    expect(both({ ...child, effect: 'warn' })).toEqual(CONTRADICTION)
  })

  it('an exclusion that always applies', () => {
    const always: Rule = { op: 'or', args: [age('gte', 18), age('lt', 18)] }
    expect(say(setOf([ruled(always, ['ageYears'], { kind: 'exclusion' })]))).toEqual(['/criteria/0/rule always-true'])
  })

  it('three of which no two do', () => {
    const not = (value: string): Criterion =>
      ruled({ op: 'eq', input: 'role', value }, ['role'], { id: `B-${value.toUpperCase()}`, kind: 'exclusion' })
    const inputTypes = { ...INPUT_TYPES, role: { type: 'code', labelNb: 'R', values: ['a', 'b', 'c'] } } as const
    expect(say(setOf([not('a'), not('b')], { inputTypes }))).toEqual([])
    expect(say(setOf([not('a'), not('b'), not('c')], { inputTypes }))).toEqual(['/criteria/2/rule contradiction'])
  })

  it('the same yes or no, wanted and unwanted', () => {
    const two = [criterion({}), criterion({ id: 'B-01', kind: 'exclusion' })]
    expect(say(setOf(two))).toEqual(['/criteria/0 contradiction', '/criteria/1 contradiction'])
  })

  it('and none is refused in doubt: what only dates or presence decide', () => {
    const there: Rule = { op: 'allPresent', inputs: ['hold'] }
    const two = [ruled(there, ['hold']), ruled(there, ['hold'], { id: 'B-01', kind: 'exclusion' })]
    expect(say(setOf(two))).toEqual([])
  })
})
