import { PutAgreementRequest } from '../../lib/contract/agreement.ts'
import { PutUnitRequest } from '../../lib/contract/unit.ts'
import type { AgreementId, UnitId } from '../../lib/domain/ids.ts'
import { type Instant, parseInstant } from '../../lib/kernel/instant.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { putUnit } from '../../lib/usecases/describe-unit.ts'
import { putAgreement } from '../../lib/usecases/save-agreement.ts'

export const at = (text: string): Instant => {
  const instant = parseInstant(text)
  if (!instant) throw new RangeError(`${text} is no instant`)
  return instant
}

export const NOON = at('2026-11-22T12:00:00Z')
export const ADMIN = { role: 'admin', org: '*' } as const
export const AMK = { role: 'dispatcher', org: 'amk-nordland' } as const
export const wardOf = (unitId: UnitId) => ({ role: 'ward', org: unitId }) as const
export const leaderOf = (unitId: UnitId) => ({ role: 'ward-leader', org: unitId }) as const

export const AREA = 'lofoten-vesteralen-salten'
/** A unit body as a client sends it: `beds` plain beds, two to a room. */
export const unitBody = (beds: number, more: object = {}) => ({
  name: 'Prøveenheten',
  kind: 'felles-dogn',
  kommune: '1804',
  area: AREA,
  phone: '+47 00 00 00 01',
  lat: 67.28,
  lon: 14.4,
  cleaning: false,
  staffed: beds,
  capabilities: ['oksygen', 'iv', 'crp'],
  rooms: Array.from({ length: Math.ceil(beds / 2) }, (_, r) => ({
    room: String(101 + r),
    beds: Array.from({ length: Math.min(2, beds - 2 * r) }, (_, b) => ({
      bedId: `bed_${101 + r}${'ab'[b]}`,
      features: [],
    })),
  })),
  ...more,
})

/** An agreement of a HF and two kommuner over the units, without guarantees unless `more` says so. */
export const agreementBody = (units: readonly string[], more: object = {}) => ({
  name: 'Prøveavtalen',
  host: 'k-1804',
  fom: '2026-01-01',
  units,
  parties: [
    { partyId: 'hf-983974910', group: 'hf' },
    { partyId: 'k-1804', group: 'kommuner', population: 53712 },
    { partyId: 'k-1839', group: 'kommuner', population: 1062 },
  ],
  groups: [
    { group: 'kommuner', guaranteed: 0 },
    { group: 'hf', guaranteed: 0 },
  ],
  guests: { admitted: true, rateOre: 1_200_000 },
  ...more,
})

/** Saves a unit and the agreement over it through the use cases, and gives the unit's id. */
export async function foundUnit(
  deps: Deps,
  name: string,
  {
    beds = 3,
    unit = {},
    agreement = {},
    now = NOON,
  }: { beds?: number; unit?: object; agreement?: object; now?: Instant } = {},
): Promise<UnitId> {
  const unitId = `unit_${name}` as UnitId
  const request = { actor: ADMIN, now, precondition: { kind: 'absent' } as const }
  const described = await putUnit(deps, request, { ...PutUnitRequest.parse(unitBody(beds, unit)), unitId })
  if (!described.ok) throw new Error(`unit refused: ${JSON.stringify(described.refusal)}`)
  const body = PutAgreementRequest.parse(agreementBody([unitId], agreement))
  const saved = await putAgreement(deps, request, `agr_${name}` as AgreementId, body)
  if (!saved.ok) throw new Error(`agreement refused: ${JSON.stringify(saved.refusal)}`)
  return unitId
}
