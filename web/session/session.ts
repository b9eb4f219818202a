import type { Role } from '../../lib/contract/words.ts'

/** Whose word a request carries: the headers that say so, for this very request. */
export type Authority = (method: string, path: string) => Promise<Readonly<Record<string, string>>>

/** Who is signed in: role, organisation and a name to show. Nothing about a person, for the service knows none. */
export type Session = {
  readonly role: Role
  readonly org: string
  readonly shownAs: string
  /** Milliseconds of this machine's clock. */
  readonly endsAt: number
  readonly authority: Authority
  /** Another session for the same, without a question; undefined where somebody must sign in first. */
  readonly renew: () => Promise<Session | undefined>
  /** Opens the way to sign in again beside the page, so that nothing typed is lost. Left out: `renew` always does. */
  readonly signInAgain?: () => void
  /** Takes back what the service keeps for the session. */
  readonly end?: () => void
  /** What the tab may keep to go on after it was loaded anew; never a real token. */
  readonly kept?: object
}

const KEY = 'trekkspill.session'
/** Before its end, so that nobody meets a token that died on the way. */
const RENEW_BEFORE_MS = 45_000
let current: Session | undefined
let over = false
let renewing: Promise<void> | undefined
const listeners = new Set<() => void>()

export const session = (): Session | undefined => {
  if (current && !over) {
    const leftMs = current.endsAt - Date.now()
    // Renewed while it lasts, by what the service keeps for a shift; where nothing is kept, somebody is asked.
    if (current.signInAgain && leftMs <= RENEW_BEFORE_MS) void renew()
    else if (leftMs <= 0) lapse()
  }
  return current
}
/** The session has ended and somebody must sign in again; the page stands as it was. */
export const isOver = (): boolean => over

export const authority = (): Authority | undefined => current?.authority

export function signIn(started: Session): void {
  current = started
  over = false
  if (started.kept) sessionStorage.setItem(KEY, JSON.stringify(started.kept))
  tellAll()
}

/** The token is no good any more. What was typed stays where it is, and whoever typed it is told. */
export function lapse(): void {
  if (!current || over) return
  over = true
  tellAll()
}

/** Goes on as the same, where that can be had without a question. */
export function renew(): Promise<void> {
  renewing ??= (async () => {
    const before = current
    const next = await before?.renew()
    if (current !== before) return
    if (next) signIn(next)
    else if (before && before.endsAt <= Date.now()) lapse()
  })().finally(() => {
    renewing = undefined
  })
  return renewing
}

/** Forgets everything the tab kept, so that the next one begins with nothing. */
export function signOut(): void {
  if (!current) return
  current.end?.()
  current = undefined
  over = false
  sessionStorage.clear()
  tellAll()
}

export function onSessionChange(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** What `signIn` kept before the tab was loaded anew. */
export function kept(): unknown {
  const text = sessionStorage.getItem(KEY)
  return text === null ? undefined : JSON.parse(text)
}

function tellAll(): void {
  for (const tell of listeners) tell()
}
