import type { UnitId } from '../domain/ids.ts'
import { findPhantoms, type Phantom } from '../domain/pool/phantoms.ts'
import type { Instant } from '../kernel/instant.ts'
import { findUnit, listStaysEndedAfter, listUnits } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'
import { verifyUnit } from './journal.ts'

export type Reconciliation = {
  readonly units: number
  readonly phantoms: readonly Phantom[]
  /** Units whose live state is not the fold of their journal. */
  readonly unverified: readonly UnitId[]
}

/** Names what cannot be so, and changes nothing: a person must look. */
export async function reconcileUnits(deps: Deps, now: Instant): Promise<Reconciliation> {
  const units = await listUnits(deps.store)
  const phantoms: Phantom[] = []
  const unverified: UnitId[] = []
  for (const { unitId } of units) {
    const records = await listStaysEndedAfter(deps.store, unitId, now)
    const open = new Map(records.filter((stay) => stay.departedAt === null).map((stay) => [stay.stayId, stay]))
    const state = await findUnit(deps.store, unitId)
    if (state) phantoms.push(...findPhantoms(state, open, now))
    if (!(await verifyUnit(deps.store, unitId)).ok) unverified.push(unitId)
  }
  return { units: units.length, phantoms, unverified }
}
