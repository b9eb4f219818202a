import { ACCESS_PROBLEMS } from './problems/access.ts'
import { AGREEMENT_PROBLEMS } from './problems/agreement.ts'
import { AVREGNING_PROBLEMS } from './problems/avregning.ts'
import { INTEGRATION_PROBLEMS } from './problems/integration.ts'
import { POOL_PROBLEMS } from './problems/pool.ts'
import { REQUEST_PROBLEMS } from './problems/request.ts'
import { UNIT_PROBLEMS } from './problems/unit.ts'

/**
 * Everything that the API can be refused with, in a file per subject.
 * 409: the world is not so just now. 422: it will never be so. 403 looks the same whether the thing exists or not.
 */
export const PROBLEMS = {
  ...ACCESS_PROBLEMS,
  ...REQUEST_PROBLEMS,
  ...AGREEMENT_PROBLEMS,
  ...UNIT_PROBLEMS,
  ...AVREGNING_PROBLEMS,
  ...INTEGRATION_PROBLEMS,
  ...POOL_PROBLEMS,
}
export type ProblemCode = keyof typeof PROBLEMS

/** A field or header and the rule it broke, as `errors[]` in a problem document. */
export type NamedError = { readonly pointer: string; readonly rule: string }

/** Refusals of those who come with HelseID's kind of token, which the local run's own tokens never meet. */
export const TOKEN_PROBLEMS = [
  'token-refused',
  'proof-refused',
  'security-level-too-low',
  'scope-missing',
  'not-in-access-list',
  'acting-as-required',
  'issuer-unreachable',
] as const satisfies readonly ProblemCode[]

/** What every operation may be refused with before it has begun, and so no row names. */
export const EDGE_PROBLEMS = [
  'unauthenticated',
  ...TOKEN_PROBLEMS,
  'forbidden',
  'route-not-found',
  'malformed-json',
  'invalid-request',
  'person-identifier-refused',
  'body-too-large',
  'store-busy',
  'internal-fault',
] as const satisfies readonly ProblemCode[]
