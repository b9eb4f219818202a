import type { Instant } from '../../kernel/instant.ts'
import type { AgreementId } from '../ids.ts'
import type { DatedTerms } from '../pool/state.ts'

/** From when a unit stands under which agreement, as far as one who follows its journal has read. */
export type Cover = readonly { readonly from: Instant; readonly agreementId: AgreementId | null }[]

export const coverOf = (terms: readonly DatedTerms[]): Cover =>
  terms.map(({ from, terms: known }) => ({ from, agreementId: known?.agreementId ?? null }))

/** The same replacing of terms as in the unit's own state (evolve), so that both agree on who is under what. */
export function coverAfter(cover: Cover, { from, terms }: DatedTerms, at: Instant): Cover {
  const inForce = cover.findLast((dated) => dated.from <= at)
  const kept = cover.filter((dated) => (dated === inForce || dated.from > at) && dated.from !== from)
  return [...kept, { from, agreementId: terms?.agreementId ?? null }].sort((a, b) => (a.from < b.from ? -1 : 1))
}

export const coveredBy = (cover: Cover, at: Instant): AgreementId | null =>
  cover.findLast((dated) => dated.from <= at)?.agreementId ?? null
