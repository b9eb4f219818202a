import type { ProblemCode } from '../../../lib/contract/problems.ts'
import type { TokenSettings } from '../../../lib/contract/token-settings.ts'
import type { TokenScheme } from '../../../lib/domain/access/judge-token.ts'

type Refused = { readonly kind: ProblemCode; readonly cause?: string; readonly scope?: string }

/**
 * What `WWW-Authenticate` says of a refusal (RFC 6750 section 3, RFC 9449 section 7.1, RFC 9470 section 3); undefined where
 * another token of the same kind would do no better.
 */
export function challengeFor(
  refusal: Refused,
  scheme: TokenScheme | undefined,
  { algorithms, scope, bearerClients }: TokenSettings,
): string | undefined {
  const algs = `algs="${algorithms.join(' ')}"`
  const say = (error: string, more: readonly string[] = []) => {
    const told = [`error="${error}"`, ...(refusal.cause ? [`error_description="${refusal.cause}"`] : []), ...more]
    return scheme === 'Bearer' ? `Bearer ${told.join(', ')}` : `DPoP ${[...told, algs].join(', ')}`
  }
  switch (refusal.kind) {
    case 'unauthenticated':
      return bearerClients.length > 0 ? `DPoP ${algs}, Bearer` : `DPoP ${algs}`
    case 'token-refused':
      return say('invalid_token')
    case 'proof-refused':
      return say('invalid_dpop_proof')
    case 'security-level-too-low':
      return say('insufficient_user_authentication', ['acr_values="Level4"'])
    case 'scope-missing':
      return say('insufficient_scope', [`scope="${scope}"`])
  }
  return undefined
}
