import type { MiddlewareObj } from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { log } from './log.ts'
import { answerProblem } from './problem.ts'

type FaultRequest = Parameters<
  NonNullable<MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>['onError']>
>[0]

/** Names under which the SDK says that the table, not the request, is the trouble: another try may do. */
const BUSY: ReadonlySet<string> = new Set([
  'StoreBusyFault',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'TransactionInProgressException',
  'TimeoutError',
])

/** Every fault ends here, once: logged whole with its number, answered without detail. */
export function answerFault(request: FaultRequest): APIGatewayProxyStructuredResultV2 {
  const error = request.error ?? new Error('unknown fault')
  const { requestId } = request.event.requestContext
  log.error('request.fault', { requestId, routeKey: request.event.routeKey, error })
  return BUSY.has(error.name)
    ? answerProblem({ kind: 'store-busy', retryAfterSeconds: 2, ...{ errorId: requestId } })
    : answerProblem({ kind: 'internal-fault', ...{ errorId: requestId } })
}
