import * as z from 'zod'
import {
  CRITERION_BASES,
  CRITERION_EFFECTS,
  CRITERION_KINDS,
  INPUT_KINDS,
  type InputType,
  type Operand,
  type Rule,
} from '../domain/assessment/criteria-set.ts'
import { ASSESSMENT_OUTCOMES } from '../domain/assessment/evaluate.ts'
import { CHANGE_KINDS } from '../domain/assessment/variant.ts'
import { UNIT_KINDS } from '../domain/vocabulary.ts'
import { count, criteriaSetId, osloDate, reason, service, text, textOrNull } from './fields.ts'

const criteriaVersion = z.string().regex(/^(\d{1,6}|0\.\d{1,3}\.\d{1,3})$/)
const criterionId = z
  .string()
  .regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/)
  .max(40)
/** Of an input or a setting. */
const name = z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/)
const words = (most: number) => z.string().trim().min(1).max(most)
const code = z.string().min(1).max(60)

const constant = z.union([z.string().max(200), z.number(), z.boolean(), z.array(code).max(100).readonly()])
const configValue = z.union([
  constant,
  z.null(),
  z
    .array(z.strictObject({ code, textNb: words(300) }))
    .min(1)
    .max(100)
    .readonly(),
])
const operand: z.ZodType<Operand, Operand> = z.union([
  constant,
  z.strictObject({ config: name }),
  z.strictObject({ input: name }),
])

/** Deeper than any rule that a person can read. */
const MOST_LEVELS = 6

const leaves = [
  z.strictObject({ op: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'subset']), input: name, value: operand }),
  z.strictObject({ op: z.literal('allPresent'), inputs: z.array(name).min(1).max(30) }),
  z.strictObject({
    op: z.literal('sameLocalDate'),
    inputs: z.tuple([name, name]),
    timeZone: z.literal('Europe/Oslo').optional(),
  }),
] as const

const ruleOver = (rule: z.ZodType<Rule, Rule>): z.ZodType<Rule, Rule> => {
  const args = z.array(rule).min(1).max(30)
  return z.discriminatedUnion('op', [
    ...leaves,
    z.strictObject({ op: z.enum(['and', 'or']), args }),
    z.strictObject({ op: z.literal('not'), arg: rule }),
    z.strictObject({ op: z.literal('countGte'), args, value: operand }),
  ])
}

const lowest: z.ZodType<Rule, Rule> = z.discriminatedUnion('op', leaves)
/** Highest first, each over the next: built so that no body can send the service down for ever. A criterion takes the highest. */
export const RULE_LEVELS = Array.from({ length: MOST_LEVELS - 1 }).reduce<
  readonly [z.ZodType<Rule, Rule>, ...z.ZodType<Rule, Rule>[]]
>(([highest, ...lower]) => [ruleOver(highest), highest, ...lower], [lowest])
const [rule] = RULE_LEVELS

const criterion = z.strictObject({
  id: criterionId,
  kind: z.enum(CRITERION_KINDS),
  effect: z.enum(CRITERION_EFFECTS),
  textNb: words(500),
  group: words(80),
  inputs: z.array(name).min(1).max(30).readonly(),
  rule: rule.optional(),
  source: words(1000),
  basis: z.enum(CRITERION_BASES).optional(),
})

const inputType: z.ZodType<InputType, InputType> = z.strictObject({
  type: z.enum(INPUT_KINDS),
  labelNb: words(200),
  unit: words(40).optional(),
  values: z.array(code).min(1).max(100).optional(),
  decimals: z.int().min(0).max(6).optional(),
  derivedFrom: words(80).optional(),
})

export const PutCriteriaSetRequest = z.strictObject({
  title: words(200),
  source: words(2000),
  validFrom: osloDate,
  /** The set stands in the way in units of these kinds; elsewhere it is advice. */
  appliesTo: z.strictObject({
    kinds: z.array(z.enum(UNIT_KINDS)).max(UNIT_KINDS.length).readonly(),
    services: z.array(service).min(1).max(20).readonly(),
  }),
  config: z.record(name, configValue).default({}),
  effectOverrides: z.record(criterionId, z.enum(CRITERION_EFFECTS)).default({}),
  inputTypes: z.record(name, inputType),
  criteria: z.array(criterion).min(1).max(200).readonly(),
})

/** Which saved version to read; the newest where it is left out. */
export const CriteriaVersionQuery = z.strictObject({ version: criteriaVersion.optional() })

const saved = { version: count, criteriaVersion: text, savedAt: textOrNull }
/** `version` is what If-Match takes; 0 came with the service. `criteriaVersion` is what an assessment names. */
export const CriteriaSetResponse = z.object({ ...PutCriteriaSetRequest.shape, ...saved, criteriaSetId: text })

export const ListCriteriaSetsResponse = z.object({
  sets: z
    .array(
      z.object({
        criteriaSetId: text,
        /** Oldest first. */
        versions: z
          .array(
            z.object({
              version: count,
              criteriaVersion: text,
              validFrom: text,
              title: text,
              kinds: z.array(z.enum(UNIT_KINDS)).readonly(),
              services: z.array(service).readonly(),
              /** Chosen for admissions on the date of the question. */
              inForce: z.boolean(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
})

const does = z.enum(CHANGE_KINDS)
const weighs = does.extract(['tighten', 'loosen'])
const variantChange = z.union([
  z.strictObject({ does: weighs, criterionId, effect: z.enum(CRITERION_EFFECTS), reason }),
  z.strictObject({ does: weighs, add: criterion, reason }),
  z.strictObject({
    does: does.extract(['replace']),
    criterionId,
    textNb: words(500).optional(),
    rule: rule.optional(),
    reason,
  }),
  z.strictObject({ does: does.extract(['replace']), config: name, value: configValue, reason }),
])

export const PutVariantRequest = z.strictObject({
  core: z.strictObject({ criteriaSetId, criteriaVersion }),
  validFrom: osloDate,
  requireAssessment: z.boolean(),
  binds: z.boolean(),
  inputTypes: z.record(name, inputType).default({}),
  changes: z.array(variantChange).max(200).readonly(),
})

export const VariantResponse = z.object({
  ...PutVariantRequest.shape,
  ...saved,
  unitId: text,
  service,
  /** The variant's own name, as an assessment gives it. */
  criteriaSetId: text,
})

export const ShowCriteriaQuery = z.strictObject({ on: osloDate.optional() })

/** What is asked at a unit and service on a date, after the unit's own changes; all null where nothing is. */
export const ShowCriteriaResponse = z.object({
  unitId: text,
  service,
  on: text,
  criteriaSetId: textOrNull,
  criteriaVersion: textOrNull,
  core: z.object({ criteriaSetId: text, criteriaVersion: text }).nullable(),
  requireAssessment: z.boolean(),
  binds: z.boolean(),
  /** The outcomes of an assessment that must be overridden to admit; `binds` is whether there are any. */
  stopsOn: z.array(z.enum(ASSESSMENT_OUTCOMES)).readonly(),
  title: textOrNull,
  inputTypes: z.record(z.string(), inputType),
  criteria: z
    .array(
      z.object({
        criterionId: text,
        kind: z.enum(CRITERION_KINDS),
        effect: z.enum(CRITERION_EFFECTS),
        textNb: text,
        group: text,
        inputs: z.array(text).readonly(),
        /** A rule decides where its inputs are told; else the clinician answers. */
        hasRule: z.boolean(),
        source: text,
      }),
    )
    .readonly(),
})
