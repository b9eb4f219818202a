import type { Role } from '../../lib/contract/words.ts'

/** Who is signed in: role, organisation and a name to show. Nothing about a person, for the service knows none. */
export type Session = {
  readonly accessToken: string
  readonly role: Role
  readonly org: string
  readonly shownAs: string
  /** Milliseconds of this machine's clock. */
  readonly endsAt: number
}
type Ending = 'chosen' | 'expired'

const KEY = 'trekkspill.session'
let current = read()
let ending: Ending | undefined
const listeners = new Set<() => void>()

export const session = (): Session | undefined => {
  if (current && current.endsAt <= Date.now()) signOut('expired')
  return current
}
export const token = (): string | undefined => current?.accessToken
/** Why the last session ended, for the sign-in page to say. */
export const lastEnding = (): Ending | undefined => ending

export function signIn(started: Session): void {
  current = started
  ending = undefined
  sessionStorage.setItem(KEY, JSON.stringify(started))
  for (const tell of listeners) tell()
}

/** Forgets everything the tab kept, so that the next one begins with nothing. */
export function signOut(why: Ending): void {
  if (!current) return
  current = undefined
  ending = why
  sessionStorage.clear()
  for (const tell of listeners) tell()
}

export function onSessionChange(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

function read(): Session | undefined {
  const kept = sessionStorage.getItem(KEY)
  if (kept === null) return undefined
  // Only signIn writes here, and the tab's store is nobody else's.
  const found = JSON.parse(kept) as Session
  return found.endsAt > Date.now() ? found : undefined
}
