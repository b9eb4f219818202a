import type { AnswerOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import { agreementIdOf } from '../domain/pool/state.ts'
import { byText } from '../kernel/by-text.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result } from '../kernel/result.ts'
import { listAgreements } from '../store/agreement-store.ts'
import { listUnits } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

/** Every agreement as it was last saved. */
export async function listRegionAgreements({ store }: Deps): Promise<Result<AnswerOf<'list-agreements'>, never>> {
  const saved = await listAgreements(store)
  return accepted({
    agreements: saved
      .map(({ agreementId, version, agreement: { name, host, fom, units, parties, finance } }) => ({
        agreementId,
        version,
        name,
        host,
        fom,
        units,
        parties: parties.length,
        hasFinance: finance !== undefined,
      }))
      .sort(byText(({ agreementId }) => agreementId)),
  })
}

/** What an agreement can be made of: the admin's own units, and those that no agreement has; the region's admin sees all. */
export async function listRegionUnits(
  { store }: Deps,
  { actor: { org }, now }: { readonly actor: Actor; readonly now: Instant },
): Promise<Result<AnswerOf<'list-region-units'>, never>> {
  const units = (await listUnits(store)).map((unit) => ({ ...unit, agreementId: agreementIdOf(unit, now) }))
  return accepted({
    units: units
      .filter(({ agreementId }) => org === '*' || agreementId === null || agreementId === org)
      .map(({ unitId, profile: { name, kind, kommune, area, lat, lon }, beds, agreementId }) => ({
        unitId,
        name,
        kind,
        kommune,
        area,
        lat,
        lon,
        physical: beds.length,
        agreementId,
      }))
      .sort(byText(({ unitId }) => unitId)),
  })
}
