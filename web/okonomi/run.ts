import type { AnswerOf } from '../../lib/contract/routes.ts'

export type Run = AnswerOf<'get-avregning'>
export type Line = Run['lines'][number]
/** Which month of which agreement. */
export type MonthAt = { readonly agreementId: string; readonly month: string }

/** Months move slowly: a treasurer need not know within a second. */
export const UNHURRIED_MS = 10_000

/** A party may have a line as party and one as guest. */
export const lineKey = ({ partyId, guest }: Pick<Line, 'partyId' | 'guest'>): string =>
  guest ? `${partyId}-gjest` : partyId

export const pathOfMonth = ({ agreementId, month }: MonthAt): string => `/okonomi/${agreementId}/${month}`
