import type { Page } from 'playwright-core'

/** Something that somebody sees: how they came there, and what it is called in the names of the files. */
export type Scene = {
  readonly name: string
  /** Starts on an empty page of its own, on the demo region. What is done here is there for the scenes that follow. */
  readonly enter: (page: Page) => Promise<unknown>
  /** Shown on a wall too, three metres away. */
  readonly isOnWall?: boolean
  /** The whole length of the page, not only what the screen holds. */
  readonly isWhole?: boolean
  /** The name of its picture in the README (`npm run screens -- pictures`). */
  readonly picture?: string
}

type Who = { readonly role: string; readonly org: string; readonly shownAs: string }

/** Signed in as anyone, past the door, with that page open. */
export async function become(page: Page, { role, org, shownAs }: Who, path: string): Promise<void> {
  await page.goto('/icon.svg')
  const data = role.startsWith('ward') ? { role, unit: org } : { role, org }
  const { accessToken, expiresIn } = await (await page.request.post('/dev/token', { data })).json()
  const session = { accessToken, role, org, shownAs, endsAt: Date.now() + expiresIn * 1000 }
  await page.evaluate(([kept]) => sessionStorage.setItem('trekkspill.session', kept ?? ''), [JSON.stringify(session)])
  await page.goto(path)
}

/** Something that somebody else does meanwhile. */
export async function meanwhile(page: Page, claims: object, path: string, data: object): Promise<void> {
  const { accessToken } = await (await page.request.post('/dev/token', { data: claims })).json()
  const headers = { authorization: `Bearer ${accessToken}`, 'idempotency-key': crypto.randomUUID() }
  const reply = await page.request.post(path, { headers, data })
  if (!reply.ok()) throw new Error(`${path}: ${await reply.text()}`)
}

/** `2026-10` when it is November: the month that the treasurer works with; two back is one that lacks nothing. */
export const monthBack = (months: 1 | 2): string => {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months)).toISOString().slice(0, 7)
}
