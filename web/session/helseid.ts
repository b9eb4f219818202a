import type { SessionAnswer } from '../../lib/contract/session.ts'
import { word } from '../i18n/nb.ts'
import { newProofKey, type ProofKey } from './proof-key.ts'
import { kept, type Session } from './session.ts'

export type RoleChoice = SessionAnswer['roles'][number]
/** Somebody has signed in, and may be one of these. The token is in this module's hands alone, in memory. */
export type SignedIn = { readonly roles: readonly RoleChoice[]; readonly as: (role: RoleChoice) => Session }

/** Told to the other windows when somebody has signed in, and answered by one that goes on by it. */
const channel = new BroadcastChannel('trekkspill')
const SIGNED_IN = 'signed-in'
const GOES_ON = 'goes-on'
const ANSWER_MS = 1_500

let key: Promise<ProofKey> | undefined

/** Leaves for HelseID. False when the way there could not be had. */
export async function leaveForHelseId(): Promise<boolean> {
  const location = await startAt()
  if (location) window.location.assign(location)
  return location !== undefined
}

async function startAt(): Promise<string | undefined> {
  try {
    const response = await fetch('/session/start', { method: 'POST' })
    return response.ok ? (await response.json()).location : undefined
  } catch {
    return undefined
  }
}

/** Back from HelseID, with what it put into the address. */
export const finish = (tokenEndpoint: string, code: string, state: string): Promise<SignedIn | undefined> =>
  ask(tokenEndpoint, '/session/finish', { code, state })

/** By what the browser keeps for the service and no script can read; undefined where somebody must sign in. */
export const resume = (tokenEndpoint: string): Promise<SignedIn | undefined> => ask(tokenEndpoint, '/session/renew', {})

/** Which of the roles the tab had before it was loaded anew. */
export function roleBefore(roles: readonly RoleChoice[]): RoleChoice | undefined {
  const before = kept() as Partial<RoleChoice> | undefined
  return roles.find(({ role, org }) => role === before?.role && org === before.org)
}

/** True where another window took up its session by this sign-in, and this one is no more needed. */
export function tellOthers(): Promise<boolean> {
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent) => data === GOES_ON && resolve(true)
    channel.addEventListener('message', hear)
    channel.postMessage(SIGNED_IN)
    setTimeout(() => {
      channel.removeEventListener('message', hear)
      resolve(false)
    }, ANSWER_MS)
  })
}

/** Goes on when somebody has signed in again in another window. */
export function whenSignedInElsewhere(goOn: () => Promise<void>): () => void {
  const hear = async ({ data }: MessageEvent) => {
    if (data !== SIGNED_IN) return
    channel.postMessage(GOES_ON)
    await goOn()
  }
  channel.addEventListener('message', hear)
  return () => channel.removeEventListener('message', hear)
}

/** The next one to ask must not find what this one leaves. */
let leaving: Promise<unknown> = Promise.resolve()

function leave(): void {
  leaving = fetch('/session/end', { method: 'POST' }).catch(() => {})
}

async function ask(tokenEndpoint: string, path: string, asked: object, nonce?: string): Promise<SignedIn | undefined> {
  await leaving
  key ??= newProofKey()
  const own = await key
  const proof = await own.prove({ method: 'POST', url: tokenEndpoint, nonce })
  try {
    const response = await fetch(path, { method: 'POST', body: JSON.stringify({ ...asked, proof }) })
    const wantedNonce = response.headers.get('dpop-nonce')
    if (!response.ok) return wantedNonce && !nonce ? ask(tokenEndpoint, path, asked, wantedNonce) : undefined
    return signedIn(await response.json(), own, tokenEndpoint)
  } catch {
    return undefined
  }
}

function signedIn({ accessToken, expiresIn, roles }: SessionAnswer, own: ProofKey, tokenEndpoint: string): SignedIn {
  const endsAt = Date.now() + expiresIn * 1000
  const as = ({ role, org, agreements }: RoleChoice): Session => ({
    role,
    org,
    shownAs: `${word(role)}, ${org}`,
    endsAt,
    authority: async (method, path) => ({
      authorization: `DPoP ${accessToken}`,
      dpop: await own.prove({ method, url: `${location.origin}${path}`, token: accessToken }),
      'acting-as': `${role} ${org}`,
    }),
    renew: async () => {
      const next = await resume(tokenEndpoint)
      const same = next?.roles.find((each) => each.role === role && each.org === org)
      return same && next?.as(same)
    },
    signInAgain: () => void window.open('/innlogget', '_blank'),
    end: leave,
    kept: { role, org, agreements },
  })
  return { roles, as }
}
