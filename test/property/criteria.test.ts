import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Assessment,
  type AssessmentContext,
  type AssessmentTold,
  assess,
  findBlocking,
} from '../../lib/domain/assessment/assess.ts'
import { CORE_SETS } from '../../lib/domain/assessment/core-sets.ts'
import type { CriteriaSet, InputType, InputValue, Rule } from '../../lib/domain/assessment/criteria-set.ts'
import { ANSWERS, type Answer, evaluateCriteria } from '../../lib/domain/assessment/evaluate.ts'
import { knownInput } from '../../lib/domain/assessment/known-inputs.ts'
import type { Observations } from '../../lib/domain/assessment/news2.ts'
import { contextFor, fitting } from '../support/fitting-patients.ts'

const settings = {
  seed: Number(process.env['FC_SEED'] ?? 20_261_122),
  numRuns: Number(process.env['FC_RUNS'] ?? 120),
}

/** A value that the input may have; `unknown` is said of yes and no alone. */
function anyValueOf(name: string, { type, values, decimals }: InputType): fc.Arbitrary<InputValue> {
  const [least, most] = knownInput(name)?.range ?? [0, 100]
  switch (type) {
    case 'integer':
      return fc.integer({ min: least, max: Math.min(most, least + 30) })
    case 'number':
      return fc
        .integer({ min: least * 10, max: most * 10 })
        .map((tenths) => Number((tenths / 10).toFixed(decimals ?? 1)))
    case 'boolean':
    case 'answer':
      return fc.constantFrom(true, false, 'yes', 'no', 'unknown')
    case 'code':
      return fc.constantFrom(...(values ?? ['1804', '5501']))
    case 'codeList':
      return fc.subarray(['oksygen', 'iv', 'rontgen'])
    case 'instant':
      return fc.constantFrom('2026-11-22T09:50:00Z', '2026-11-21T20:00:00Z')
    case 'reference':
      return fc.constant('hold_1')
  }
}

const observations: fc.Arbitrary<Observations> = fc.record({
  respirationRate: fc.integer({ min: 8, max: 26 }),
  spo2: fc.integer({ min: 88, max: 100 }),
  spo2Scale: fc.constantFrom(1, 2),
  supplementalOxygen: fc.boolean(),
  systolicBp: fc.integer({ min: 88, max: 225 }),
  pulse: fc.integer({ min: 38, max: 135 }),
  consciousness: fc.constantFrom('A', 'A', 'A', 'C', 'V', 'P', 'U'),
  temperature: fc.integer({ min: 349, max: 392 }).map((tenths) => tenths / 10),
})

/** The inputs that the observations say. */
const MEASURED = [
  'respiratoryRate',
  'spo2',
  'supplementalOxygen',
  'systolicBp',
  'pulse',
  'consciousness',
  'temperature',
]

type Case = { readonly set: CriteriaSet; readonly told: AssessmentTold; readonly context: AssessmentContext }

/** Near the one who fits: a few things are told otherwise, not told, or told besides. */
const caseFor = (set: CriteriaSet): fc.Arbitrary<Case> => {
  const [service] = set.appliesTo.services
  if (!service) throw new Error('a set without a service')
  const { told } = fitting(service)
  const inputs = Object.entries(set.inputTypes).filter(([, input]) => !input.derivedFrom)
  const answers = fc.dictionary(fc.constantFrom(...set.criteria.map(({ id }) => id)), fc.constantFrom(...ANSWERS), {
    maxKeys: 3,
  })
  const facts = fc
    .uniqueArray(fc.constantFrom(...inputs), { maxLength: 3 })
    .chain((chosen) => fc.tuple(...chosen.map(([name, input]) => fc.tuple(fc.constant(name), anyValueOf(name, input)))))
    .map((entries) => Object.fromEntries(entries))
  const untold = fc.subarray([...Object.keys(told.answers), ...Object.keys(told.inputs)], { maxLength: 2 })
  const without = <T>(members: Readonly<Record<string, T>>, names: readonly string[]) =>
    Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)))
  return fc
    .record({
      answers,
      facts,
      untold: fc.oneof(fc.constant([]), untold),
      news2: fc.oneof({ weight: 3, arbitrary: fc.constant(told.news2) }, observations, fc.constant(null)),
      ageYears: fc.oneof({ weight: 4, arbitrary: fc.constant(told.ageYears) }, fc.constantFrom(17, 18, null)),
      hasPlace: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
      kommunenummer: fc.constantFrom('1804', null),
      agreementId: fc.constantFrom('agr_prove', null),
      neededCapabilities: fc.oneof({ weight: 4, arbitrary: fc.constant(['iv']) }, fc.constant(['rontgen'])),
    })
    .map(({ answers, facts, untold, news2, ageYears, ...context }) => ({
      set,
      told: {
        ageYears,
        answers: { ...without(told.answers, untold), ...answers },
        // What a field of its own says is not told twice: that is refused.
        inputs: without({ ...without(told.inputs, untold), ...facts }, [
          ...(ageYears === null ? [] : ['ageYears']),
          ...(news2 ? MEASURED : []),
          'neededCapabilities',
        ]),
        news2,
        observedAt: null,
      },
      context: contextFor(context),
    }))
}

