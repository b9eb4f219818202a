import * as z from 'zod'
import { ROLES } from '../domain/vocabulary.ts'

/** How people sign in at a stage; travels to the function as JSON in `SESSION_SETTINGS`. The issuer is the tokens' own. */
export const SessionSettings = z.strictObject({
  clientId: z.string().min(1),
  /** All that HelseID is asked for: the API's own scope, and what makes it say who and how surely. */
  scope: z.string().min(1),
})
export type SessionSettings = z.output<typeof SessionSettings>

/** Where HelseID sends people back to: a page of the app. */
export const CALLBACK_PATH = '/innlogget'

const text = z.string().min(1).max(4_000)
export const FinishSession = z.strictObject({ code: text, state: text, proof: text })
export const RenewSession = z.strictObject({ proof: text })

/** No operation, and so no row of the routes: what its function is deployed for. */
export const SESSION_ROW = {
  lambda: 'session',
  table: 'read',
  impact: 'Ingen får logget inn i nettleseren, og økter som er i gang, kan ikke fornyes',
} as const
export const SESSION_ROUTES = [
  { method: 'GET', path: '/session' },
  { method: 'POST', path: '/session/{step}' },
] as const

/** How the app lets people in here. With HelseID a proof of the browser's key must name the endpoint. */
export type Door = { readonly door: 'local' } | { readonly door: 'helseid'; readonly tokenEndpoint: string }

/** A token for the key that the browser proved, and who its holder may be. */
export const SessionAnswer = z.object({
  accessToken: z.string(),
  expiresIn: z.number(),
  /** `agreements`: those that let them in as this; null for whoever may open all. */
  roles: z.array(z.object({ role: z.enum(ROLES), org: z.string(), agreements: z.array(z.string()).nullable() })),
})
export type SessionAnswer = z.output<typeof SessionAnswer>
