import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { CORE_SETS, findCoreSet } from '../../../lib/domain/assessment/core-sets.ts'
import {
  CRITERION_EFFECTS,
  CRITERION_KINDS,
  type CriteriaSet,
  type InputType,
  type Operand,
  type Rule,
} from '../../../lib/domain/assessment/criteria-set.ts'
import { SERVICES, UNIT_KINDS } from '../../../lib/domain/vocabulary.ts'
import { type OsloDate, parseOsloDate } from '../../../lib/kernel/oslo-date.ts'

const basis = z.enum(['seen', 'recall', 'design'])
const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/)
const words = z.string().min(1)
const literal = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])
const operand: z.ZodType<Operand> = z.union([
  literal,
  z.strictObject({ config: name }),
  z.strictObject({ input: name }),
])
const rule: z.ZodType<Rule> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({
      op: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'subset']),
      input: name,
      value: operand,
    }),
    z.strictObject({ op: z.literal('allPresent'), inputs: z.array(name).min(1) }),
    // The evaluator knows one time zone.
    z.strictObject({
      op: z.literal('sameLocalDate'),
      inputs: z.tuple([name, name]),
      timeZone: z.literal('Europe/Oslo'),
    }),
    z.strictObject({ op: z.enum(['and', 'or']), args: z.array(rule).min(1) }),
    z.strictObject({ op: z.literal('not'), arg: rule }),
    z.strictObject({ op: z.literal('countGte'), args: z.array(rule).min(1), value: operand }),
  ]),
)
const criteriaSet = z.strictObject({
  criteriaSetId: z.string().regex(/^[a-z-]+$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  validFrom: z.string().refine((text) => parseOsloDate(text) !== undefined) as unknown as z.ZodType<OsloDate>,
  title: words,
  source: words,
  appliesTo: z.strictObject({ kinds: z.array(z.enum(UNIT_KINDS)).min(1), services: z.array(z.enum(SERVICES)).min(1) }),
  config: z.record(
    name,
    z.union([literal, z.null(), z.array(z.strictObject({ code: z.string(), textNb: words })).min(1)]),
  ),
  effectOverrides: z.record(z.string(), z.enum(CRITERION_EFFECTS)),
  inputTypes: z.record(
    name,
    z.strictObject({
      type: z.enum(['integer', 'number', 'boolean', 'answer', 'code', 'codeList', 'instant', 'reference']),
      labelNb: words,
      unit: words.optional(),
      values: z.array(z.string()).min(1).optional(),
      decimals: z.int().min(0).optional(),
      derivedFrom: words.optional(),
    }),
  ),
  criteria: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Z]{3}-(INK|EKS|DOK)-\d{2}$/),
        kind: z.enum(CRITERION_KINDS),
        effect: z.enum(CRITERION_EFFECTS),
        textNb: words,
        group: words,
        inputs: z.array(name).min(1),
        rule: rule.optional(),
        source: words,
        basis,
      }),
    )
    .min(1),
}) satisfies z.ZodType<CriteriaSet>

function leavesOf(from: Rule): Exclude<Rule, { readonly op: 'and' | 'or' | 'not' | 'countGte' }>[] {
  switch (from.op) {
    case 'and':
    case 'or':
    case 'countGte':
      return from.args.flatMap(leavesOf)
    case 'not':
      return leavesOf(from.arg)
    case 'eq':
    case 'ne':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'in':
    case 'subset':
    case 'allPresent':
    case 'sameLocalDate':
      return [from]
  }
}

function operandsOf(from: Rule): Operand[] {
  if (from.op === 'and' || from.op === 'or') return from.args.flatMap(operandsOf)
  if (from.op === 'countGte') return [from.value, ...from.args.flatMap(operandsOf)]
  if (from.op === 'not') return operandsOf(from.arg)
  return 'value' in from ? [from.value] : []
}