const anyCase = fc.oneof(...CORE_SETS.map(caseFor))

function judge({ set, told, context }: Case): Assessment {
  const assessed = assess(set, told, context)
  if (!assessed.ok) throw new Error(JSON.stringify(assessed.refusal))
  return assessed.value
}

const permuted = <T>(members: Readonly<Record<string, T>> | null) =>
  fc
    .shuffledSubarray(Object.entries(members ?? {}), { minLength: Object.keys(members ?? {}).length })
    .map((entries) => Object.fromEntries(entries))

/** Left out, the service's own word for them stands instead: nothing less is known. */
const FILLED_IN = ['admissionAt', 'unitCapabilities']

/** Every way to know one thing less. */
function* withOneLess({ told, ...rest }: Case): Generator<Case> {
  const { answers, inputs } = told
  for (const id of Object.keys(answers ?? {})) {
    const { [id]: _untold, ...left } = answers ?? {}
    yield { ...rest, told: { ...told, answers: left } }
    yield { ...rest, told: { ...told, answers: { ...answers, [id]: 'unknown' } } }
  }
  for (const name of Object.keys(inputs ?? {}).filter((each) => !FILLED_IN.includes(each))) {
    const { [name]: value, ...left } = inputs ?? {}
    yield { ...rest, told: { ...told, inputs: left } }
    if (typeof value === 'boolean') yield { ...rest, told: { ...told, inputs: { ...inputs, [name]: 'unknown' } } }
  }
  if (told.news2) yield { ...rest, told: { ...told, news2: null } }
  if (told.ageYears !== null) yield { ...rest, told: { ...told, ageYears: null } }
}

