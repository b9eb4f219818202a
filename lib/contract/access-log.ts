import * as z from 'zod'
import { ACCESS_RESULTS, PURPOSES } from '../domain/access/access-record.ts'
import { SEAL_FAULTS } from '../domain/access/seal-fault.ts'
import { CSV_DIALECTS } from '../domain/avregning/export-format.ts'
import { ROLES } from '../domain/vocabulary.ts'
import { agreementId, count, month, orgnr, osloDate, text, textOrNull, unitId } from './fields.ts'

const filters = {
  month,
  /** One date of the month, where the whole is too much. */
  date: z
    .string()
    .regex(/^(0[1-9]|[12]\d|3[01])$/)
    .optional(),
  unit: unitId.optional(),
  agreement: agreementId.optional(),
  role: z.enum(ROLES).optional(),
  orgnr: orgnr.optional(),
  operation: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional(),
  result: z.enum(ACCESS_RESULTS).optional(),
}

export const ListAccessQuery = z.strictObject({
  ...filters,
  /** `next` of the page before. */
  next: z
    .string()
    .regex(/^[\w:.#-]{1,120}$/)
    .optional(),
})
export const ExportAccessQuery = z.strictObject({ ...filters, dialect: z.enum(CSV_DIALECTS).default('excel') })

export const ListAccessResponse = z.object({
  records: z.array(
    z.object({
      at: text,
      operation: text,
      result: z.enum(ACCESS_RESULTS),
      problem: textOrNull,
      cause: textOrNull,
      role: z.enum(ROLES).nullable(),
      org: textOrNull,
      purpose: z.enum(PURPOSES).nullable(),
      clientId: textOrNull,
      orgnr: textOrNull,
      subject: textOrNull,
      what: z.record(z.string(), z.string()),
      correlationId: text,
    }),
  ),
  next: textOrNull,
})

/** A date of the log, by UTC as it is filed. */
export const VerifyAccessLogQuery = z.strictObject({ date: osloDate })

export const VerifyAccessLogResponse = z.object({
  date: text,
  ok: z.boolean(),
  records: count,
  /** Not over yet, or from before the log was sealed. */
  unsealedHours: count,
  faults: z.array(z.object({ hour: textOrNull, fault: z.enum(SEAL_FAULTS), sealed: count.nullable(), found: count })),
  /** The date's last seal. Kept elsewhere, it shows also that the whole row of seals was made anew. */
  seal: z.object({ hour: text, mark: text }).nullable(),
})
