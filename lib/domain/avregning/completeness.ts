import { exactOf, formatExact } from '../../kernel/exact.ts'
import type { Instant } from '../../kernel/instant.ts'
import { endOfMonth } from './calendar.ts'
import type { MonthPicture } from './compute-month.ts'
import type { NightOf } from './journal-spans.ts'
import { byText, type MonthFacts, partsOf } from './month-facts.ts'
import type { PayableStay } from './paying-segments.ts'
import type { Cause, Completeness } from './run.ts'

const BARE = { unitId: null, stayId: null, date: null, partyId: null }

/**
 * every-night-has-one-payer: the gate before a lock. Each occupied bed-night of the journals is charged to one party or
 * excused by name; nothing overlaps, nobody lies on who should have left, every payer is known, and the cost is booked.
 * Every cause is named, with what a person needs to find it.
 */
export function judgeCompleteness(
  facts: MonthFacts,
  picture: MonthPicture,
  /** The occupied nights by the journals, of the units and dates on which the agreement was in force. */
  occupied: readonly NightOf[],
): Completeness {
  const { month, now, cost, stays } = facts
  const isOver = endOfMonth(month) <= now
  const causes: readonly Cause[] = [
    ...(partsOf(facts).length === 0 ? [{ ...BARE, cause: 'no-agreement-in-month' as const }] : []),
    ...(cost === null ? [{ ...BARE, cause: 'cost-not-booked' as const }] : []),
    ...(isOver ? [] : [{ ...BARE, cause: 'month-not-ended' as const }]),
    ...findLeftOpen(facts),
    ...findOverlaps(stays, picture),
    ...findDifferences(picture, occupied),
    ...picture.causes,
  ]
  return {
    ok: causes.length === 0,
    occupiedNights: occupied.length,
    charged: formatExact(exactOf(picture.charged.length)),
    excused: picture.excused.length,
    causes,
  }
}

/**
 * A stay that goes on is counted to the month's end. One that should have ended is another matter: the departure was
 * expected, or the discharge decided, before the month was out, and nobody has said that the patient went or stayed.
 */
function findLeftOpen({ stays, month, now }: MonthFacts): readonly Cause[] {
  const end = endOfMonth(month)
  const latest = now < end ? now : end
  return inMonth(stays, end).flatMap(({ stayId, departedAt, expectedDepartureAt, dischargedTo, segments }) => {
    const isDue = dischargedTo !== null || (expectedDepartureAt !== null && expectedDepartureAt <= latest)
    return departedAt === null && isDue
      ? [{ ...BARE, cause: 'stay-without-departure' as const, stayId, unitId: segments.at(-1)?.unitId ?? null }]
      : []
  })
}

const inMonth = (stays: readonly PayableStay[], end: Instant): readonly PayableStay[] =>
  stays.filter(({ segments }) => segments.some(({ from }) => from < end)).toSorted(byText(({ stayId }) => stayId))

/** one-bed-one-occupant, looked at once more before money follows from it. */
function findOverlaps(stays: readonly PayableStay[], { month }: MonthPicture): readonly Cause[] {
  const end = endOfMonth(month)
  const placed = stays.flatMap(({ stayId, segments }) =>
    segments.filter(({ from, until }) => from !== until).map((segment) => ({ stayId, ...segment })),
  )
  const byBed = Map.groupBy(placed, ({ unitId, bedId }) => `${unitId} ${bedId}`)
  return [...byBed].sort(byText(([bed]) => bed)).flatMap(([, own]) => {
    const inOrder = own.toSorted(byText(({ from }) => from))
    return inOrder.flatMap(({ from, unitId, stayId }, i) => {
      const before = inOrder[i - 1]
      const overlaps = before !== undefined && from < end && (before.until === null || from < before.until)
      return overlaps ? [{ ...BARE, cause: 'beds-overlap' as const, unitId, stayId }] : []
    })
  })
}

/** Per stay the first night on which the stay's item and the journal disagree. */
function findDifferences({ charged, excused }: MonthPicture, occupied: readonly NightOf[]): readonly Cause[] {
  const nameOf = ({ unitId, stayId, date }: NightOf) => `${stayId} ${unitId} ${date}`
  const counted = new Set([...charged, ...excused].map(nameOf))
  const told = new Set(occupied.map(nameOf))
  const strays = [
    ...occupied.filter((night) => !counted.has(nameOf(night))),
    ...[...charged, ...excused].filter((night) => !told.has(nameOf(night))),
  ].sort(byText(nameOf))
  return [...Map.groupBy(strays, ({ stayId }) => stayId).values()].flatMap(([first]) =>
    first ? [{ ...BARE, ...first, cause: 'stay-and-journal-differ' as const }] : [],
  )
}
