import type { AnswerOf } from '../contract/routes.ts'
import { byText } from '../kernel/by-text.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findUnits } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'
import { type NotReadable, openBook, type ReadAt } from './show-avregning.ts'

/** The units that any version of the agreement has named, so that old months have names too. */
export async function listUnitsOf(deps: Deps, ask: ReadAt): Promise<Result<AnswerOf<'list-units'>, NotReadable>> {
  const opened = await openBook(deps, ask)
  if (!opened.ok) return opened
  const { versions } = opened.value.book
  const unitIds = [...new Set(versions.flatMap(({ agreement }) => agreement.units))]
  const units = await findUnits(deps.store, unitIds)
  const newest = versions.at(-1)?.agreement
  if (!newest) return refused({ kind: 'agreement-not-found' })
  const { name = null, street, postalCode, city } = newest.finance?.ehf?.parties?.[newest.host] ?? {}
  const address = [street, [postalCode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return accepted({
    agreementId: ask.agreementId,
    name: newest.name,
    host: { partyId: newest.host, name, address: address === '' ? null : address },
    units: [...units.values()]
      .sort(byText(({ profile }) => profile.name))
      .map(({ unitId, profile: { name, kommune, area, phone }, beds }) => ({
        unitId,
        name,
        kommune,
        area,
        phone,
        physical: beds.length,
      })),
  })
}
