import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { PATH_PARAMETERS, parametersOf } from '../../lib/contract/path-parameters.ts'
import type { ProblemCode } from '../../lib/contract/problems.ts'
import type { RouteRow } from '../../lib/contract/routes/route-row.ts'
import type { Operation } from '../../lib/contract/routes.ts'
import { type AccessRecord, type AccessResult, purposeOf, sameLook } from '../../lib/domain/access/access-record.ts'
import type { Actor } from '../../lib/domain/actor.ts'
import { containsIdentityNumber } from '../../lib/domain/person/identity-number.ts'
import { hashOf } from '../../lib/kernel/hash-of.ts'
import { type Instant, instantOf } from '../../lib/kernel/instant.ts'
import { type AccessLog, appendAccess } from '../../lib/store/access-log-store.ts'
import type { KnownCaller } from './identify.ts'
import { log } from './log.ts'

export type Look = {
  readonly operation: Operation
  readonly row: RouteRow
  readonly event: APIGatewayProxyEventV2
  readonly statusCode: number
  readonly problem: ProblemCode | undefined
  /** Of a token or a proof that was refused. */
  readonly cause: string | undefined
  readonly actor: Actor | null
  readonly caller: KnownCaller | null
  /** Of a request that was read to its end. */
  readonly query: unknown
}

/**
 * Keeps who looked at what. A look at a stay that cannot be kept is not given: the fault is thrown on, and the caller
 * gets none of it. Somebody who was turned away is so in any case, so there a fault is only told.
 */
export async function recordAccess(accessLog: AccessLog, look: Look): Promise<void> {
  const result = resultOf(look)
  if (result === undefined) return
  const record = recordOf(look, result)
  if (result === 'refused') return await keepRefusal(accessLog, record)
  if (look.row.accessLog === 'each') {
    await appendAccess(accessLog, record, { at: record.at, name: record.correlationId })
    return
  }
  const hour = hourOf(record.at)
  const name = hashOf(sameLook(record)).slice(0, 32)
  if (isKept(hour, name)) return
  await appendAccess(accessLog, record, { at: hour, name })
  keptThisHour.names.add(name)
}

/** Whoever is turned away while signing in has no role, no organisation and no name yet: only that it happened is kept. */
export const recordTurnedAway = (
  accessLog: AccessLog,
  { operation, event, problem }: Pick<Look, 'event' | 'problem'> & { readonly operation: string },
): Promise<void> =>
  keepRefusal(accessLog, {
    ...NOBODY,
    at: instantOf(event.requestContext.timeEpoch),
    operation,
    result: 'refused',
    problem: problem ?? null,
    correlationId: event.requestContext.requestId,
  })

const NOBODY = {
  ...{ cause: null, role: null, org: null, purpose: null, clientId: null, orgnr: null, subject: null },
  what: {},
} as const

const keepRefusal = (accessLog: AccessLog, record: AccessRecord): Promise<void> =>
  appendAccess(accessLog, record, { at: record.at, name: record.correlationId }).catch((error: unknown) =>
    log.error('access-log.lost', { requestId: record.correlationId, operation: record.operation, error }),
  )

function resultOf({ row, statusCode }: Look): AccessResult | undefined {
  const kept = row.accessLog
  if (statusCode === 401 || statusCode === 403) return 'refused'
  if (kept === undefined || statusCode >= 400) return undefined
  if (statusCode !== 304) return 'answered'
  // Nothing was given; that a screen stood open is worth its hour, and no more.
  return kept === 'hourly' ? 'unchanged' : undefined
}

function recordOf(
  { operation, row, event, problem, cause, actor, caller, query }: Look,
  result: AccessResult,
): AccessRecord {
  return {
    at: instantOf(event.requestContext.timeEpoch),
    operation,
    result,
    problem: problem ?? null,
    cause: cause ?? null,
    role: actor?.role ?? null,
    org: actor ? withoutPerson(actor.org) : null,
    purpose: actor ? purposeOf(actor.role) : null,
    clientId: caller?.clientId ?? null,
    orgnr: caller?.orgnr ?? null,
    subject: caller?.subject ?? null,
    what: { ...idsIn(row, event), ...choicesIn(query) },
    correlationId: event.requestContext.requestId,
  }
}

/** Ids of the path that are of their own form. What else may stand there is anybody's guess, and is left out. */
function idsIn({ path }: RouteRow, { pathParameters = {} }: APIGatewayProxyEventV2): Record<string, string> {
  const ids = parametersOf(path).flatMap((name) => {
    const text = pathParameters[name] ?? ''
    const isId = PATH_PARAMETERS[name].safeParse(text).success && !containsIdentityNumber(text)
    return isId ? [[name, text] as const] : []
  })
  return Object.fromEntries(ids)
}

/** The request's own choices, once its schema and the search for persons have let them through. */
const choicesIn = (query: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )

const withoutPerson = (org: string): string => (containsIdentityNumber(org) ? '' : org)

const MOST_KEPT = 20_000
const keptThisHour = { hour: '', names: new Set<string>() }

/** What this process has kept this hour. Another process may keep it too, under the same name, and it stays one record. */
function isKept(hour: Instant, name: string): boolean {
  if (keptThisHour.hour !== hour || keptThisHour.names.size >= MOST_KEPT) {
    keptThisHour.hour = hour
    keptThisHour.names = new Set()
  }
  return keptThisHour.names.has(name)
}

const hourOf = (at: Instant): Instant => instantOf(Math.floor(Date.parse(at) / 3_600_000) * 3_600_000)