const inputsOf = (from: Rule): string[] =>
  leavesOf(from).flatMap((leaf) => {
    if (!('input' in leaf)) return leaf.inputs
    const { value } = leaf
    return [leaf.input, ...(typeof value === 'object' && 'input' in value ? [value.input] : [])]
  })

/** Every value that a leaf compares with, settings read out. */
function literalsOf(set: CriteriaSet, value: Operand): readonly unknown[] {
  if (typeof value !== 'object') return [value]
  if ('input' in value) return []
  const setting = 'config' in value ? set.config[value.config] : value
  return Array.isArray(setting) ? setting : [setting]
}

const TYPE_OF: Readonly<Record<InputType['type'], string>> = {
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  answer: 'boolean',
  code: 'string',
  codeList: 'string',
  instant: 'string',
  reference: 'string',
}

describe.each(CORE_SETS)('core set $criteriaSetId', (set) => {
  const rules = set.criteria.flatMap((criterion) => (criterion.rule ? [{ ...criterion, rule: criterion.rule }] : []))

  it('is what its type says', () => {
    expect(criteriaSet.safeParse(set).error).toBeUndefined()
  })

  it('has every criterion once, of the kind that its id says', () => {
    const ids = set.criteria.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const kinds = { INK: 'inclusion', EKS: 'exclusion', DOK: 'documentation' } as const
    for (const { id, kind } of set.criteria) expect(kinds[id.slice(4, 7) as keyof typeof kinds]).toBe(kind)
  })

  it('has rules over exactly the inputs that the criterion names, all of them described', () => {
    for (const { id, inputs, rule } of rules) expect([id, [...new Set(inputsOf(rule))]]).toEqual([id, inputs])
    const used = new Set(set.criteria.flatMap(({ inputs }) => inputs))
    expect([...used].sort()).toEqual(Object.keys(set.inputTypes).sort())
  })

  it('has every setting that a rule refers to', () => {
    const referred = rules
      .flatMap(({ rule }) => operandsOf(rule))
      .flatMap((value) => (typeof value === 'object' && 'config' in value ? [value.config] : []))
    expect(referred.filter((key) => !Object.hasOwn(set.config, key))).toEqual([])
  })

  it('compares each input with values that it can have', () => {
    for (const { id, rule } of rules) {
      for (const leaf of leavesOf(rule)) {
        if (!('input' in leaf)) continue
        const input = set.inputTypes[leaf.input]
        if (!input) throw new Error(`${id} has no input ${leaf.input}`)
        const literals = literalsOf(set, leaf.value)
        for (const value of literals) {
          expect([id, typeof value]).toEqual([id, TYPE_OF[input.type]])
          if (input.values) expect(input.values).toContain(value)
        }
        if (['gt', 'gte', 'lt', 'lte'].includes(leaf.op)) expect(['integer', 'number']).toContain(input.type)
      }
    }
  })

  it('asks one yes or no where there is no rule', () => {
    for (const { id, inputs } of set.criteria.filter(({ rule }) => !rule))
      expect([id, inputs.map((input) => set.inputTypes[input]?.type)]).toEqual([id, ['answer']])
  })

  it('overrides the effect of no criterion but its own', () => {
    const ids = new Set(set.criteria.map(({ id }) => id))
    expect(Object.keys(set.effectOverrides).filter((id) => !ids.has(id))).toEqual([])
  })
})

describe('core sets', () => {
  it('belong to one service each, and no other service has criteria', () => {
    expect(CORE_SETS.flatMap(({ appliesTo }) => appliesTo.services)).toEqual([
      'kad-somatikk',
      'kad-psyk-rus',
      'sykestue',
    ])
    const found = SERVICES.map((service) => [service, findCoreSet(service)?.criteriaSetId])
    expect(Object.fromEntries(found.filter(([, id]) => id !== undefined))).toEqual({
      'kad-somatikk': 'kad-somatic',
      'kad-psyk-rus': 'kad-psych',
      sykestue: 'sykestue-finnmark',
    })
  })
})
