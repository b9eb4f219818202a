import { canHold, type Row } from './ask.ts'
import type { HeldBed, Said } from './kept.ts'

type Holds = readonly HeldBed[]
type LookupId = HeldBed['body']['lookupId']
type Choice = Pick<Row, 'unitId' | 'bookable' | 'meetsNeeds' | 'status'>
type Refusals = ReadonlyMap<string, Said>

export const isOpen = (state: Said['state']): boolean => state === 'pending' || state === 'accepted'
export const isRefusal = (state: Said['state']): boolean =>
  state === 'declined' || state === 'expired' || state === 'passed-on'

/** One search is for one patient; the newest hold stands first. */
const ofSearch = (holds: Holds, lookupId: LookupId): Holds =>
  lookupId ? holds.filter(({ body }) => body.lookupId === lookupId) : []

/** The holds that keep a bed for the patient of this search, used or still to be used. */
export const holding = (holds: Holds, lookupId: LookupId): Holds =>
  ofSearch(holds, lookupId).filter(({ said }) => isOpen(said.state) || said.state === 'used')

/** How many beds are kept for the patient when this open one is not the only one; else none. */
export function bedsTooMany(held: HeldBed, holds: Holds): number {
  const { length } = holding(holds, held.body.lookupId)
  return isOpen(held.said.state) && length > 1 ? length : 0
}

/** The hold that the same search goes on with when this one is over: the next that was asked, or one that stood already. */
export function askedInstead(held: HeldBed, holds: Holds): HeldBed | undefined {
  const all = ofSearch(holds, held.body.lookupId)
  const next = all[all.findIndex(({ holdId }) => holdId === held.holdId) - 1]
  return next ?? holding(holds, held.body.lookupId).find(({ holdId }) => holdId !== held.holdId)
}

/** The units that did not take the patient of this search when they were last asked, and what they said. */
export function refusalsIn(holds: Holds, lookupId: LookupId): Refusals {
  const last = new Map(
    ofSearch(holds, lookupId)
      .toReversed()
      .map(({ unitId, said }) => [unitId, said]),
  )
  const refusals = new Map<string, Said>()
  for (const [unitId, said] of last) if (isRefusal(said.state)) refusals.set(unitId, said)
  return refusals
}

/** Where the choice stands until somebody moves it: never on a unit that has just said no. */
export function firstChoice<R extends Choice>(rows: readonly R[], refusals: Refusals): R | undefined {
  const rest = rows.filter(({ unitId }) => !refusals.has(unitId))
  return rest.find(canHold) ?? rest[0]
}
