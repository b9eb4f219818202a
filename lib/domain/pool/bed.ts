import type { Instant } from '../../kernel/instant.ts'
import { accepted, refused } from '../../kernel/result.ts'
import type { BedId } from '../ids.ts'
import { viewBeds } from './bed-state.ts'
import { chooseBestFit } from './best-fit.ts'
import type { DecisionContext } from './decide.ts'
import type { PoolEvent } from './events.ts'
import type { Decision } from './refusals.ts'
import { blockAt, findBed, type UnitState } from './state.ts'

export type BlockBed = { readonly bedId: BedId; readonly reason: string; readonly until: Instant | null }

/** Any bed without a patient; one that is held first hands its hold to another bed, or stays open. */
export function decideBlockBed(
  state: UnitState,
  ask: BlockBed,
  { now }: DecisionContext,
): Decision<'bed-not-found' | 'bed-not-free' | 'time-not-in-the-future'> {
  const view = viewBeds(state, now).find((candidate) => candidate.bed.bedId === ask.bedId)
  if (!view) return refused({ kind: 'bed-not-found' })
  if (ask.until !== null && ask.until <= now) return refused({ kind: 'time-not-in-the-future', field: 'until' })
  const block: PoolEvent = { type: 'bed-blocked', data: ask }
  const occupant = view.occupant
  if (!occupant) return accepted([block])
  if (occupant.kind === 'stay') return refused({ kind: 'bed-not-free', bedState: view.state })
  const { holdId, needs } = occupant.hold
  const rest = { ...state, holds: state.holds.filter((hold) => hold.holdId !== holdId) }
  const without = { ...rest, beds: rest.beds.filter((bed) => bed.bedId !== ask.bedId) }
  const other = chooseBestFit(without, { needs, at: now, mayLack: true })
  return other
    ? accepted([{ type: 'hold-moved', data: { holdId, bedId: other.bedId, reason: ask.reason } }, block])
    : refused({ kind: 'bed-not-free', bedState: view.state })
}

export function decideOpenBed(
  state: UnitState,
  { bedId }: { bedId: BedId },
  { now }: DecisionContext,
): Decision<'bed-not-found' | 'bed-not-blocked'> {
  const bed = findBed(state, bedId)
  if (!bed) return refused({ kind: 'bed-not-found' })
  return blockAt(bed, now) ? accepted([{ type: 'bed-opened', data: { bedId } }]) : refused({ kind: 'bed-not-blocked' })
}

export function decideBedCleaned(
  state: UnitState,
  { bedId }: { bedId: BedId },
  _ctx: DecisionContext,
): Decision<'bed-not-found' | 'bed-not-cleaning'> {
  const bed = findBed(state, bedId)
  if (!bed) return refused({ kind: 'bed-not-found' })
  return bed.cleaningSince === null
    ? refused({ kind: 'bed-not-cleaning' })
    : accepted([{ type: 'bed-cleaned', data: { bedId } }])
}
