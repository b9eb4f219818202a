import * as z from 'zod'
import { type AccessEntry, CALLED_BY } from '../domain/access/access-list.ts'
import { ROLES } from '../domain/vocabulary.ts'
import { actor, agreementId, instant, osloDate } from './field-codecs.ts'

const entries = z.array(
  z.strictObject({
    orgnr: z.string().length(9),
    by: z.enum(CALLED_BY),
    clientId: z.string().optional(),
    claimedRole: z.string().optional(),
    role: z.enum(ROLES),
    org: z.string(),
    fom: osloDate,
    tom: osloDate.optional(),
  }) satisfies z.ZodType<AccessEntry>,
)

/** One saved version of an agreement's access list. */
export type AccessListVersion = z.infer<typeof accessListVersion>
export const accessListVersion = z.strictObject({
  agreementId,
  version: z.int().min(1),
  savedAt: instant,
  savedBy: actor,
  entries,
})

/** What one agreement gives one organisation: what a request reads. */
export const accessOfOrganisation = accessListVersion.pick({ agreementId: true, entries: true })
