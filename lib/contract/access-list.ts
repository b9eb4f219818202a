import * as z from 'zod'
import { CALLED_BY } from '../domain/access/access-list.ts'
import { ROLES } from '../domain/vocabulary.ts'
import { count, orgnr, osloDate, text } from './fields.ts'

/** A name that a client or a sign-in gave; never a person's. */
const name = z.string().regex(/^[\x21-\x7e]{1,100}$/)
/** One for each unit and each of its roles in a large region, and then some. */
const MOST_ENTRIES = 300

export const PutAccessListRequest = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        orgnr,
        by: z.enum(CALLED_BY).default('user'),
        clientId: name.optional(),
        claimedRole: name.optional(),
        role: z.enum(ROLES),
        org: z.string().trim().min(1).max(70),
        fom: osloDate,
        tom: osloDate.optional(),
      }),
    )
    .max(MOST_ENTRIES),
})

export const AccessListResponse = z.object({
  ...PutAccessListRequest.shape,
  agreementId: text,
  version: count,
  savedAt: text,
})
