import * as z from 'zod'
import { CRITERION_EFFECTS, CRITERION_KINDS } from '../domain/assessment/criteria-set.ts'
import { ANSWERS, ASSESSMENT_OUTCOMES } from '../domain/assessment/evaluate.ts'
import { OBSERVATION_LIMITS } from '../domain/assessment/news2.ts'
import { careNow, count, holdId, instant, needs, orNull, partyId, service, text, textOrNull } from './fields.ts'

type Limits = readonly [least: number, most: number]
const observation = ([least, most]: Limits) => z.int().min(least).max(most)
const [coldest, warmest] = OBSERVATION_LIMITS.temperature

/** Observations for NEWS2, in the units and within the limits of wire.md, "Assessment". Temperature in °C with one decimal. */
const News2Input = z.strictObject({
  respirationRate: observation(OBSERVATION_LIMITS.respirationRate),
  spo2: observation(OBSERVATION_LIMITS.spo2),
  spo2Scale: z.union([z.literal(1), z.literal(2)]),
  supplementalOxygen: z.boolean(),
  systolicBp: observation(OBSERVATION_LIMITS.systolicBp),
  pulse: observation(OBSERVATION_LIMITS.pulse),
  consciousness: z.enum(['A', 'C', 'V', 'P', 'U']),
  temperature: z
    .number()
    .min(coldest)
    .max(warmest)
    .refine((degrees) => Math.abs(degrees * 10 - Math.round(degrees * 10)) < 1e-9, { params: { rule: 'decimals' } }),
})

const inputValue = z.union([
  z.string().max(200),
  z.number(),
  z.boolean(),
  z.array(z.string().max(200)).max(50).readonly(),
])

/** What a doctor tells about the patient's state: answers by criterion id, named inputs, observations. */
export const AssessmentInput = z.strictObject({
  ageYears: orNull(z.int().min(0).max(130)),
  answers: orNull(z.record(z.string().max(40), z.enum(ANSWERS))),
  inputs: orNull(z.record(z.string().max(60), inputValue)),
  news2: orNull(News2Input),
  /** When the observations were made; old ones are flagged. */
  observedAt: orNull(instant),
})

export const CheckCriteriaRequest = AssessmentInput.extend({
  service,
  partyId: orNull(partyId),
  needs: needs.default([]),
  /** The patient's own hold: then there is a place, also in a unit that is full without it. */
  holdId: orNull(holdId),
})

/** How it came out, by which version, with every reason. */
const came = {
  outcome: z.enum(ASSESSMENT_OUTCOMES),
  criteriaSetId: textOrNull,
  criteriaVersion: textOrNull,
  news2: z.object({ total: count, anyThree: z.boolean() }).nullable(),
  qsofa: z.object({ total: count, positive: z.boolean() }).nullable(),
  reasons: z
    .array(
      z.object({
        criterionId: text,
        kind: z.enum(CRITERION_KINDS),
        effect: z.enum(CRITERION_EFFECTS),
        group: text,
        answer: z.enum(ANSWERS),
        met: z.enum(['true', 'false', 'unknown']),
        contradiction: z.boolean(),
        textNb: text,
      }),
    )
    .readonly(),
}

export const CheckCriteriaResponse = z.object({
  ...came,
  /** Null when it was not told when the observations were made. */
  observationAgeMinutes: count.nullable(),
  observationsOld: z.boolean(),
  /** The bed that an admission without a wish would get now; null where none is free for these needs. */
  bestBedId: textOrNull,
  ...careNow,
})

/** The assessment that a stay began with, and the same made again on the version it was made on. */
export const ReplayAssessmentResponse = z.object({
  stayId: text,
  service,
  admissionAt: text,
  told: z.object({
    ageYears: count.nullable(),
    answers: z.record(z.string(), z.enum(ANSWERS)).nullable(),
    inputs: z.record(z.string(), inputValue).nullable(),
    news2: News2Input.nullable(),
    observedAt: textOrNull,
  }),
  ...came,
  replay: z.object({
    /** Null where what was told cannot be read any more. */
    outcome: z.enum(ASSESSMENT_OUTCOMES).nullable(),
    /** Whether outcome, scores and every reason are the same. */
    same: z.boolean(),
  }),
})
