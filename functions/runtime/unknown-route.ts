import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { RouteRow } from '../../lib/contract/routes/route-row.ts'
import { answerProblem } from './problem.ts'

/** The gateway's `$default`: 405 with the methods that would do where the address is ours, else 404. */
export function answerUnknownRoute(
  { rawPath }: APIGatewayProxyEventV2,
  rows: readonly RouteRow[],
): APIGatewayProxyStructuredResultV2 {
  const methods = rows.filter((row) => matchesPath(row.path, rawPath)).map((row) => row.method)
  return methods.length > 0
    ? answerProblem({ kind: 'method-not-allowed' }, { allow: [...new Set(methods)].join(', ') })
    : answerProblem({ kind: 'route-not-found' })
}

/** Whether a concrete path is one of a template: `{name}` stands for one segment. */
export function matchesPath(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')]
  return wanted.length === given.length && wanted.every((part, i) => part.startsWith('{') || part === given[i])
}
