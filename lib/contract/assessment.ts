import * as z from 'zod'
import { orNull } from './fields.ts'

const observation = (least: number, most: number) => z.int().min(least).max(most)

/** Observations for NEWS2, in the units and within the limits of wire.md, "Assessment". Temperature in °C with one decimal. */
export const News2Input = z.strictObject({
  respirationRate: observation(1, 80),
  spo2: observation(30, 100),
  spo2Scale: z.union([z.literal(1), z.literal(2)]),
  supplementalOxygen: z.boolean(),
  systolicBp: observation(30, 300),
  pulse: observation(15, 300),
  consciousness: z.enum(['A', 'C', 'V', 'P', 'U']),
  temperature: z
    .number()
    .min(24)
    .max(45)
    .refine((degrees) => Math.abs(degrees * 10 - Math.round(degrees * 10)) < 1e-9, { params: { rule: 'decimals' } }),
})

const inputValue = z.union([z.string().max(200), z.number(), z.boolean(), z.array(z.string().max(200)).max(50)])

/** What a doctor tells about the patient's state: answers by criterion id, named inputs, observations. */
export const AssessmentInput = z.strictObject({
  ageYears: orNull(z.int().min(0).max(130)),
  answers: orNull(z.record(z.string().max(40), z.enum(['yes', 'no', 'unknown']))),
  inputs: orNull(z.record(z.string().max(60), inputValue)),
  news2: orNull(News2Input),
})
