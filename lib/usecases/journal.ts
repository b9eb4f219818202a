import type { AnswerOf, QueryOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import type { UnitId } from '../domain/ids.ts'
import { findBrokenLink, foldJournal } from '../domain/pool/journal.ts'
import { agreementIdOf, type UnitState } from '../domain/pool/state.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { Store } from '../store/store-client.ts'
import { findUnit, findUnitBytes, listJournal } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

type Refusal = { readonly kind: 'unit-not-found' | 'forbidden' }
type Reader = { readonly actor: Actor; readonly now: Instant }

/** Who did what, oldest first, a page at a time. */
export async function readJournal(
  deps: Deps,
  reader: Reader,
  { unitId, after, limit }: QueryOf<'read-journal'> & { readonly unitId: UnitId },
): Promise<Result<AnswerOf<'read-journal'>, Refusal>> {
  const unit = await findOwnUnit(deps, reader, unitId)
  if (!unit.ok) return unit
  const events = await listJournal(deps.store, unitId, { after, limit })
  const last = events.at(-1)?.seq ?? after
  return accepted({ events: [...events], nextAfter: last < unit.value.version ? last : null })
}

export async function verifyJournal(
  deps: Deps,
  reader: Reader,
  unitId: UnitId,
): Promise<Result<AnswerOf<'verify-journal'>, Refusal>> {
  const unit = await findOwnUnit(deps, reader, unitId)
  return unit.ok ? accepted(await verifyUnit(deps.store, unitId)) : unit
}

const MOST_VERIFY_TRIES = 3

/**
 * ledger-is-truth: folds the whole journal and holds it against the live item, byte for byte.
 * The two are read one after the other, so a change in between is seen as such and read again.
 */
export async function verifyUnit(store: Store, unitId: UnitId): Promise<AnswerOf<'verify-journal'>> {
  for (let tries = 1; ; tries += 1) {
    const before = await findUnitBytes(store, unitId)
    const events = await listJournal(store, unitId)
    const brokenAt = findBrokenLink(events)
    const folded = brokenAt === null ? canonicalJson(foldJournal(unitId, events)) : undefined
    const stateMatches = folded === before
    const hasMoved = !stateMatches && (await findUnitBytes(store, unitId)) !== before
    if (!hasMoved || tries === MOST_VERIFY_TRIES) {
      return { ok: brokenAt === null && stateMatches, events: events.length, stateMatches, brokenAt }
    }
  }
}

/** An admin sees the units of the own agreement, also those that come under it later; for any other, and for one that is not there, the answer is the same. */
export async function findOwnUnit(
  deps: Deps,
  { actor, now }: Reader,
  unitId: UnitId,
): Promise<Result<UnitState, Refusal>> {
  const unit = await findUnit(deps.store, unitId)
  if (!mayAdminister(actor, unit, now)) return refused({ kind: 'forbidden' })
  return unit ? accepted(unit) : refused({ kind: 'unit-not-found' })
}

export function mayAdminister(actor: Actor, unit: UnitState | undefined, now: Instant): boolean {
  if (actor.role !== 'admin' || actor.org === '*') return true
  return unit !== undefined && agreementIdOf(unit, now) === actor.org
}
