import { createHmac } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { TokenSettings } from '../../lib/contract/token-settings.ts'
import {
  type Acting,
  type ActingAs,
  type ActingRefusal,
  actingChoices,
  chooseActing,
  type Grant,
} from '../../lib/domain/access/access-list.ts'
import type { ProofRefusal } from '../../lib/domain/access/judge-proof.ts'
import { type Caller, TOKEN_SCHEMES, type TokenScheme } from '../../lib/domain/access/judge-token.ts'
import type { Actor } from '../../lib/domain/actor.ts'
import type { AgreementId } from '../../lib/domain/ids.ts'
import { type Instant, instantOf } from '../../lib/kernel/instant.ts'
import { osloDateOf } from '../../lib/kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../../lib/kernel/result.ts'
import { listGrants } from '../../lib/store/access-store.ts'
import type { Store } from '../../lib/store/store-client.ts'
import { actorOf } from './actor.ts'
import { publicOrigin } from './front.ts'
import { challengeFor } from './token/challenge.ts'
import { fetchJson, type IssuerKeys, issuerKeys } from './token/issuer-keys.ts'
import { verifyProof } from './token/verify-proof.ts'
import { type VerifyRefusal, verifyToken } from './token/verify-token.ts'

/** Of whoever a believed token speaks for, what may be kept: no person, only a name that none can be read back from. */
export type KnownCaller = { readonly clientId: string; readonly orgnr: string; readonly subject: string }

/** Who acts, where, and by which client. */
export type Principal = {
  /** Null for anyone. */
  readonly actor: Actor | null
  /** The agreements that let them in; null where that is no matter. */
  readonly within: readonly AgreementId[] | null
  readonly caller: KnownCaller | null
}

export type NobodyHere = {
  readonly ok: false
  readonly refusal: { readonly kind: 'unauthenticated' | 'forbidden' } | VerifyRefusal | ProofRefusal | ActingRefusal
  readonly challenge: string | undefined
  readonly caller: KnownCaller | null
}

/**
 * Who sends the request. The local run's gateway has looked at its own tokens and says who it is; on AWS no gateway does,
 * and what counts is HelseID's token, the proof of its key, and the access lists of the agreements.
 */
export async function identify(event: APIGatewayProxyEventV2, store: Store): Promise<Accepted | NobodyHere> {
  const local = actorOf(event)
  if (local) return accepted({ actor: local, within: null, caller: null })
  const believer = realBeliever()
  if (!believer) return { ok: false, refusal: { kind: 'unauthenticated' }, challenge: 'Bearer', caller: null }
  return believe(event, store, believer)
}
type Accepted = { readonly ok: true; readonly value: Principal }

/** Whoever it is that asks for what is open to all: no token is looked at, good or bad. */
export const ANYONE: Accepted = accepted({ actor: null, within: null, caller: null })

type Believer = {
  readonly settings: TokenSettings
  readonly keys: IssuerKeys
  readonly subjectSecret: string
  readonly grants: Map<string, { readonly readAt: number; readonly grants: readonly Grant[] }>
}

let made: Believer | null | undefined

/** Made once per process, at the first request, as everything else that comes from the environment. */
function realBeliever(): Believer | null {
  if (made !== undefined) return made
  const json = process.env['TOKEN_SETTINGS']
  // Where the stage takes no such tokens, as in the local run, nobody is let in by one.
  const settings = json ? TokenSettings.parse(JSON.parse(json)) : undefined
  made = settings
    ? {
        settings,
        keys: issuerKeys(settings, { fetchJson, nowMs: Date.now }),
        subjectSecret: readSubjectSecret(process.env['SUBJECT_SECRET']),
        grants: new Map(),
      }
    : null
  return made
}

const LEAST_SECRET_LENGTH = 32

function readSubjectSecret(text = ''): string {
  if (text.length < LEAST_SECRET_LENGTH) throw new Error('SUBJECT_SECRET is missing or short')
  return text
}