describe('criteria', () => {
  it('do not ask in which order things were told', () => {
    const shuffled = anyCase.chain((each) =>
      fc.record({
        each: fc.constant(each),
        answers: permuted<Answer>(each.told.answers),
        inputs: permuted<InputValue>(each.told.inputs),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ each, answers, inputs }) => {
        expect(judge({ ...each, told: { ...each.told, answers, inputs } })).toEqual(judge(each))
      }),
      settings,
    )
  })

  it('never let somebody in because less is known, unless what is left out was a contradiction', () => {
    const seen = { fits: 0, 'does-not-fit': 0, 'ask-doctor': 0 }
    fc.assert(
      fc.property(anyCase, (each) => {
        const { outcome, reasons } = judge(each)
        const isContradicted = reasons.some(({ contradiction }) => contradiction)
        if (!isContradicted) seen[outcome] += 1
        if (isContradicted || outcome === 'fits') return
        for (const less of withOneLess(each)) expect([less.told, judge(less).outcome]).not.toEqual([less.told, 'fits'])
      }),
      settings,
    )
    expect(Object.values(seen).every((count) => count > settings.numRuns / 20)).toBe(true)
  })

  it('come out as their reasons say, and name all that stands against the patient', () => {
    fc.assert(
      fc.property(anyCase, (each) => {
        const assessed = judge(each)
        const blocks = assessed.reasons.filter(({ effect }) => effect === 'block')
        const doubts = assessed.reasons.filter(({ contradiction }) => contradiction)
        const against = [...blocks.filter(({ met }) => met !== 'true'), ...doubts].map(({ criterionId }) => criterionId)
        expect(new Set(findBlocking(assessed))).toEqual(new Set(against))
        expect(assessed.outcome === 'fits').toBe(against.length === 0)
        const says = blocks.some(({ met }) => met === 'false')
        expect(assessed.outcome === 'does-not-fit').toBe(says)
        for (const { met } of doubts) expect(met).toBe('unknown')
      }),
      settings,
    )
  })

  it('name every bad input, and only the bad ones', () => {
    const BAD: Readonly<Record<string, readonly [value: InputValue, rule: string]>> = {
      ageYears: [80.5, 'decimals'],
      clarificationStatus: ['?', 'value'],
      assessedAt: ['?', 'format'],
      treatmentPlanPresent: ['?', 'type'],
      news2Total: [3, 'computed'],
      hairColour: ['?', 'unknown'],
    }
    const somatic = CORE_SETS.find(({ criteriaSetId }) => criteriaSetId === 'kad-somatic')
    if (!somatic) throw new Error('no somatic set')
    const unasked = fc.constantFrom('SOM-XXX-01', '__proto__', 'toString')
    fc.assert(
      fc.property(
        caseFor(somatic),
        fc.subarray(Object.keys(BAD)),
        fc.option(unasked, { nil: undefined }),
        ({ told, context }, names, id) => {
          const inputs = { ...told.inputs, ...Object.fromEntries(names.map((name) => [name, BAD[name]?.[0] ?? '?'])) }
          const answers = Object.fromEntries([...Object.entries(told.answers ?? {}), ...(id ? [[id, 'yes']] : [])])
          const assessed = assess(somatic, { ...told, inputs, answers }, context)
          const expected = [
            ...(id ? [{ pointer: `/answers/${id}`, rule: 'unknown' }] : []),
            ...names.map((name) => ({ pointer: `/inputs/${name}`, rule: BAD[name]?.[1] })),
          ]
          const byPointer = (faults: readonly { readonly pointer: string }[]) =>
            [...faults].sort((a, b) => (a.pointer < b.pointer ? -1 : 1))
          expect(byPointer(assessed.ok ? [] : assessed.refusal)).toEqual(byPointer(expected))
        },
      ),
      settings,
    )
  })
})

const FLAGS = ['a', 'b', 'c', 'd'] as const
const { rule } = fc.letrec<{ rule: Rule }>((tie) => {
  const args = fc.array(tie('rule'), { minLength: 1, maxLength: 3 })
  return {
    rule: fc.oneof(
      { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
      fc.record({
        op: fc.constantFrom('eq' as const, 'ne' as const),
        input: fc.constantFrom(...FLAGS),
        value: fc.boolean(),
      }),
      fc.record({ op: fc.constantFrom('and' as const, 'or' as const), args }),
      fc.record({ op: fc.constant('not' as const), arg: tie('rule') }),
      fc.record({ op: fc.constant('countGte' as const), args, value: fc.nat(3) }),
    ),
  }
})

describe('rules', () => {
  const base = CORE_SETS[0]
  if (!base) throw new Error('no core set')

  const metOf = (of: Rule, kind: 'inclusion' | 'exclusion', inputs: Readonly<Record<string, boolean>>) => {
    const criteria = [
      { id: 'ONE', kind, effect: 'block' as const, textNb: '', group: '', inputs: FLAGS, rule: of, source: '' },
    ]
    return evaluateCriteria({ ...base, criteria, effectOverrides: {} }, { answers: {}, inputs }).reasons[0]?.met
  }

  it('that are settled stay as they are, however the missing facts turn out', () => {
    let settled = 0
    const told = fc.record({ a: fc.boolean(), b: fc.boolean(), c: fc.boolean(), d: fc.boolean() }, { requiredKeys: [] })
    fc.assert(
      fc.property(rule, fc.constantFrom('inclusion', 'exclusion'), told, (of, kind, some) => {
        const now = metOf(of, kind, some)
        if (now === 'unknown') return
        settled += Object.keys(some).length < FLAGS.length ? 1 : 0
        for (let world = 0; world < 2 ** FLAGS.length; world += 1) {
          const all = Object.fromEntries(FLAGS.map((flag, i) => [flag, (world & (1 << i)) > 0]))
          expect(metOf(of, kind, { ...all, ...some })).toBe(now)
        }
      }),
      settings,
    )
    expect(settled).toBeGreaterThan(settings.numRuns / 10)
  })
})
