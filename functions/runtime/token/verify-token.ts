import { compactVerify } from 'jose'
import type { TokenSettings } from '../../../lib/contract/token-settings.ts'
import {
  type Caller,
  findHeaderFault,
  judgeToken,
  type TokenRefusal,
  type TokenScheme,
} from '../../../lib/domain/access/judge-token.ts'
import { type Result, refused } from '../../../lib/kernel/result.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import { readJws } from './read-jws.ts'

export type VerifyRefusal = TokenRefusal | { readonly kind: 'issuer-unreachable'; readonly retryAfterSeconds: number }

/** Whom the token speaks for. The signature first: of a token that is not the issuer's, nothing else matters. */
export async function verifyToken(
  token: string,
  scheme: TokenScheme,
  {
    settings,
    keys,
    nowSeconds,
  }: { readonly settings: TokenSettings; readonly keys: IssuerKeys; readonly nowSeconds: number },
): Promise<Result<Caller, VerifyRefusal>> {
  const jws = readJws(token)
  if (!jws) return refused({ kind: 'token-refused', cause: 'malformed' })
  const fault = findHeaderFault(jws.header, settings)
  if (fault) return refused({ kind: 'token-refused', cause: fault })
  const found = await keys.find(jws.header)
  if (found === 'unreachable')
    return refused({ kind: 'issuer-unreachable', retryAfterSeconds: settings.keysCooldownSeconds })
  if (found === 'unknown') return refused({ kind: 'token-refused', cause: 'key' })
  try {
    await compactVerify(token, found.key, { algorithms: [...settings.algorithms] })
  } catch {
    return refused({ kind: 'token-refused', cause: 'signature' })
  }
  return judgeToken(jws.claims, scheme, settings, nowSeconds)
}
