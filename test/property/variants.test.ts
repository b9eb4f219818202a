import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Assessment, assess } from '../../lib/domain/assessment/assess.ts'
import { CORE_SETS } from '../../lib/domain/assessment/core-sets.ts'
import { findCriteriaFaults } from '../../lib/domain/assessment/criteria-faults.ts'
import {
  CRITERION_EFFECTS,
  type CriteriaContent,
  type CriteriaSet,
  type Criterion,
  type CriterionEffect,
  type InputType,
  type InputValue,
  inputsOf,
  type Rule,
} from '../../lib/domain/assessment/criteria-set.ts'
import { ANSWERS, type AssessmentOutcome, evaluateCriteria } from '../../lib/domain/assessment/evaluate.ts'
import {
  applyVariant,
  findVariantFaults,
  type Variant,
  type VariantChange,
} from '../../lib/domain/assessment/variant.ts'
import type { OsloDate } from '../../lib/kernel/oslo-date.ts'
import { contextFor, fitting } from '../support/fitting-patients.ts'

const settings = {
  seed: Number(process.env['FC_SEED'] ?? 20_261_122),
  numRuns: Number(process.env['FC_RUNS'] ?? 150),
}
const STRICTNESS: Readonly<Record<CriterionEffect, number>> = { off: 0, document: 1, warn: 2, block: 3 }
const reason = 'Egen erfaring'

/** A criterion of the unit's own over what every set knows, or over a question of its own. */
const anyAdded = (n: number): fc.Arbitrary<Criterion> =>
  fc.record({
    id: fc.constant(`LOK-${n}`),
    kind: fc.constantFrom('inclusion', 'exclusion', 'documentation'),
    effect: fc.constantFrom('block', 'warn', 'document'),
    textNb: fc.constant('Noe.'),
    group: fc.constant('Lokalt'),
    inputs: fc.constant(['needsDialysis']),
    rule: fc.constantFrom<Rule | undefined>(undefined, { op: 'eq', input: 'needsDialysis', value: true }),
    source: fc.constant('Enheten'),
  })

/** Changes that all do the same to the core, each truly labelled, and none of them twice. */
const changesThat = (set: CriteriaSet, does: 'tighten' | 'loosen'): fc.Arbitrary<readonly VariantChange[]> => {
  const weighed = fc
    .tuple(fc.constantFrom(...set.criteria), fc.constantFrom(...CRITERION_EFFECTS))
    .map(([{ id, effect: now }, effect]) => ({ criterionId: id, effect, by: STRICTNESS[effect] - STRICTNESS[now] }))
  const effects = fc
    .uniqueArray(
      weighed.filter(({ by }) => (does === 'tighten' ? by > 0 : by < 0)),
      { selector: ({ criterionId }) => criterionId, minLength: 1, maxLength: 12 },
    )
    .map((rows) => rows.map(({ criterionId, effect }): VariantChange => ({ does, criterionId, effect, reason })))
  if (does === 'loosen') return effects
  const added = fc.option(
    anyAdded(1).map((add): VariantChange => ({ does, add, reason })),
    { nil: undefined },
  )
  return fc.tuple(effects, added).map(([rows, add]) => (add ? [...rows, add] : rows))
}

const variantOf = (core: CriteriaSet, changes: readonly VariantChange[]): Variant => ({
  core: { criteriaSetId: core.criteriaSetId, criteriaVersion: core.version },
  validFrom: '2026-12-01' as OsloDate,
  requireAssessment: true,
  binds: true,
  inputTypes: { needsDialysis: { type: 'answer', labelNb: 'Dialyse?' } },
  changes,
})

type Told = { readonly answers: Record<string, (typeof ANSWERS)[number]>; readonly inputs: Record<string, InputValue> }

/** Near the one who fits: some things told otherwise, or not at all. */
const anyTold = (set: CriteriaSet): fc.Arbitrary<Told> => {
  const [service] = set.appliesTo.services
  if (!service) throw new Error('a set without a service')
  const { answers, inputs } = fitting(service).told
  const asked = fc.dictionary(fc.constantFrom(...set.criteria.map(({ id }) => id)), fc.constantFrom(...ANSWERS), {
    maxKeys: 3,
  })
  const untold = fc.subarray([...Object.keys(answers), ...Object.keys(inputs)], { maxLength: 3 })
  return fc.record({ asked, untold: fc.oneof(fc.constant([]), untold) }).map(({ asked: otherwise, untold: names }) => ({
    answers: { ...without(answers, names), ...otherwise },
    inputs: without(inputs, names),
  }))
}
const without = <T>(members: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)))

