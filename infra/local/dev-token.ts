import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'
import { agreementId, partyId, unitId } from '../../lib/contract/fields.ts'

export const TOKEN_SECONDS = 43_200
const ISSUER = 'trekkspill-local'

/** Anyone in the region, by role and organisation; wire.md says which organisation each role has. */
export const TokenRequest = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('dispatcher'), org: z.string().trim().min(1).max(60) }),
  z.strictObject({ role: z.enum(['ward', 'ward-leader']), unit: unitId, org: z.string().max(60).optional() }),
  z.strictObject({ role: z.literal('finance'), org: partyId }),
  z.strictObject({ role: z.literal('host-finance'), org: agreementId }),
  z.strictObject({ role: z.literal('admin'), org: z.union([agreementId, z.literal('*')]) }),
  z.strictObject({ role: z.literal('auditor'), org: z.string().max(60).optional() }),
])

export type TokenIssuer = {
  readonly issue: (claims: z.output<typeof TokenRequest>, nowMs: number) => Promise<string>
  /** The claims of a good token; undefined for one that is missing, forged, or past its end on the moved clock. */
  readonly verify: (authorization: string | undefined, nowMs: number) => Promise<Record<string, unknown> | undefined>
}

/** Signs with a secret of this data directory alone, so that tokens outlive a restart and nothing else. */
export function localTokens(secretFile: string | null): TokenIssuer {
  const secret = readSecret(secretFile)
  return {
    issue: ({ role, ...rest }, nowMs) =>
      new SignJWT({ role, ...rest })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setIssuedAt(new Date(nowMs))
        .setExpirationTime(new Date(nowMs + TOKEN_SECONDS * 1000))
        .sign(secret),
    verify: async (authorization, nowMs) => {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
      if (token === undefined) return undefined
      try {
        const { payload } = await jwtVerify(token, secret, {
          issuer: ISSUER,
          algorithms: ['HS256'],
          currentDate: new Date(nowMs),
        })
        return payload
      } catch {
        return undefined
      }
    },
  }
}

/** Random bytes of this data directory alone; other ones each time where nothing is kept. */
export function readSecret(file: string | null): Uint8Array {
  if (file === null) return randomBytes(32)
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
  return readFileSync(file)
}
