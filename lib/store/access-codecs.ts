import * as z from 'zod'
import { type AccessEntry, CALLED_BY } from '../domain/access/access-list.ts'
import type { AgreementId } from '../domain/ids.ts'
import { ROLES } from '../domain/vocabulary.ts'
import type { Instant } from '../kernel/instant.ts'
import type { OsloDate } from '../kernel/oslo-date.ts'

const date = z.string().length(10) as unknown as z.ZodType<OsloDate>
const entries = z.array(
  z.strictObject({
    orgnr: z.string().length(9),
    by: z.enum(CALLED_BY),
    clientId: z.string().optional(),
    claimedRole: z.string().optional(),
    role: z.enum(ROLES),
    org: z.string(),
    fom: date,
    tom: date.optional(),
  }) satisfies z.ZodType<AccessEntry>,
)

/** One saved version of an agreement's access list. */
export type AccessListVersion = z.infer<typeof accessListVersion>
export const accessListVersion = z.strictObject({
  agreementId: z.string() as unknown as z.ZodType<AgreementId>,
  version: z.int().min(1),
  savedAt: z.string().length(24) as unknown as z.ZodType<Instant>,
  savedBy: z.strictObject({ role: z.enum(ROLES), org: z.string() }),
  entries,
})

/** What one agreement gives one organisation: what a request reads. */
export const accessOfOrganisation = accessListVersion.pick({ agreementId: true, entries: true })