/** With what only the variant asks for, told or not. */
const anyCase = (does: 'tighten' | 'loosen') =>
  fc.constantFrom(...CORE_SETS).chain((core) =>
    fc.record({
      core: fc.constant(core),
      changes: changesThat(core, does),
      told: anyTold(core),
      needsDialysis: fc.constantFrom<InputValue | undefined>(true, false, 'unknown', undefined),
    }),
  )

function judge(set: CriteriaSet, { answers, inputs }: Told): Assessment {
  const told = { ageYears: 81, answers, inputs, news2: fitting('kad-somatikk').told.news2, observedAt: null }
  const assessed = assess(set, told, contextFor())
  if (!assessed.ok) throw new Error(JSON.stringify(assessed.refusal))
  return assessed.value
}
const outcomeOf = (set: CriteriaSet, told: Told): AssessmentOutcome => judge(set, told).outcome
const variedBy = (core: CriteriaSet, changes: readonly VariantChange[]): CriteriaSet => {
  const [service] = core.appliesTo.services
  if (!service) throw new Error('a set without a service')
  return applyVariant(core, variantOf(core, changes), { criteriaSetId: 'unit_a.x', version: '1', service })
}

/** How far somebody has come in. */
const DOOR: Readonly<Record<AssessmentOutcome, number>> = { 'does-not-fit': 0, 'ask-doctor': 1, fits: 2 }

describe('a variant', () => {
  it('that only tightens never lets in one whom the core refuses, and opens no door further', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(anyCase('tighten'), ({ core, changes, told, needsDialysis }) => {
        expect(findVariantFaults(core, variantOf(core, changes))).toEqual([])
        const varied = variedBy(core, changes)
        const inputs = { ...told.inputs, ...(needsDialysis === undefined ? {} : { needsDialysis }) }
        const [before, after] = [outcomeOf(core, told), outcomeOf(varied, { ...told, inputs })]
        seen.add(`${before} ${after}`)
        expect(DOOR[after]).toBeLessThanOrEqual(DOOR[before])
      }),
      settings,
    )
    expect([...seen].sort()).toEqual(
      expect.arrayContaining(['does-not-fit does-not-fit', 'fits ask-doctor', 'fits does-not-fit', 'fits fits']),
    )
  })

  it('that only loosens never refuses one whom the core lets in, and shuts no door further', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(anyCase('loosen'), ({ core, changes, told }) => {
        expect(findVariantFaults(core, variantOf(core, changes))).toEqual([])
        const [before, after] = [outcomeOf(core, told), outcomeOf(variedBy(core, changes), told)]
        seen.add(`${before} ${after}`)
        expect(DOOR[after]).toBeGreaterThanOrEqual(DOOR[before])
      }),
      settings,
    )
    expect([...seen]).toEqual(expect.arrayContaining(['fits fits', 'does-not-fit fits', 'ask-doctor fits']))
  })

  it('is the same set whatever the order of its changes, and judges the same whatever the order of what is told', () => {
    const shuffled = fc.constantFrom('tighten' as const, 'loosen' as const).chain((does) =>
      anyCase(does).chain((each) =>
        fc.record({
          each: fc.constant(each),
          changes: fc.shuffledSubarray([...each.changes], { minLength: each.changes.length }),
          answers: fc.shuffledSubarray(Object.entries(each.told.answers), {
            minLength: Object.keys(each.told.answers).length,
          }),
        }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ({ each: { core, changes, told }, changes: otherwise, answers }) => {
        const varied = variedBy(core, changes)
        expect(variedBy(core, otherwise)).toEqual(varied)
        expect(outcomeOf(varied, { ...told, answers: Object.fromEntries(answers) })).toBe(outcomeOf(varied, told))
      }),
      settings,
    )
  })

  it('never lets somebody in because less is known, unless what is left out was a contradiction', () => {
    const any = fc.constantFrom('tighten' as const, 'loosen' as const).chain(anyCase)
    fc.assert(
      fc.property(any, ({ core, changes, told }) => {
        const varied = variedBy(core, changes)
        const { reasons, outcome } = judge(varied, told)
        if (reasons.some(({ contradiction }) => contradiction) || outcome === 'fits') return
        for (const id of Object.keys(told.answers)) {
          const less = { ...told, answers: { ...told.answers, [id]: 'unknown' as const } }
          expect(outcomeOf(varied, less)).not.toBe('fits')
        }
      }),
      settings,
    )
  })
})

