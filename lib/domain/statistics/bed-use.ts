import { type Instant, msBetween } from '../../kernel/instant.ts'
import type { BedId, PartyId, StayId, UnitId } from '../ids.ts'
import { groupOf } from '../pool/bookable.ts'
import { termsAt, type UnitState } from '../pool/state.ts'
import type { StayRecord } from '../stay/stay-record.ts'
import type { Service } from '../vocabulary.ts'
import type { Span } from './period.ts'

/** Somebody's time in a bed, as far as it lies in the period; null while the patient is there. */
export type BedSpan = {
  readonly bedId: BedId
  readonly stayId: StayId
  readonly partyId: PartyId
  readonly service: Service
  readonly from: Instant
  readonly until: Instant | null
}

/** A group's guarantee against its use, in elapsed bed-milliseconds. */
export type GroupUse = {
  readonly group: string
  readonly guaranteedMs: number
  /** Within the guaranteed beds, hour by hour. */
  readonly withinMs: number
  /** In flexible beds: more than the guarantee at that hour. */
  readonly beyondMs: number
}

export type BedUse = {
  readonly spans: readonly BedSpan[]
  readonly parties: readonly { readonly partyId: PartyId; readonly group: string | null; readonly usedMs: number }[]
  readonly groups: readonly GroupUse[]
}

/**
 * Who used the unit's beds in a period, from the stays as they stand now, corrections and all. A guarantee that nobody used
 * at one hour cannot be used twice at another: what is within it is counted hour by hour and never as a mean.
 */
export function useOfBeds(unit: UnitState, stays: readonly StayRecord[], period: Span, now: Instant): BedUse {
  const end = period.until < now ? period.until : now
  const spans = stays
    .flatMap((stay) => spansOf(unit.unitId, stay))
    .filter(({ from, until }) => from < end && (until === null || until > period.from))
    .map((span) => cut(span, period.from, end))
    .sort((a, b) => compare(a.from, b.from) || compare(a.bedId, b.bedId))
  const edges = [
    period.from,
    end,
    ...spans.flatMap(({ from, until }) => [from, until ?? end]),
    ...unit.terms.map(({ from }) => from).filter((from) => period.from < from && from < end),
  ]
  const times = [...new Set(edges)].filter((at) => at <= end).sort(compare)
  const groups = new Map<string, GroupUse>()
  const parties = new Map<PartyId, number>()
  for (const [i, from] of times.entries()) {
    const until = times[i + 1]
    if (until === undefined) break
    const ms = msBetween(from, until)
    const present = spans.filter((span) => span.from <= from && (span.until === null || span.until > from))
    for (const { partyId } of present) parties.set(partyId, (parties.get(partyId) ?? 0) + ms)
    addGroups(groups, unit, { from, ms, present })
  }
  const terms = termsAt(unit, end)
  return {
    spans,
    parties: [...parties]
      .map(([partyId, usedMs]) => ({ partyId, group: (terms && groupOf(terms, partyId)) ?? null, usedMs }))
      .sort((a, b) => compare(a.partyId, b.partyId)),
    groups: [...groups.values()].sort((a, b) => compare(a.group, b.group)),
  }
}

function addGroups(
  groups: Map<string, GroupUse>,
  unit: UnitState,
  { from, ms, present }: { readonly from: Instant; readonly ms: number; readonly present: readonly BedSpan[] },
): void {
  const terms = termsAt(unit, from)
  for (const { group, guaranteed } of terms?.groups ?? []) {
    const used = present.filter(({ partyId }) => terms && groupOf(terms, partyId) === group).length
    const before = groups.get(group) ?? { group, guaranteedMs: 0, withinMs: 0, beyondMs: 0 }
    groups.set(group, {
      group,
      guaranteedMs: before.guaranteedMs + guaranteed * ms,
      withinMs: before.withinMs + Math.min(used, guaranteed) * ms,
      beyondMs: before.beyondMs + Math.max(0, used - guaranteed) * ms,
    })
  }
}

const spansOf = (unitId: UnitId, { stayId, segments }: StayRecord): readonly BedSpan[] =>
  segments
    .filter((segment) => segment.unitId === unitId)
    .map(({ bedId, partyId, service, from, until }) => ({ bedId, stayId, partyId, service, from, until }))

const cut = (span: BedSpan, start: Instant, end: Instant): BedSpan => ({
  ...span,
  from: span.from < start ? start : span.from,
  until: span.until !== null && span.until > end ? end : span.until,
})

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
