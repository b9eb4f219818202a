import type { Role } from '../../lib/contract/words.ts'
import { type Authority, kept, type Session } from './session.ts'

export type Who = { readonly role: Role; readonly org: string; readonly shownAs: string }
type Kept = Who & { readonly accessToken: string; readonly endsAt: number }

/** Becomes anyone: the local run's stand-in for HelseID, behind the same session. Undefined when nobody answered. */
export async function takeToken(who: Who): Promise<Session | undefined> {
  const { role, org } = who
  const claims = role === 'ward' || role === 'ward-leader' ? { role, unit: org } : { role, org }
  try {
    const response = await fetch('/dev/token', { method: 'POST', body: JSON.stringify(claims) })
    if (!response.ok) return undefined
    const { accessToken, expiresIn } = await response.json()
    return sessionOf({ ...who, accessToken, endsAt: Date.now() + expiresIn * 1000 })
  } catch {
    return undefined
  }
}

/** The one from before the tab was loaded anew, so long as it lasts. */
export function localSession(): Session | undefined {
  // Only a local session is kept whole, and the tab's store is nobody else's.
  const found = kept() as Partial<Kept> | undefined
  return found?.accessToken !== undefined && (found.endsAt ?? 0) > Date.now() ? sessionOf(found as Kept) : undefined
}

const sessionOf = (found: Kept): Session => ({
  role: found.role,
  org: found.org,
  shownAs: found.shownAs,
  endsAt: found.endsAt,
  authority: bearer(found.accessToken),
  renew: () => takeToken(found),
  kept: found,
})

const bearer =
  (token: string): Authority =>
  async () => ({ authorization: `Bearer ${token}` })