/** Few enough values that every patient there can be is tried. */
const WORLD: Readonly<Record<string, { readonly type: InputType; readonly values: readonly InputValue[] }>> = {
  news2MaxSingle: {
    type: { type: 'integer', labelNb: 'N', derivedFrom: 'x' },
    values: [0, 1, 2, 3],
  },
  flag: { type: { type: 'answer', labelNb: 'F' }, values: [true, false] },
  code: { type: { type: 'code', labelNb: 'C', values: ['a', 'b', 'c'] }, values: ['a', 'b', 'c'] },
}
const patients = Object.entries(WORLD).reduce<readonly Record<string, InputValue>[]>(
  (all, [name, { values }]) => all.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))),
  [{}],
)
const { rule } = fc.letrec<{ rule: Rule }>((tie) => {
  const args = fc.array(tie('rule'), { minLength: 1, maxLength: 3 })
  const eq = fc.constantFrom('eq' as const, 'ne' as const)
  return {
    rule: fc.oneof(
      { maxDepth: 2, depthSize: 'small', withCrossShrink: true },
      fc.record({
        op: fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
        input: fc.constant('news2MaxSingle'),
        value: fc.constantFrom(-1, 0, 1, 1.5, 2, 3, 4),
      }),
      fc.record({ op: eq, input: fc.constant('flag'), value: fc.boolean() }),
      fc.record({ op: eq, input: fc.constant('code'), value: fc.constantFrom('a', 'b', 'c') }),
      fc.record({
        op: fc.constant('in' as const),
        input: fc.constant('code'),
        value: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
      }),
      fc.record({ op: fc.constantFrom('and' as const, 'or' as const), args }),
      fc.record({ op: fc.constant('not' as const), arg: tie('rule') }),
      args.chain((parts) =>
        fc.record({
          op: fc.constant('countGte' as const),
          args: fc.constant(parts),
          value: fc.integer({ min: 1, max: parts.length }),
        }),
      ),
    ),
  }
})

describe('a set is refused as impossible', () => {
  const contentOf = (rules: readonly { readonly rule: Rule; readonly kind: 'inclusion' | 'exclusion' }[]) => {
    const criteria = rules.map(
      (each, i): Criterion => ({
        id: `A-${i}`,
        effect: 'block',
        textNb: 'Noe.',
        group: 'G',
        inputs: inputsOf(each.rule),
        source: 'Prøve',
        ...each,
      }),
    )
    const inputTypes = Object.fromEntries(Object.entries(WORLD).map(([name, { type }]) => [name, type]))
    const content: CriteriaContent = {
      title: 'Prøve',
      source: 'Prøve',
      validFrom: '2026-01-01' as OsloDate,
      appliesTo: { kinds: [], services: ['observasjon'] },
      config: {},
      effectOverrides: {},
      inputTypes,
      criteria,
    }
    return content
  }

  it('exactly where no patient can meet all of it', () => {
    const seen = { possible: 0, impossible: 0 }
    const rules = fc.array(fc.record({ rule, kind: fc.constantFrom('inclusion' as const, 'exclusion' as const) }), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(rules, (each) => {
        const content = contentOf(each)
        const faults = findCriteriaFaults(content)
        // A part that never holds is refused by its own name, and says nothing of the whole.
        if (faults.some(({ rule: broken }) => broken === 'never-true')) return
        const set = { ...content, criteriaSetId: 'prove', version: '1' }
        const isMet = patients.some((inputs) => evaluateCriteria(set, { answers: {}, inputs }).outcome === 'fits')
        seen[isMet ? 'possible' : 'impossible'] += 1
        expect(faults.length === 0).toBe(isMet)
      }),
      { ...settings, numRuns: settings.numRuns * 4 },
    )
    expect(Math.min(seen.possible, seen.impossible)).toBeGreaterThan(settings.numRuns / 5)
  })

  it('and a part of it where no patient meets the part', () => {
    let impossible = 0
    fc.assert(
      fc.property(rule, (one) => {
        const content = contentOf([{ rule: one, kind: 'inclusion' }])
        const names = findCriteriaFaults(content).map(({ rule: broken }) => broken)
        const set = { ...content, criteriaSetId: 'prove', version: '1' }
        const isMet = patients.some((inputs) => evaluateCriteria(set, { answers: {}, inputs }).outcome === 'fits')
        if (!isMet) impossible += 1
        if (!isMet) expect(names).toContain('never-true')
      }),
      settings,
    )
    expect(impossible).toBeGreaterThan(settings.numRuns / 20)
  })
})
