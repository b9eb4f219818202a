import { beforeAll, expect, it } from 'vitest'
import { PutAgreementRequest } from '../../lib/contract/agreement.ts'
import { PutUnitRequest } from '../../lib/contract/unit.ts'
import type { AgreementId, UnitId } from '../../lib/domain/ids.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { getUnit, putUnit } from '../../lib/usecases/describe-unit.ts'
import { putAgreement } from '../../lib/usecases/save-agreement.ts'
import { ADMIN, agreementBody, foundUnit, NOON, unitBody } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const GROUPS = [
  { group: 'kommuner', guaranteed: 2 },
  { group: 'hf', guaranteed: 1 },
]
let deps: Deps
beforeAll(async () => {
  deps = (await freshTable()).deps
})

const asAdmin = (version: number) => ({ actor: ADMIN, now: NOON, precondition: { kind: 'version', version } as const })
async function describe(unitId: UnitId, beds: number) {
  const body = PutUnitRequest.parse(unitBody(beds))
  const unit = await getUnit(deps, { actor: ADMIN, now: NOON }, unitId)
  return putUnit(deps, asAdmin(unit.ok ? unit.value.version : 0), { ...body, unitId })
}

const SHORT = {
  ok: false,
  refusal: {
    kind: 'agreement-does-not-add-up',
    errors: [{ pointer: '/rooms', rule: 'guarantees-exceed-beds' }],
  },
}

it('a unit keeps the beds that its agreement guarantees', async () => {
  const unitId = await foundUnit(deps, 'lovet', { beds: 4, agreement: { groups: GROUPS } })
  expect(await describe(unitId, 2)).toEqual(SHORT)
  expect(await describe(unitId, 3)).toMatchObject({ ok: true })
})

it('also those of a version that is still to come', async () => {
  const unitId = await foundUnit(deps, 'kommer', { beds: 4 })
  const body = PutAgreementRequest.parse(agreementBody([unitId], { groups: GROUPS, fom: '2027-01-01' }))
  expect(await putAgreement(deps, asAdmin(1), 'agr_kommer' as AgreementId, body)).toMatchObject({ ok: true })
  expect(await describe(unitId, 2)).toEqual(SHORT)
})

it('two units of one agreement cannot both give up what the other was counted on for', async () => {
  const [one, other] = [await foundUnit(deps, 'en', { beds: 2 }), 'unit_to' as UnitId]
  const created = { ...asAdmin(0), precondition: { kind: 'absent' } as const }
  await putUnit(deps, created, { ...PutUnitRequest.parse(unitBody(2)), unitId: other })
  const body = PutAgreementRequest.parse(agreementBody([one, other], { groups: GROUPS }))
  expect(await putAgreement(deps, asAdmin(1), 'agr_en' as AgreementId, body)).toMatchObject({ ok: true })
  const outcomes = await Promise.all([describe(one, 1), describe(other, 1)])
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  expect(outcomes).toContainEqual(SHORT)
})
