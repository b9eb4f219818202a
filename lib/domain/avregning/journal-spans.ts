import { byText } from '../../kernel/by-text.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { OsloDate } from '../../kernel/oslo-date.ts'
import type { AgreementId, PartyId, StayId, UnitId } from '../ids.ts'
import { type JournalEvent, stayIdsOf } from '../pool/events.ts'
import type { Service } from '../vocabulary.ts'
import type { CalendarDate } from './calendar.ts'

/** One occupied bed-night: a stay, the unit it was in, and the local date that the night began on. */
export type NightOf = { readonly unitId: UnitId; readonly stayId: StayId; readonly date: OsloDate }

type Payer = { readonly partyId: PartyId; readonly service: Service }

/** A bed-night and who was registered as its payer. */
export type PaidNight = NightOf & Payer

/** When a stay is known to have begun in the journals that were taken in; undefined for one that they do not tell of. */
export const beganAt = ({ facts }: JournalSpans, stayId: StayId): Instant | undefined =>
  facts.get(stayId)?.find(({ says }) => says.kind === 'came')?.happenedAt

/** `[from, until)` in a unit for one payer; `until` is null while it runs. */
type Span = Payer & { readonly unitId: UnitId; readonly from: Instant; readonly until: Instant | null }

/** Something that a unit's journal says about where a patient lay, or who paid. `happenedAt` is when it was so, `at` when it was told. */
type Fact = {
  readonly unitId: UnitId
  readonly seq: number
  readonly at: Instant
  readonly happenedAt: Instant
  readonly says: /** `fromUnitId` and `toUnitId`: null where the stay itself began, or ended. */
    | (Payer & { readonly kind: 'came'; readonly fromUnitId: UnitId | null })
    | { readonly kind: 'left'; readonly toUnitId: UnitId | null }
    | (Payer & { readonly kind: 'paid' })
    | { readonly kind: 'changed' }
    | { readonly kind: 'corrected'; readonly spans: readonly Span[] }
}

/** What the units' journals say about stays, as far as nights go. */
export type JournalSpans = {
  readonly facts: Map<StayId, Fact[]>
  /** When it was decided that a patient who is still there may go. */
  readonly dischargeDecidedAt: Map<StayId, Instant>
  /** Which agreement each unit stands under from an instant on, as it was told; null for none. */
  readonly standing: Map<UnitId, Standing[]>
  /** The number of the last event of each journal that was taken in. */
  readonly lastSeq: Map<UnitId, number>
}

type Standing = { readonly from: Instant; readonly agreementId: AgreementId | null }

export const noSpans = (): JournalSpans => ({
  facts: new Map(),
  dischargeDecidedAt: new Map(),
  standing: new Map(),
  lastSeq: new Map(),
})

/**
 * Takes in one event. What was over before `since` is let go, so that memory follows the month and not the years; a
 * correction brings the whole stay back, for it says all there is to say.
 */
