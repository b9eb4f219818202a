import type { Instant } from '../../kernel/instant.ts'
import type { OsloDate } from '../../kernel/oslo-date.ts'
import type { StayId, UnitId } from '../ids.ts'
import { type JournalEvent, stayIdsOf } from '../pool/events.ts'
import type { CalendarDate } from './calendar.ts'

/** One occupied bed-night: a stay, the unit it was in, and the local date that the night began on. */
export type NightOf = { readonly unitId: UnitId; readonly stayId: StayId; readonly date: OsloDate }

/** When a stay is known to have begun in the journals that were taken in; undefined for one that they do not tell of. */
export const beganAt = ({ facts }: JournalSpans, stayId: StayId): Instant | undefined =>
  facts.get(stayId)?.find(({ says }) => says.kind === 'came')?.happenedAt

/** `[from, until)` in a unit; `until` is null while it runs. */
type Span = { readonly unitId: UnitId; readonly from: Instant; readonly until: Instant | null }

/** Something that a unit's journal says about where a patient lay, or who paid. `happenedAt` is when it was so, `at` when it was told. */
type Fact = {
  readonly unitId: UnitId
  readonly seq: number
  readonly at: Instant
  readonly happenedAt: Instant
  readonly says:
    | { readonly kind: 'came' | 'left' | 'changed' }
    | { readonly kind: 'corrected'; readonly spans: readonly Span[] }
}

/** What the units' journals say about stays, as far as nights go. */
export type JournalSpans = {
  readonly facts: Map<StayId, Fact[]>
  /** The number of the last event of each journal that was taken in. */
  readonly lastSeq: Map<UnitId, number>
}

export const noSpans = (): JournalSpans => ({ facts: new Map(), lastSeq: new Map() })

/**
 * Takes in one event. What was over before `since` is let go, so that memory follows the month and not the years; a
 * correction brings the whole stay back, for it says all there is to say.
 */
export function takeEvent({ facts, lastSeq }: JournalSpans, unitId: UnitId, event: JournalEvent, since: Instant): void {
  lastSeq.set(unitId, event.seq)
  for (const stayId of stayIdsOf(event)) {
    const told = sayingOf(event, stayId)
    if (told === 'never-been') facts.delete(stayId)
    if (told === null || told === 'never-been') continue
    const own = [...(facts.get(stayId) ?? []), { unitId, seq: event.seq, at: event.at, ...told }]
    const isOver = told.says.kind === 'left' && told.happenedAt < since
    const kept = isOver ? own.filter((fact) => fact.unitId !== unitId) : own
    if (kept.length > 0) facts.set(stayId, kept)
    else facts.delete(stayId)
  }
}

/** Null for what changes neither nights nor payers. */
function sayingOf(event: JournalEvent, stayId: StayId): Pick<Fact, 'happenedAt' | 'says'> | 'never-been' | null {
  const told = (kind: 'came' | 'left' | 'changed', happenedAt: Instant) => ({ happenedAt, says: { kind } })
  switch (event.type) {
    case 'patient-admitted':
      return told('came', event.data.stay.admittedAt)
    case 'stay-transferred-in':
      return told('came', event.data.stay.segmentFrom)
    case 'stay-transferred-out':
      return told('left', event.data.at)
    case 'patient-departed':
      return told('left', event.data.departedAt)
    case 'stay-corrected':
      return { happenedAt: event.at, says: { kind: 'corrected', spans: event.data.segments } }
    case 'action-undone': {
      const { before = null } = event.data.stays.find((stay) => stay.stayId === stayId) ?? {}
      return before === null
        ? 'never-been'
        : { happenedAt: event.at, says: { kind: 'corrected', spans: before.segments } }
    }
    case 'stay-moved':
    case 'stays-swapped':
      return told('changed', event.data.at)
    case 'responsibility-changed':
      return told('changed', event.data.from)
    case 'utskrivningsklar-recorded':
      return told('changed', event.data.message.at)
  }
  return null
}

/**
 * The nights at midnight at which the journals have somebody in a bed: the other side of the completeness gate, worked out
 * from the events alone, so that a stay that is missing, doubled or wrong in its own item cannot hide.
 */
export function nightsInJournals(
  { facts }: JournalSpans,
  units: ReadonlySet<UnitId>,
  dates: readonly CalendarDate[],
  horizon: Instant,
): readonly NightOf[] {
  return [...facts].flatMap(([stayId, own]) => {
    const spans = spansOf(own).filter(({ unitId }) => units.has(unitId))
    return dates.flatMap(({ date, endsAt }) => {
      const span = spans.find(({ from, until }) => from < endsAt && endsAt <= (until ?? horizon))
      return span ? [{ unitId: span.unitId, stayId, date }] : []
    })
  })
}

/** The events of the unit's journal that a night rests on: how the stay began, what changed up to then, and how it ended. */
export function evidenceOf({ facts }: JournalSpans, { unitId, stayId }: NightOf, endsAt: Instant): readonly number[] {
  const own = (facts.get(stayId) ?? []).filter((fact) => fact.unitId === unitId)
  return own
    .filter(({ says, happenedAt }) => says.kind === 'left' || says.kind === 'corrected' || happenedAt < endsAt)
    .map(({ seq }) => seq)
}

/** In the order in which things were told, across the journals: a correction replaces all that was told before it. */
function spansOf(facts: readonly Fact[]): readonly Span[] {
  const told = [...facts].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.seq - b.seq))
  let spans: Span[] = []
  for (const { unitId, happenedAt, says } of told) {
    switch (says.kind) {
      case 'came':
        spans.push({ unitId, from: happenedAt, until: null })
        break
      case 'left':
        spans = spans.map((span) =>
          span.unitId === unitId && span.until === null ? { ...span, until: happenedAt } : span,
        )
        break
      case 'corrected':
        spans = [...says.spans]
        break
      case 'changed':
        break
    }
  }
  return spans
}
