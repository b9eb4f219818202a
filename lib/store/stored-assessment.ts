import * as z from 'zod'
import type { StoredAssessment } from '../domain/assessment/assess.ts'
import { CRITERION_EFFECTS, CRITERION_KINDS } from '../domain/assessment/criteria-set.ts'
import { ANSWERS, ASSESSMENT_OUTCOMES } from '../domain/assessment/evaluate.ts'
import { SERVICES } from '../domain/vocabulary.ts'
import { instant } from './field-codecs.ts'
import { stayKey } from './keys.ts'
import { CorruptItemFault } from './store-client.ts'
import type { StoredStay } from './unit-store.ts'

const words = z.array(z.string()).readonly()
const count = z.int().min(0)

const storedAssessment = z.strictObject({
  service: z.enum(SERVICES),
  told: z.strictObject({
    ageYears: count.nullable(),
    answers: z.record(z.string(), z.enum(ANSWERS)).nullable(),
    inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), words])).nullable(),
    news2: z
      .strictObject({
        respirationRate: count,
        spo2: count,
        spo2Scale: z.union([z.literal(1), z.literal(2)]),
        supplementalOxygen: z.boolean(),
        systolicBp: count,
        pulse: count,
        consciousness: z.enum(['A', 'C', 'V', 'P', 'U']),
        temperature: z.number(),
      })
      .nullable(),
    observedAt: instant.nullable(),
  }),
  context: z.strictObject({
    admissionAt: instant,
    isAdmissionToldElsewhere: z.boolean().optional(),
    hasPlace: z.boolean(),
    kommunenummer: z.string().nullable(),
    agreementId: z.string().nullable(),
    unitCapabilities: words,
    neededCapabilities: words,
  }),
  assessment: z.strictObject({
    outcome: z.enum(ASSESSMENT_OUTCOMES),
    criteriaSetId: z.string().nullable(),
    criteriaVersion: z.string().nullable(),
    news2: z.strictObject({ total: count, anyThree: z.boolean(), maxSingle: count }).nullable(),
    qsofa: z.strictObject({ total: count, positive: z.boolean() }).nullable(),
    reasons: z
      .array(
        z.strictObject({
          criterionId: z.string(),
          kind: z.enum(CRITERION_KINDS),
          effect: z.enum(CRITERION_EFFECTS),
          group: z.string(),
          answer: z.enum(ANSWERS),
          met: z.enum(['true', 'false', 'unknown']),
          contradiction: z.boolean(),
          textNb: z.string(),
        }),
      )
      .readonly(),
  }),
}) satisfies z.ZodType<StoredAssessment>

export const encodeAssessment = (stored: StoredAssessment): string => JSON.stringify(stored)

/** Null where the patient was admitted without an assessment. */
export function readAssessment({ record, assessment }: StoredStay): StoredAssessment | null {
  if (assessment === null) return null
  try {
    return storedAssessment.parse(JSON.parse(assessment))
  } catch (error) {
    throw new CorruptItemFault(stayKey(record.stayId), error)
  }
}
