import type { AnswerOf, AskOf } from '../../lib/contract/routes.ts'
import { type Ask, FIRST_ASK } from './ask.ts'

/** What the tab remembers for as long as the session lasts: what was asked, and holds; nothing about anyone. */
const ASK = 'trekkspill.amk.ask'
const ASKERS = 'trekkspill.amk.askers'
const HOLDS = 'trekkspill.amk.holds'
const MOST_RECENT = 6

/** What has become of a hold, as last heard: first from the answer that placed it. */
export type Said = Pick<AnswerOf<'show-hold'>, 'state' | 'reason' | 'answerDueAt' | 'expiresAt' | 'endedAt'>
/** A hold that another has led to, of which the service has told no more yet. */
export const PENDING: Said = { state: 'pending', reason: null, answerDueAt: null, expiresAt: null, endedAt: null }

/** A hold that is followed here until the dispatcher puts it away. */
export type HeldBed = {
  readonly unitId: string
  readonly holdId: string
  readonly unitName: string
  readonly phone: string
  /** What was asked for, to ask the next unit for the same. */
  readonly body: AskOf<'place-hold'>['body']
  /** Those that have been asked already, this one among them. */
  readonly tried: readonly string[]
  readonly said: Said
  /** Seen and put away; what it came to still counts in its own search. */
  readonly isAway?: true
}

/** No more of the answer than what is kept. */
export const saidOf = ({ state, reason, answerDueAt, expiresAt, endedAt }: Said): Said => ({
  state,
  reason,
  answerDueAt,
  expiresAt,
  endedAt,
})

// Only this file writes these keys, and the tab's store is nobody else's.
const read = <T>(key: string, none: T): T => JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? none

export const recentAskers = (): readonly string[] => read(ASKERS, [])
export const keptHolds = (): readonly HeldBed[] => read(HOLDS, [])
export const keepHolds = (holds: readonly HeldBed[]): void => sessionStorage.setItem(HOLDS, JSON.stringify(holds))

export function rememberAsker(id: string): void {
  const recent = [id, ...recentAskers().filter((other) => other !== id)]
  sessionStorage.setItem(ASKERS, JSON.stringify(recent.slice(0, MOST_RECENT)))
}

export const keptAsk = (): Ask => read(ASK, FIRST_ASK)
export const keepAsk = (ask: Ask): void => sessionStorage.setItem(ASK, JSON.stringify(ask))
