import * as z from 'zod'
import { UKP_RATE_STATES } from '../domain/stay/ukp-rates.ts'
import { count, text, textOrNull } from './fields.ts'

/** 100 000 kr for one døgn is a slip of the hand. */
const MOST_ORE = 10_000_000

export const PutUkpRateRequest = z.strictObject({
  orePerDogn: z.int().min(1).max(MOST_ORE),
  /** Where the rate is written: a circular, a page of Helsedirektoratet. */
  source: z.string().trim().min(1).max(300),
})

export const UkpRateResponse = z.object({
  year: count,
  orePerDogn: count,
  state: z.enum(UKP_RATE_STATES),
  source: text,
  setAt: textOrNull,
})

export const UkpRatesResponse = z.object({
  rates: z.array(UkpRateResponse),
  /** Years that cannot be charged before somebody says their rate. */
  missing: z.array(count).readonly(),
})
