import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import * as z from 'zod'
import { findPersonIn } from '../../functions/runtime/find-person.ts'
import { namedErrors } from '../../functions/runtime/named-errors.ts'
import { answerProblem } from '../../functions/runtime/problem.ts'
import { TOKEN_SECONDS, type TokenIssuer, TokenRequest } from './dev-token.ts'
import type { LocalRoute } from './gateway.ts'
import type { MovedClock } from './moved-clock.ts'

const ClockRequest = z.strictObject({ offsetSeconds: z.int().min(-4_000_000_000).max(4_000_000_000) })

/** `/dev/token` lets a person or a script be anyone; `/dev/clock` lets them wait without waiting. Both exist here only. */
export function devRoutes({
  tokens,
  clock,
  runDueJobs,
}: {
  readonly tokens: TokenIssuer
  readonly clock: MovedClock
  readonly runDueJobs: () => Promise<void>
}): LocalRoute {
  return async (method, path, body) => {
    if (path !== '/dev/token' && path !== '/dev/clock') return undefined
    if (method !== 'POST') return answerProblem({ kind: 'method-not-allowed' }, { allow: 'POST' })
    const input = parseJson(body)
    if (input === undefined) return answerProblem({ kind: 'malformed-json' })
    const persons = findPersonIn(input, '')
    if (persons.length > 0) return answerProblem({ kind: 'person-identifier-refused', ...{ errors: persons } })
    if (path === '/dev/token') {
      const wanted = TokenRequest.safeParse(input)
      if (!wanted.success) return refuse(wanted.error, input)
      return ok({ accessToken: await tokens.issue(wanted.data, clock.nowMs()), expiresIn: TOKEN_SECONDS })
    }
    const moved = ClockRequest.safeParse(input)
    if (!moved.success) return refuse(moved.error, input)
    clock.move(moved.data.offsetSeconds)
    await runDueJobs()
    return ok({ offsetSeconds: clock.offsetSeconds(), now: new Date(clock.nowMs()).toISOString() })
  }
}

const refuse = (error: z.ZodError, input: unknown): APIGatewayProxyStructuredResultV2 =>
  answerProblem({ kind: 'invalid-request', ...{ errors: namedErrors(error.issues, input) } })

const ok = (value: object): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text)
  } catch {
    return undefined
  }
}
