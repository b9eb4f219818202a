import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { RouteRow } from '../../lib/contract/routes/route-row.ts'
import type { Actor } from '../../lib/domain/actor.ts'
import { ROLES } from '../../lib/domain/vocabulary.ts'
import type { Principal } from './identify.ts'

/** What the local run's gateway puts into the event once it has believed a token of its own. */
type Authorized = { readonly authorizer?: { readonly jwt?: { readonly claims?: Readonly<Record<string, unknown>> } } }

const WARD_ROLES: readonly string[] = ['ward', 'ward-leader']

/** Who acts, where a gateway has verified it; undefined when none has, as on AWS, or its claims do not make an actor. */
export function actorOf(event: APIGatewayProxyEventV2): Actor | undefined {
  const { authorizer } = event.requestContext as APIGatewayProxyEventV2['requestContext'] & Authorized
  const claims = authorizer?.jwt?.claims
  const role = ROLES.find((known) => known === claims?.['role'])
  const org = WARD_ROLES.includes(role ?? '')
    ? claims?.['unit']
    : (claims?.['org'] ?? (role === 'auditor' ? 'auditor' : undefined))
  return role && typeof org === 'string' && org !== '' ? { role, org } : undefined
}

export const hasRole = ({ roles }: RouteRow, actor: Actor | null): boolean =>
  roles === 'anyone' || (actor !== null && roles.includes(actor.role))

/** Default deny: a role that the row does not name may not, and nobody reaches into another's unit or agreement. */
export function mayCall(
  row: RouteRow,
  { actor, within }: Pick<Principal, 'actor' | 'within'>,
  params: Readonly<Record<string, string | undefined>>,
): boolean {
  if (!hasRole(row, actor)) return false
  if (actor === null) return true
  // A party of two agreements is let into each by that agreement alone.
  const { agreementId } = params
  if (agreementId !== undefined && within && !within.some((each) => each === agreementId)) return false
  switch (row.scope) {
    case 'any':
      return true
    case 'own-unit':
      return !WARD_ROLES.includes(actor.role) || params['unitId'] === actor.org
    case 'whole-region':
      return actor.org === '*'
    case 'agreement-party':
      // Whether the party is one of the agreement's stands in the agreement, and is judged there.
      return actor.role === 'finance' || actor.org === '*' || params['agreementId'] === actor.org
    case 'own-agreement':
      return actor.org === '*' || params['agreementId'] === actor.org
  }
}
