import * as z from 'zod'
import { ALGORITHMS } from '../domain/access/token-rules.ts'

const seconds = z.int().min(0)

/** What a stage settles about tokens; travels to the functions as JSON in `TOKEN_SETTINGS`. */
export const TokenSettings = z.strictObject({
  issuer: z.url(),
  audience: z.string().min(1),
  scope: z.string().min(1),
  algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(['PS256', 'ES256', 'RS256']),
  bearerClients: z.array(z.string().min(1)).default([]),
  operators: z.array(z.string().regex(/^\d{9}$/)).default([]),
  roleClaim: z.string().min(1).nullable().default(null),
  skewSeconds: seconds.max(60).default(5),
  proofSeconds: seconds.max(300).default(10),
  /** The issuer's keys are fetched anew when they are this old, */
  keysFreshSeconds: seconds.default(600),
  /** used so long where the issuer does not answer, */
  keysKeptSeconds: seconds.default(86_400),
  /** and never asked for more often than this, whatever key a token names. */
  keysCooldownSeconds: seconds.default(30),
  /** How long a process goes by an access list that it has read: the longest that a removed entry still opens. */
  accessListSeconds: seconds.default(30),
})
export type TokenSettings = z.output<typeof TokenSettings>
