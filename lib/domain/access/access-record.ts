import type { Instant } from '../../kernel/instant.ts'
import type { Role } from '../vocabulary.ts'

/** Why somebody may look, by what they are: the words of the access log. */
export const PURPOSES = ['helsehjelp', 'oppgjor', 'forvaltning', 'kontroll'] as const
export type Purpose = (typeof PURPOSES)[number]

const PURPOSE_OF: Readonly<Record<Role, Purpose>> = {
  dispatcher: 'helsehjelp',
  ward: 'helsehjelp',
  'ward-leader': 'helsehjelp',
  finance: 'oppgjor',
  'host-finance': 'oppgjor',
  admin: 'forvaltning',
  auditor: 'kontroll',
}
export const purposeOf = (role: Role): Purpose => PURPOSE_OF[role]

/** Somebody was given what stood there, was told that it was as they had it, or was turned away. */
export const ACCESS_RESULTS = ['answered', 'unchanged', 'refused'] as const
export type AccessResult = (typeof ACCESS_RESULTS)[number]

/**
 * How reads through a route are kept. `each`: every one. `hourly`: what a screen asks for again and again is one record
 * for each that looks, and hour.
 */
export type AccessKept = 'each' | 'hourly'

/** Who looked at what, when and why. An organisation, a role and a name that leads back to nobody; never a person. */
export type AccessRecord = {
  readonly at: Instant
  readonly operation: string
  readonly result: AccessResult
  /** Why somebody was turned away. */
  readonly problem: string | null
  /** What was wrong with the token or the proof, where that is why. */
  readonly cause: string | null
  readonly role: Role | null
  readonly org: string | null
  readonly purpose: Purpose | null
  readonly clientId: string | null
  readonly orgnr: string | null
  readonly subject: string | null
  /** Ids and choices of the request, by name; only what is of the right form, for anything may stand in a path. */
  readonly what: Readonly<Record<string, string>>
  readonly correlationId: string
}

/** What makes two looks the same look, but for the time and the request. */
export const sameLook = ({ operation, result, role, org, clientId, orgnr, subject, what }: AccessRecord) => ({
  operation,
  result,
  role,
  org,
  clientId,
  orgnr,
  subject,
  what,
})
