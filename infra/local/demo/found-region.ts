import type { UnitState } from '../../../lib/domain/pool/state.ts'
import type { Instant } from '../../../lib/kernel/instant.ts'
import type { OsloDate } from '../../../lib/kernel/oslo-date.ts'
import { parseOsloDate } from '../../../lib/kernel/oslo-date.ts'
import { readUnits } from '../../../lib/store/unit-store.ts'
import type { Deps } from '../../../lib/usecases/deps.ts'
import { putUnit } from '../../../lib/usecases/describe-unit.ts'
import { putAgreement } from '../../../lib/usecases/save-agreement.ts'
import { inTurnsOf } from '../in-turns.ts'
import type { Region } from './region.ts'

/** The region's own data breaks a rule of the service: a fault in the file, for whoever edits it. */
export class RegionRefusedFault extends Error {
  override readonly name = 'RegionRefusedFault'
}

const ADMIN = { role: 'admin', org: '*' } as const
const AT_ONCE = 8

/**
 * Puts the units and then the agreements, as an admin would, at the instant where the history begins.
 * What an interrupted load has put already is met as it is.
 */
export async function foundRegion(deps: Deps, region: Region, now: Instant): Promise<readonly UnitState[]> {
  const request = { actor: ADMIN, now, precondition: { kind: 'absent' } as const }
  const judge = (id: string, outcome: { ok: true } | { ok: false; refusal: { kind: string } }) => {
    if (!outcome.ok && outcome.refusal.kind !== 'version-mismatch')
      throw new RegionRefusedFault(`${id}: ${JSON.stringify(outcome.refusal)}`)
  }
  await inTurnsOf(AT_ONCE, region.units, async ({ unitId, request: unit }) =>
    judge(unitId, await putUnit(deps, request, { ...unit, unitId })),
  )
  await inTurnsOf(AT_ONCE, region.agreements, async ({ agreementId, request: agreement }) => {
    const inForce = { ...agreement, fom: earlier(agreement.fom, startOfYear(now)) }
    judge(agreementId, await putAgreement(deps, request, agreementId, inForce))
  })
  const unitIds = region.units.map((unit) => unit.unitId)
  const { units } = await readUnits(deps.store, { unitIds })
  return unitIds.flatMap((unitId) => units.get(unitId) ?? [])
}

const earlier = (a: OsloDate, b: OsloDate): OsloDate => (a < b ? a : b)

/** On a machine whose clock stands before the file's own dates, the agreements must still hold for the whole history. */
function startOfYear(now: Instant): OsloDate {
  const date = parseOsloDate(`${now.slice(0, 4)}-01-01`)
  if (!date) throw new RangeError(`${now} has no year`)
  return date
}
