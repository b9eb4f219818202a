import { type NamedFault, sumGuaranteed } from '../domain/agreement/agreement.ts'
import type { UnitId } from '../domain/ids.ts'
import type { UnitState } from '../domain/pool/state.ts'
import { findTermsBeyond } from '../domain/pool/unit.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findAgreementVersion } from '../store/agreement-store.ts'
import type { TxPart } from '../store/tx.ts'
import { findUnits, unitStands } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

type Refusal = { readonly kind: 'agreement-does-not-add-up'; readonly errors: readonly NamedFault[] }

/**
 * Refuses to leave a unit with fewer beds than its agreement guarantees, counting the agreement's other units too. They
 * must stand as they were read when the beds go, or two units could each give up what the other was counted on for.
 */
export async function keepGuaranteedBeds(
  deps: Deps,
  unit: UnitState,
  beds: number,
  now: Instant,
): Promise<Result<readonly TxPart[], Refusal>> {
  const countedOn = new Map<UnitId, UnitState>()
  for (const { agreementId, agreementVersion, groups } of findTermsBeyond(unit, beds, now)) {
    const saved = await findAgreementVersion(deps.store, agreementId, agreementVersion)
    const named = saved?.agreement.units.filter((unitId) => unitId !== unit.unitId) ?? []
    const others = [...(await findUnits(deps.store, named)).values()]
    const elsewhere = others.reduce((sum, other) => sum + other.beds.length, 0)
    if (sumGuaranteed(groups) > beds + elsewhere) {
      const errors = [{ pointer: '/rooms', rule: 'guarantees-exceed-beds' }]
      return refused({ kind: 'agreement-does-not-add-up', errors })
    }
    for (const other of others) countedOn.set(other.unitId, other)
  }
  return accepted([...countedOn.values()].map(unitStands))
}
