import type { Dispute } from '../domain/avregning/run.ts'
import { BOKMAL } from '../domain/bokmal.ts'
import { monthText, shortDate } from './norwegian-text.ts'

/** One dispute in one line, without the stays' ids: the same words on every export. */
export function disputeText({ reason, nights, month, answerBy, detail }: Dispute): string {
  const what = nights.length === 0 ? 'hele linjen' : `${nights.length} døgn`
  return `${BOKMAL[reason]}, ${what} i ${monthText(month)}: ${detail} (svarfrist ${shortDate(answerBy)})`
}
