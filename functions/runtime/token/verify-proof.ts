import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, compactVerify, importJWK, type JWK } from 'jose'
import type { TokenSettings } from '../../../lib/contract/token-settings.ts'
import {
  findProofFault,
  findProofHeaderFault,
  type ProofRefusal,
  type ProvenRequest,
  proofMemorySeconds,
} from '../../../lib/domain/access/judge-proof.ts'
import { isRecord, textIn } from '../../../lib/domain/access/token-rules.ts'
import { type Instant, plusMs } from '../../../lib/kernel/instant.ts'
import { accepted, type Result, refused } from '../../../lib/kernel/result.ts'
import { trySpendProof } from '../../../lib/store/proof-store.ts'
import type { Store } from '../../../lib/store/store-client.ts'
import { readJws } from './read-jws.ts'

type Asked = Omit<ProvenRequest, 'tokenHash' | 'thumbprint'> & { readonly token: string }

const bad = (cause: ProofRefusal['cause']) => refused({ kind: 'proof-refused', cause } as const)

/** Whether the client holds the key that its token is bound to, for this very request and for the first time. */
export async function verifyProof(
  proof: string | undefined,
  { token, ...request }: Asked,
  {
    settings,
    store,
    now,
    nowSeconds,
  }: { readonly settings: TokenSettings; readonly store: Store; readonly now: Instant; readonly nowSeconds: number },
): Promise<Result<null, ProofRefusal>> {
  if (proof === undefined) return bad('missing')
  const jws = readJws(proof)
  if (!jws) return bad('malformed')
  const headerFault = findProofHeaderFault(jws.header, settings)
  if (headerFault) return bad(headerFault)
  const thumbprint = await thumbprintOfSigner(proof, jws.header, settings)
  if (!thumbprint.ok) return thumbprint
  const tokenHash = createHash('sha256').update(token).digest('base64url')
  const proven = { ...request, tokenHash, thumbprint: thumbprint.value }
  const fault = findProofFault(jws.claims, proven, settings, nowSeconds)
  if (fault) return bad(fault)
  const used = { boundTo: request.boundTo, id: textIn(jws.claims, 'jti') ?? '' }
  const isFirst = await trySpendProof(store, used, now, plusMs(now, proofMemorySeconds(settings) * 1000))
  return isFirst ? accepted(null) : bad('replayed')
}

/** Of the key that the proof carries and is signed with. */
async function thumbprintOfSigner(
  proof: string,
  header: Readonly<Record<string, unknown>>,
  { algorithms }: TokenSettings,
): Promise<Result<string, ProofRefusal>> {
  const jwk: JWK = isRecord(header['jwk']) ? header['jwk'] : {}
  let key: Awaited<ReturnType<typeof importJWK>>
  let thumbprint: string
  try {
    key = await importJWK(jwk, textIn(header, 'alg') ?? '')
    thumbprint = await calculateJwkThumbprint(jwk, 'sha256')
  } catch {
    return bad('key')
  }
  try {
    await compactVerify(proof, key, { algorithms: [...algorithms] })
    return accepted(thumbprint)
  } catch {
    return bad('signature')
  }
}