async function believe(
  event: APIGatewayProxyEventV2,
  store: Store,
  believer: Believer,
): Promise<Accepted | NobodyHere> {
  const { headers, rawPath, requestContext } = event
  const { settings, keys } = believer
  const now = instantOf(requestContext.timeEpoch)
  const nowSeconds = requestContext.timeEpoch / 1000
  const given = readAuthorization(headers['authorization'])
  const nobody = (refusal: NobodyHere['refusal'], caller: KnownCaller | null = null): NobodyHere => ({
    ok: false,
    refusal,
    challenge: challengeFor(refusal, given?.scheme, settings),
    caller,
  })
  if (!given) return nobody({ kind: 'unauthenticated' })
  const { scheme, token } = given
  const spoken = await verifyToken(token, scheme, { settings, keys, nowSeconds })
  if (!spoken.ok) return nobody(spoken.refusal)
  const caller = spoken.value
  const known = knownCallerOf(caller, believer)
  if (caller.boundTo !== null) {
    const { method } = requestContext.http
    const request = { method, origin: publicOrigin(event), path: rawPath, token, boundTo: caller.boundTo }
    const proof = await verifyProof(headers['dpop'], request, { settings, store, now, nowSeconds })
    if (!proof.ok) return nobody(proof.refusal, known)
  }
  const acting = chooseActing(
    caller,
    await grantsOf(caller, store, believer, now),
    settings.operators,
    readActingAs(headers['acting-as']),
    osloDateOf(now),
  )
  return acting.ok ? accepted({ ...acting.value, caller: known }) : nobody(acting.refusal, known)
}

/** Everything that the holder of a token may be, for whoever is to choose among it. The token is no proof of anything else. */
export async function rolesOf(
  token: string,
  store: Store,
  nowMs: number,
): Promise<Result<readonly Acting[], VerifyRefusal | { readonly kind: 'unauthenticated' }>> {
  const believer = realBeliever()
  if (!believer) return refused({ kind: 'unauthenticated' })
  const { settings, keys } = believer
  const spoken = await verifyToken(token, 'DPoP', { settings, keys, nowSeconds: nowMs / 1000 })
  if (!spoken.ok) return spoken
  const now = instantOf(nowMs)
  const grants = await grantsOf(spoken.value, store, believer, now)
  return accepted(actingChoices(spoken.value, grants, settings.operators, osloDateOf(now)))
}

/** Scheme and token; undefined for no header, another scheme, or two of them that a proxy has joined. */
function readAuthorization(
  header: string | undefined,
): { readonly scheme: TokenScheme; readonly token: string } | undefined {
  const [, name, token] = /^([A-Za-z]+) +([\w.~+/-]+=*)$/.exec(header ?? '') ?? []
  const scheme = TOKEN_SCHEMES.find((known) => known.toLowerCase() === name?.toLowerCase())
  return scheme && token !== undefined ? { scheme, token } : undefined
}

/** `ward-leader unit_salten`, or the role alone. */
function readActingAs(header: string | undefined): ActingAs | null {
  const [role, org] = (header ?? '').trim().split(/ +(.*)/)
  return role ? { role, org: org || null } : null
}

const MOST_REMEMBERED = 1_000

async function grantsOf(
  { orgnrs }: Caller,
  store: Store,
  { settings, grants }: Believer,
  now: Instant,
): Promise<readonly Grant[]> {
  const [name, nowMs] = [orgnrs.join(' '), Date.parse(now)]
  const known = grants.get(name)
  if (known && Math.abs(nowMs - known.readAt) < settings.accessListSeconds * 1000) return known.grants
  const read = await listGrants(store, orgnrs)
  if (grants.size >= MOST_REMEMBERED) grants.clear()
  grants.set(name, { readAt: nowMs, grants: read })
  return read
}

/** The same person has the same name in the whole stage's log, and none outside it. */
function knownCallerOf({ clientId, orgnrs, subject }: Caller, { settings, subjectSecret }: Believer): KnownCaller {
  const pseudonym = createHmac('sha256', subjectSecret)
    .update(JSON.stringify([settings.issuer, subject]))
    .digest('base64url')
    .slice(0, 22)
  return { clientId, orgnr: orgnrs[0] ?? '', subject: pseudonym }
}
