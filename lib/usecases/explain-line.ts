import type { AnswerOf } from '../contract/routes.ts'
import { stayRefOf } from '../domain/avregning/stay-ref.ts'
import type { PartyId, StayId } from '../domain/ids.ts'
import type { Month, OsloDate } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { getPicture, getResult } from '../store/avregning-store.ts'
import { listEvents } from '../store/unit-store.ts'
import { disputesOf, withGuest } from './avregning-answer.ts'
import type { Deps } from './deps.ts'
import { type NotReadable, type NotRun, openRun, type ReadAt } from './show-avregning.ts'

type LineAt = ReadAt & { readonly month: Month; readonly partyId: PartyId }
type Refusal = NotReadable | NotRun | { readonly kind: 'line-not-found' }

/** From a party's amount to its nights, each with the events of the journal that it rests on. Own line, or the host any. */
export async function explainLine(deps: Deps, ask: LineAt): Promise<Result<AnswerOf<'explain-line'>, Refusal>> {
  const opened = await openOwnLine(deps, ask)
  if (!opened.ok) return opened
  const { book, head, line, corrections, nights } = opened.value
  const disputed = new Set(
    disputesOf(book, ask.month, ask.partyId)
      .filter(({ answer }) => answer === null)
      .flatMap((dispute) => dispute.nights.map(({ stayId, date }) => `${stayId} ${date}`)),
  )
  return accepted({
    agreementId: ask.agreementId,
    month: ask.month,
    partyId: ask.partyId,
    state: head.state,
    resultHash: opened.value.resultHash,
    line: line ?? null,
    nights: nights.map(({ row, events }) => ({
      ...row,
      stayRef: stayRefOf(ask.agreementId, ask.month, row.stayId),
      events,
      disputed: disputed.has(`${row.stayId} ${row.date}`),
    })),
    corrections,
  })
}

/** From a night to what was recorded about it, by whom and when: roles and organisations, never a person. */
export async function explainNight(
  deps: Deps,
  ask: LineAt & { readonly date: OsloDate; readonly stayId: StayId },
): Promise<Result<AnswerOf<'explain-night'>, Refusal | { readonly kind: 'night-not-found' }>> {
  const opened = await openOwnLine(deps, ask)
  if (!opened.ok) return opened
  const night = opened.value.nights.find(({ row }) => row.date === ask.date && row.stayId === ask.stayId)
  if (!night) return refused({ kind: 'night-not-found' })
  const { unitId, stayId, date, service } = night.row
  const events = await listEvents(deps.store, unitId, night.events)
  return accepted({
    date,
    unitId,
    stayId,
    service,
    events: events.map(({ seq, type, at, actor, hash }) => ({ seq, type, at, actor, hash })),
  })
}

async function openOwnLine(deps: Deps, ask: LineAt) {
  const { agreementId, partyId } = ask
  const opened = await openRun(deps, ask)
  if (!opened.ok) return opened
  const { book, viewer, head } = opened.value
  if (viewer !== 'host' && viewer !== partyId) return refused({ kind: 'forbidden' })
  const { result, evidence } = await getResult(deps.store, agreementId, head)
  const line = result.lines.find((each) => each.partyId === partyId)
  const corrections = result.corrections.filter((each) => each.partyId === partyId).map(withGuest)
  if (!line && corrections.length === 0) return refused({ kind: 'line-not-found' })
  const picture = await getPicture(deps.store, agreementId, head)
  const nights = picture.dogn
    .map((row, i) => ({ row, events: evidence[i] ?? [] }))
    .filter(({ row }) => row.partyId === partyId)
  return accepted({ book, head, line: line && withGuest(line), corrections, nights, resultHash: result.resultHash })
}
