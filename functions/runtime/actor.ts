import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { RouteRow } from '../../lib/contract/routes/route-row.ts'
import type { Actor } from '../../lib/domain/actor.ts'
import { ROLES } from '../../lib/domain/vocabulary.ts'

/** What API Gateway puts into the event once its JWT authorizer has believed the token. */
type Authorized = { readonly authorizer?: { readonly jwt?: { readonly claims?: Readonly<Record<string, unknown>> } } }

const WARD_ROLES: readonly string[] = ['ward', 'ward-leader']

/**
 * Who acts, from the claims of the verified token; undefined when there are none, or they do not make an actor.
 * The gateway verifies, this reads: the same seam on AWS and in the local run.
 */
export function actorOf(event: APIGatewayProxyEventV2): Actor | undefined {
  // The event type of an open route has no authorizer; ours all have one, and a missing one means nobody.
  const { authorizer } = event.requestContext as APIGatewayProxyEventV2['requestContext'] & Authorized
  const claims = authorizer?.jwt?.claims
  const role = ROLES.find((known) => known === claims?.['role'])
  const org = WARD_ROLES.includes(role ?? '')
    ? claims?.['unit']
    : (claims?.['org'] ?? (role === 'auditor' ? 'auditor' : undefined))
  return role && typeof org === 'string' && org !== '' ? { role, org } : undefined
}

/** Default deny: a role that the row does not name may not, and nobody reaches into another's unit or agreement. */
export function mayCall(row: RouteRow, actor: Actor, params: Readonly<Record<string, string | undefined>>): boolean {
  if (!row.roles.includes(actor.role)) return false
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
