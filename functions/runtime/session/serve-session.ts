import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { JWK } from 'jose'
import type * as z from 'zod'
import {
  CALLBACK_PATH,
  type Door,
  FinishSession,
  RenewSession,
  type SessionAnswer,
  SessionSettings,
} from '../../../lib/contract/session.ts'
import { TokenSettings } from '../../../lib/contract/token-settings.ts'
import type { Acting } from '../../../lib/domain/access/access-list.ts'
import { realDeps } from '../deps.ts'
import { wanted } from '../env.ts'
import { answerFault } from '../faults.ts'
import { cameByFront, publicOrigin } from '../front.ts'
import { rolesOf } from '../identify.ts'
import { log } from '../log.ts'
import { answerProblem, problemCodeIn } from '../problem.ts'
import { readBody } from '../read-request.ts'
import { recordTurnedAway } from '../record-access.ts'
import { type IssuerClient, issuerClient, type TokensOrNot } from './issuer-client.ts'
import { type Cookies, sealedCookies } from './sealed-cookie.ts'

/** Kept while somebody is at HelseID; and as long as nobody need sign in again: a shift. */
const [PENDING, KEPT] = ['trekkspill-pending', 'trekkspill-kept']
const PENDING_SECONDS = 600
const KEPT_SECONDS = 12 * 3600

type Session = { readonly client: IssuerClient; readonly cookies: Cookies; readonly origin: string }
let made: Session | null | undefined

/** Null where people sign in by the local run's own door. */
function realSession(event: APIGatewayProxyEventV2): Session | null {
  if (made !== undefined) return made
  const json = process.env['SESSION_SETTINGS']
  if (!json) {
    made = null
    return made
  }
  const { clientId, scope } = SessionSettings.parse(JSON.parse(json))
  const { issuer } = TokenSettings.parse(JSON.parse(wanted('TOKEN_SETTINGS')))
  const origin = publicOrigin(event)
  const key: JWK = JSON.parse(wanted('SESSION_CLIENT_KEY'))
  made = {
    client: issuerClient({ issuer, clientId, scope, key, redirectUri: `${origin}${CALLBACK_PATH}` }),
    cookies: sealedCookies(wanted('SESSION_COOKIE_SECRET'), origin.startsWith('https:')),
    origin,
  }
  return made
}

/**
 * The app's own back door to HelseID, which takes confidential clients alone: it holds the client's key and the right to
 * renew, and hands the browser short tokens for a key that never leaves it (docs/adr/2026-11-25-innlogging.md).
 */
export const serveSession = () =>
  middy(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const step = event.rawPath.replace(/^\/session\/?/, '')
    const result = await takeStep(event, step)
    const { statusCode = 0, body } = result
    if (statusCode === 401 || statusCode === 403) {
      // A step that is none of ours could be any text at all.
      const operation = Object.hasOwn(STEPS, step) ? `session-${step}` : 'session'
      await recordTurnedAway(realDeps().accessLog, { operation, event, problem: problemCodeIn(body) })
    }
    return result
  }).use({ onError: (request) => answerFault(request) })

async function takeStep(event: APIGatewayProxyEventV2, step: string): Promise<APIGatewayProxyStructuredResultV2> {
  if (!cameByFront(event)) return answerProblem({ kind: 'forbidden' })
  const session = realSession(event)
  const { method } = event.requestContext.http
  if (step === '') {
    if (method !== 'GET') return answerProblem({ kind: 'method-not-allowed' }, { allow: 'GET' })
    const door: Door = session
      ? { door: 'helseid', tokenEndpoint: await session.client.tokenEndpoint() }
      : { door: 'local' }
    return answer(door)
  }
  const take = Object.hasOwn(STEPS, step) ? STEPS[step] : undefined
  if (!session || !take) return answerProblem({ kind: 'route-not-found' })
  if (method !== 'POST') return answerProblem({ kind: 'method-not-allowed' }, { allow: 'POST' })
  // The cookies are strict already; this is for a browser that does not know what that means.
  if (event.headers['origin'] !== session.origin) return answerProblem({ kind: 'forbidden' })
  const body = readBody(event)
  if (!body.ok) return answerProblem(body.refusal)
  const cookies = event.cookies ?? (event.headers['cookie'] ?? '').split(/; */)
  const result = await take(session, body.value, cookies)
  log.info(`session.${step}`, { statusCode: result.statusCode, requestId: event.requestContext.requestId })
  return result
}

type Step = (session: Session, body: unknown, cookies: readonly string[]) => Promise<APIGatewayProxyStructuredResultV2>

const STEPS: Readonly<Record<string, Step>> = {
  start: async ({ client, cookies }) => {
    const { location, pending } = await client.start()
    return answer({ location }, [await cookies.seal(PENDING, pending, PENDING_SECONDS)])
  },
  finish: async (session, body, sent) => {
    const asked = read(FinishSession, body)
    const pending = await session.cookies.open(PENDING, sent)
    const [state, verifier] = [pending?.['state'], pending?.['verifier']]
    // A code that somebody else began is not finished here (RFC 6749 section 10.12).
    if (!asked || state !== asked.state || typeof verifier !== 'string')
      return answerProblem({ kind: 'unauthenticated' })
    const given = await session.client.finish(asked.code, { state, verifier }, asked.proof)
    return settle(session, given, [session.cookies.clear(PENDING)])
  },
  renew: async (session, body, sent) => {
    const asked = read(RenewSession, body)
    const refreshToken = (await session.cookies.open(KEPT, sent))?.['refreshToken']
    if (!asked || typeof refreshToken !== 'string') return answerProblem({ kind: 'unauthenticated' })
    return settle(session, await session.client.renew(refreshToken, asked.proof), [])
  },
  end: async ({ cookies }) => answer({}, [cookies.clear(PENDING), cookies.clear(KEPT)]),
}

const read = <T>(schema: z.ZodType<T>, body: unknown): T | undefined => schema.safeParse(body).data

async function settle(
  { cookies }: Session,
  given: TokensOrNot,
  cleared: readonly string[],
): Promise<APIGatewayProxyStructuredResultV2> {
  if (given === 'refused') return { ...answerProblem({ kind: 'unauthenticated' }), cookies: [cookies.clear(KEPT)] }
  if ('nonce' in given)
    return answerProblem({ kind: 'proof-refused', ...{ cause: 'nonce' } }, { 'dpop-nonce': given.nonce })
  const { access_token, expires_in, refresh_token } = given.tokens
  const roles = await rolesOf(access_token, realDeps().store, Date.now())
  if (!roles.ok) return answerProblem(roles.refusal)
  const kept = refresh_token ? [await cookies.seal(KEPT, { refreshToken: refresh_token }, KEPT_SECONDS)] : []
  const session: SessionAnswer = {
    accessToken: access_token,
    expiresIn: expires_in,
    roles: roles.value.map(roleAnswer),
  }
  return answer(session, [...cleared, ...kept])
}

const roleAnswer = ({ actor, within }: Acting) => ({ ...actor, agreements: within && [...within] })

const answer = (value: object, cookies: readonly string[] = []): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 200,
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  },
  cookies: [...cookies],
  body: JSON.stringify(value),
})
