import type { Role } from './vocabulary.ts'

/**
 * Who acts, as the journal keeps it: a role in an organisation, never a person.
 * `org` is free text for a dispatcher, the unit's id for the ward roles, a party, an agreement or `*` for the others.
 */
export type Actor = { readonly role: Role; readonly org: string }

/** The service itself, when a clock and not a person ends something. */
export const SYSTEM_ACTOR = { role: 'system', org: 'trekkspill' } as const

export type JournalActor = Actor | typeof SYSTEM_ACTOR
