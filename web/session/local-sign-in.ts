import type { Role } from '../../lib/contract/words.ts'
import type { Session } from './session.ts'

export type Who = { readonly role: Role; readonly org: string; readonly shownAs: string }

/** Becomes anyone: the local run's stand-in for HelseID, behind the same session. Undefined when nobody answered. */
export async function takeToken({ role, org, shownAs }: Who): Promise<Session | undefined> {
  const claims = role === 'ward' || role === 'ward-leader' ? { role, unit: org } : { role, org }
  try {
    const response = await fetch('/dev/token', { method: 'POST', body: JSON.stringify(claims) })
    if (!response.ok) return undefined
    const { accessToken, expiresIn } = await response.json()
    return { accessToken, role, org, shownAs, endsAt: Date.now() + expiresIn * 1000 }
  } catch {
    return undefined
  }
}
