import { earliest, type Instant, later } from '../../kernel/instant.ts'
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
 * It ends on the date of "kan-motta", of the departure, or of "avmeldt". After "avmeldt" a new "utskrivningsklar" starts
 * a new round, which knows nothing of what was said in the one before. Earlier døgn stay owed (regjeringen.no id682786).
 *
 * Every round that gave duty, oldest first; no two of them share a date.
 */
export const dutiesOf = (messages: readonly UtskrivningsklarMessage[], departedAt: Instant | null): readonly Duty[] =>
  roundsOf(messages).flatMap((round) => dutyIn(round, departedAt) ?? [])

/** The last duty that stood; null where there has been none. */
export const dutyOf = (messages: readonly UtskrivningsklarMessage[], departedAt: Instant | null): Duty | null =>
  dutiesOf(messages, departedAt).at(-1) ?? null

/** The last that was said about a departure, and since when the kommune answers, while it does; null where nobody said a thing. */
export function toldAbout(messages: readonly UtskrivningsklarMessage[]) {
  const last = inOrder(messages).at(-1)
  if (!last) return null
  const duty = dutyOf(messages, null)
  return { event: last.event, at: last.at, dutySince: duty?.until === null ? duty.from : null }
}

const inOrder = (messages: readonly UtskrivningsklarMessage[]): readonly UtskrivningsklarMessage[] =>
  [...messages].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

function dutyIn(round: readonly UtskrivningsklarMessage[], departedAt: Instant | null): Duty | null {
  const firstOf = (event: UtskrivningsklarEvent) => round.find((message) => message.event === event)?.at
  const readyAt = firstOf('utskrivningsklar')
  const sentAt = firstOf('melding-sendt')
  if (readyAt === undefined || sentAt === undefined) return null
  const from = osloDateOf(later(readyAt, sentAt))
  const endAt = earliest(
    [firstOf('kan-motta'), firstOf('avmeldt'), departedAt ?? undefined].filter((at) => at !== undefined),
  )
  const until = endAt && osloDateOf(endAt)
  return until !== null && until <= from ? null : { from, until }
}

/** From after one "avmeldt" up to and with the next; told in any order, read in the order in which it happened. */
function roundsOf(messages: readonly UtskrivningsklarMessage[]): readonly (readonly UtskrivningsklarMessage[])[] {
  const rounds: UtskrivningsklarMessage[][] = [[]]
  for (const message of inOrder(messages)) {
    rounds.at(-1)?.push(message)
    if (message.event === 'avmeldt') rounds.push([])
  }
  return rounds
}
