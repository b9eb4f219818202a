import type { AnswerOf } from '../contract/routes.ts'
import type { AvregningRun, Dispute, RunResult } from '../domain/avregning/run.ts'
import { type Viewer, viewRun } from '../domain/avregning/view-run.ts'
import { byText } from '../kernel/by-text.ts'
import type { Instant } from '../kernel/instant.ts'
import { osloDateOf } from '../kernel/oslo-date.ts'
import type { RunHead } from '../store/avregning-codecs.ts'
import type { AgreementBook } from '../store/avregning-store.ts'
import { findStays } from '../store/past-store.ts'
import type { Store } from '../store/store-client.ts'

/** A run as one may see it, with the disputes about it. */
export function avregningAnswer(
  run: AvregningRun,
  book: AgreementBook,
  viewer: Viewer,
  now: Instant,
  bedOf: BedOf = () => null,
): AnswerOf<'get-avregning'> {
  const viewed = viewRun(run, viewer)
  const { completeness } = viewed
  const withBed = (cause: Cause) => ({ ...cause, bedId: bedOf(cause) })
  return {
    ...viewed,
    completeness: {
      ...completeness,
      causes: completeness.causes.map(withBed),
      notes: completeness.notes?.map(withBed),
    },
    lines: viewed.lines.map(withGuest),
    corrections: viewed.corrections.map(withGuest),
    disputes: disputesOf(book, run.month, viewer).map((dispute) => disputeAnswer(dispute, now)),
  }
}

type Cause = AvregningRun['completeness']['causes'][number]
type BedOf = (cause: Cause) => string | null

/** The bed of each stay that the gate names: what the unit finds it by. Nothing is read where it names none. */
export async function bedsOfCauses(store: Store, { causes, notes = [] }: AvregningRun['completeness']): Promise<BedOf> {
  const named = [...causes, ...notes]
  const stays = await findStays(store, [...new Set(named.flatMap(({ stayId }) => stayId ?? []))])
  const segments = new Map(stays.map((stay) => [stay.stayId, stay.segments]))
  return ({ stayId, unitId }) => {
    const there = stayId === null ? undefined : segments.get(stayId)?.findLast((segment) => segment.unitId === unitId)
    return there?.bedId ?? null
  }
}

/** What may change after the lock stands in the head, and nothing else does. */
export const standingRun = (
  result: RunResult,
  { state, computedAt, lockedAt, approvals }: Pick<RunHead, 'state' | 'computedAt' | 'lockedAt' | 'approvals'>,
): AvregningRun => ({ ...result, state, computedAt, lockedAt, approvals })

/** Only a guest's line says what it is. */
export const withGuest = <Row extends { readonly guest: boolean }>({ guest, ...row }: Row) => ({
  ...row,
  ...(guest ? { guest: true as const } : {}),
})

/** A party sees its own disputes, the host all. */
export const disputesOf = (
  { disputes }: AgreementBook,
  month: AvregningRun['month'],
  viewer: Viewer,
): readonly Dispute[] =>
  disputes
    .map(({ value }) => value)
    .filter((dispute) => dispute.month === month && (viewer === 'host' || dispute.partyId === viewer))
    .sort(byText(({ raisedAt, disputeId }) => `${raisedAt} ${disputeId}`))

export function disputeAnswer(dispute: Dispute, now: Instant): AnswerOf<'raise-dispute'> {
  const { answer, answerBy } = dispute
  return { ...dispute, state: answer?.outcome ?? 'open', overdue: answer === null && answerBy < osloDateOf(now) }
}
