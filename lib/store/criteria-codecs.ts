import * as z from 'zod'
import {
  CRITERION_BASES,
  CRITERION_EFFECTS,
  CRITERION_KINDS,
  type CriteriaContent,
  INPUT_KINDS,
  type Rule,
} from '../domain/assessment/criteria-set.ts'
import { CHANGE_KINDS, type Variant } from '../domain/assessment/variant.ts'
import { ROLES, SERVICES, UNIT_KINDS } from '../domain/vocabulary.ts'
import { instant, osloDate } from './field-codecs.ts'

const words = z.array(z.string()).readonly()
const kinds = z.array(z.enum(UNIT_KINDS)).readonly()
const services = z.array(z.enum(SERVICES)).readonly()
const effect = z.enum(CRITERION_EFFECTS)
const constant = z.union([z.string(), z.number(), z.boolean(), words])
const configValue = z.union([
  constant,
  z.null(),
  z.array(z.strictObject({ code: z.string(), textNb: z.string() })).readonly(),
])
const operand = z.union([constant, z.strictObject({ config: z.string() }), z.strictObject({ input: z.string() })])
const rule: z.ZodType<Rule> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({
      op: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'subset']),
      input: z.string(),
      value: operand,
    }),
    z.strictObject({ op: z.literal('allPresent'), inputs: words }),
    z.strictObject({
      op: z.literal('sameLocalDate'),
      inputs: z.tuple([z.string(), z.string()]),
      timeZone: z.literal('Europe/Oslo').optional(),
    }),
    z.strictObject({ op: z.enum(['and', 'or']), args: z.array(rule).readonly() }),
    z.strictObject({ op: z.literal('not'), arg: rule }),
    z.strictObject({ op: z.literal('countGte'), args: z.array(rule).readonly(), value: operand }),
  ]),
)
const criterion = z.strictObject({
  id: z.string(),
  kind: z.enum(CRITERION_KINDS),
  effect,
  textNb: z.string(),
  group: z.string(),
  inputs: words,
  rule: rule.optional(),
  source: z.string(),
  basis: z.enum(CRITERION_BASES).optional(),
})
const inputTypes = z.record(
  z.string(),
  z.strictObject({
    type: z.enum(INPUT_KINDS),
    labelNb: z.string(),
    unit: z.string().optional(),
    values: words.optional(),
    decimals: z.int().optional(),
    derivedFrom: z.string().optional(),
  }),
)

const saved = {
  criteriaSetId: z.string(),
  version: z.int().min(1),
  savedAt: instant,
  savedBy: z.strictObject({ role: z.enum(ROLES), org: z.string() }),
}

/** One saved version: of a core set, or of a unit's variant of one. */
export const criteriaVersion = z.discriminatedUnion('kind', [
  z.strictObject({
    ...saved,
    kind: z.literal('core'),
    content: z.strictObject({
      validFrom: osloDate,
      title: z.string(),
      source: z.string(),
      appliesTo: z.strictObject({ kinds, services }),
      config: z.record(z.string(), configValue),
      effectOverrides: z.record(z.string(), effect),
      inputTypes,
      criteria: z.array(criterion).readonly(),
    }) satisfies z.ZodType<CriteriaContent>,
  }),
  z.strictObject({
    ...saved,
    kind: z.literal('variant'),
    service: z.enum(SERVICES),
    variant: z.strictObject({
      core: z.strictObject({ criteriaSetId: z.string(), criteriaVersion: z.string() }),
      validFrom: osloDate,
      requireAssessment: z.boolean(),
      binds: z.boolean(),
      inputTypes,
      changes: z
        .array(
          z.union([
            z.strictObject({
              does: z.enum(CHANGE_KINDS).extract(['tighten', 'loosen']),
              criterionId: z.string(),
              effect,
              reason: z.string(),
            }),
            z.strictObject({
              does: z.enum(CHANGE_KINDS).extract(['tighten', 'loosen']),
              add: criterion,
              reason: z.string(),
            }),
            z.strictObject({
              does: z.literal('replace'),
              criterionId: z.string(),
              textNb: z.string().optional(),
              rule: rule.optional(),
              reason: z.string(),
            }),
            z.strictObject({
              does: z.literal('replace'),
              config: z.string(),
              value: configValue,
              reason: z.string(),
            }),
          ]),
        )
        .readonly(),
    }) satisfies z.ZodType<Variant>,
  }),
])
export type CriteriaVersion = z.infer<typeof criteriaVersion>

/** Every saved version of every core set, in the order of saving. `version` counts the changes of the list itself. */
export const savedCatalogue = z.strictObject({
  version: z.int().min(0),
  saved: z
    .array(
      z.strictObject({
        criteriaSetId: z.string(),
        criteriaVersion: z.string(),
        version: z.int().min(1),
        validFrom: osloDate,
        title: z.string(),
        kinds,
        services,
      }),
    )
    .readonly(),
})
export type SavedCatalogue = z.infer<typeof savedCatalogue>