export function takeEvent(spans: JournalSpans, unitId: UnitId, event: JournalEvent, since: Instant): void {
  const { facts, dischargeDecidedAt, standing, lastSeq } = spans
  lastSeq.set(unitId, event.seq)
  if (event.type === 'discharge-decided') dischargeDecidedAt.set(event.data.stayId, event.at)
  if (event.type === 'patient-departed') dischargeDecidedAt.delete(event.data.stayId)
  if (event.type === 'agreement-applied') {
    const { from, terms } = event.data
    standing.set(unitId, [...(standing.get(unitId) ?? []), { from, agreementId: terms?.agreementId ?? null }])
  }
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
  const told = (happenedAt: Instant, says: Fact['says']) => ({ happenedAt, says })
  switch (event.type) {
    case 'patient-admitted':
    case 'stay-transferred-in': {
      const { segmentFrom, partyId, service } = event.data.stay
      const fromUnitId = event.type === 'stay-transferred-in' ? event.data.fromUnitId : null
      return told(segmentFrom, { kind: 'came', partyId, service, fromUnitId })
    }
    case 'stay-transferred-out':
      return told(event.data.at, { kind: 'left', toUnitId: event.data.toUnitId })
    case 'patient-departed':
      return told(event.data.departedAt, { kind: 'left', toUnitId: null })
    case 'stay-corrected':
      return told(event.at, { kind: 'corrected', spans: event.data.segments })
    case 'action-undone': {
      const { before = null } = event.data.stays.find((stay) => stay.stayId === stayId) ?? {}
      return before === null ? 'never-been' : told(event.at, { kind: 'corrected', spans: before.segments })
    }
    case 'responsibility-changed': {
      const { from, partyId, service } = event.data
      return told(from, { kind: 'paid', partyId, service })
    }
    case 'stay-moved':
    case 'stays-swapped':
      return told(event.data.at, { kind: 'changed' })
    case 'utskrivningsklar-recorded':
      return told(event.data.message.at, { kind: 'changed' })
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
): readonly PaidNight[] {
  return [...facts].flatMap(([stayId, own]) => {
    const spans = spansOf(own).filter(({ unitId }) => units.has(unitId))
    return dates.flatMap(({ date, endsAt }) => {
      const span = spans.find(({ from, until }) => from < endsAt && endsAt <= (until ?? horizon))
      return span ? [{ unitId: span.unitId, stayId, date, partyId: span.partyId, service: span.service }] : []
    })
  })
}

/** The agreement that has the unit at an instant: of what was told, the one that begins last, and then the one told last. */
export function standingAt({ standing }: JournalSpans, unitId: UnitId, at: Instant): AgreementId | null {
  const begun = (standing.get(unitId) ?? []).filter(({ from }) => from <= at)
  return (
    begun.reduce<Standing | null>((last, next) => (last && next.from < last.from ? last : next), null)?.agreementId ??
    null
  )
}

/** The events of the unit's journal that a night rests on: how the stay began, what changed up to then, and how it ended. */
export function evidenceOf({ facts }: JournalSpans, { unitId, stayId }: NightOf, endsAt: Instant): readonly number[] {
  const own = (facts.get(stayId) ?? []).filter((fact) => fact.unitId === unitId)
  return own
    .filter(({ says, happenedAt }) => says.kind === 'left' || says.kind === 'corrected' || happenedAt < endsAt)
    .map(({ seq }) => seq)
}

/** A correction replaces all that was told before it. */
function spansOf(facts: readonly Fact[]): readonly Span[] {
  let spans: readonly Span[] = []
  for (const { unitId, happenedAt, says } of inOrder(facts)) {
    switch (says.kind) {
      case 'came':
        spans = [...spans, { unitId, from: happenedAt, until: null, partyId: says.partyId, service: says.service }]
        break
      case 'left':
        spans = spans.map((span) =>
          span.unitId === unitId && span.until === null ? { ...span, until: happenedAt } : span,
        )
        break
      case 'paid':
        spans = spans.flatMap((span) => paidFrom(span, happenedAt, says))
        break
      case 'corrected':
        spans = says.spans
        break
      case 'changed':
        break
    }
  }
  return spans
}

/** From an instant on another pays: what lies before it stays as it was. */
function paidFrom(span: Span, from: Instant, { partyId, service }: Payer): readonly Span[] {
  const changed = { ...span, partyId, service }
  if (span.from >= from) return [changed]
  if (span.until !== null && span.until <= from) return [span]
  return [
    { ...span, until: from },
    { ...changed, from },
  ]
}

/**
 * The order in which things were told. In one journal it is the order of the numbers, and never that of the clock: a command
 * that lost a race stands behind the one that won it, with the earlier time. From journal to journal the transfers lead:
 * what a unit says about a stay, it says while it has it.
 */
function inOrder(facts: readonly Fact[]): readonly Fact[] {
  const waiting = Map.groupBy(facts, ({ unitId }) => unitId)
  const told: Fact[] = []
  for (let unitId = beginning(waiting); unitId !== undefined; ) {
    const own = waiting.get(unitId) ?? []
    const leaves = own.findIndex(({ says }) => says.kind === 'left' && says.toUnitId !== null)
    const taken = leaves === -1 ? own : own.slice(0, leaves + 1)
    told.push(...taken)
    if (taken.length < own.length) waiting.set(unitId, own.slice(taken.length))
    else waiting.delete(unitId)
    const last = taken.at(-1)?.says
    const toUnitId = last?.kind === 'left' ? last.toUnitId : null
    unitId = toUnitId !== null && waiting.has(toUnitId) ? toUnitId : beginning(waiting)
  }
  return told
}

/** The unit where the story begins, as far as it is still known: where nobody had the stay before, else where it came first. */
function beginning(waiting: ReadonlyMap<UnitId, readonly Fact[]>): UnitId | undefined {
  const cameByTransfer = ({ says }: Fact) => says.kind === 'came' && says.fromUnitId !== null
  const firsts = [...waiting.values()].flatMap(([first]) => first ?? [])
  return firsts.sort(byText((first) => `${cameByTransfer(first) ? 1 : 0} ${first.at}`))[0]?.unitId
}
