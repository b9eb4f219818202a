import { type Instant, later } from '../../kernel/instant.ts'
import { type OsloDate, osloDateOf } from '../../kernel/oslo-date.ts'
import type { UtskrivningsklarEvent } from '../vocabulary.ts'

/** One message, when it was given, and which organisation gave it. */
export type UtskrivningsklarMessage = {
  readonly event: UtskrivningsklarEvent
  readonly at: Instant
  readonly by: string
}

/**
 * Whose duty it is that the patient still lies there: `from` is the first local date that the kommune answers for,
 * `until` the date on which that ends, null while it runs. Døgn of duty are the dates `from` to the one before `until`.
 */
export type Duty = { readonly from: OsloDate; readonly until: OsloDate | null }

/**
 * The clock of forskrift 18.11.2011 nr. 1115 § 13: it starts on the local date when both "utskrivningsklar" and the
 * message about it stand, unless the kommune has said that it can receive; silence counts as "cannot".
 * It ends on the date of "kan-motta", of the departure, or of "avmeldt". A later "utskrivningsklar" starts a new one.
 */
export function dutyOf(messages: readonly UtskrivningsklarMessage[], departedAt: Instant | null): Duty | null {
  const inOrder = [...messages].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const lastOf = (event: UtskrivningsklarEvent, after?: Instant) =>
    inOrder.findLast((message) => message.event === event && (after === undefined || message.at >= after))?.at
  const cancelledAt = lastOf('avmeldt')
  const after =
    cancelledAt !== undefined && lastOf('utskrivningsklar', cancelledAt) !== undefined ? cancelledAt : undefined
  const readyAt = inOrder.find((message) => message.event === 'utskrivningsklar' && isAfter(message.at, after))?.at
  const sentAt = inOrder.find((message) => message.event === 'melding-sendt' && isAfter(message.at, after))?.at
  if (readyAt === undefined || sentAt === undefined) return null
  const startAt = later(readyAt, sentAt)
  const ends = [
    inOrder.find((message) => message.event === 'kan-motta' && isAfter(message.at, after))?.at,
    inOrder.find((message) => message.event === 'avmeldt' && message.at >= readyAt)?.at,
    departedAt,
  ].filter((at): at is Instant => at !== undefined && at !== null)
  const from = osloDateOf(startAt)
  const until = ends.length === 0 ? null : osloDateOf(ends.reduce((first, at) => (at < first ? at : first)))
  return until !== null && until <= from ? null : { from, until }
}

const isAfter = (at: Instant, after: Instant | undefined): boolean => after === undefined || at >= after
