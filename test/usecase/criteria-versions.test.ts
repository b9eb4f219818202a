import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { PutCriteriaSetRequest, PutVariantRequest } from '../../lib/contract/criteria.ts'
import { AdmitPatientRequest } from '../../lib/contract/stay.ts'
import type { StayId, UnitId } from '../../lib/domain/ids.ts'
import { plusMinutes } from '../../lib/kernel/instant.ts'
import { criteriaVersionKey, stayKey } from '../../lib/store/keys.ts'
import { marshalKey } from '../../lib/store/store-client.ts'
import { listJournal, readUnits } from '../../lib/store/unit-store.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { replayAssessment } from '../../lib/usecases/replay-assessment.ts'
import { getCriteriaSet, putCriteriaSet } from '../../lib/usecases/save-criteria-set.ts'
import { putVariant } from '../../lib/usecases/save-variant.ts'
import { fitting } from '../support/fitting-patients.ts'
import { ADMIN, foundUnit, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const SERVICE = 'kad-somatikk'

describe('the version in force', () => {
  let deps: Deps
  let unitId: UnitId
  beforeAll(async () => {
    deps = (await freshTable()).deps
    unitId = await foundUnit(deps, 'datert', { beds: 30, unit: { kind: 'kad' } })
  })

  const save = async (validFrom: string, minAge: number, version: number) => {
    const set = await getCriteriaSet(deps, { criteriaSetId: 'kad-somatic', version: '0.1.0' })
    if (!set.ok) throw new Error('no core set')
    const { criteriaSetId, version: _v, criteriaVersion, savedAt, ...content } = set.value
    const body = PutCriteriaSetRequest.parse({ ...content, validFrom, config: { ...content.config, minAge } })
    const request = { actor: ADMIN, now: NOON, precondition: { kind: 'version', version } as const }
    const saved = await putCriteriaSet(deps, request, criteriaSetId, body)
    if (!saved.ok) throw new Error(JSON.stringify([saved.refusal, criteriaVersion, savedAt]))
  }
  const vary = (validFrom: string, version: number, more: object = {}) => {
    const variant = {
      core: { criteriaSetId: 'kad-somatic', criteriaVersion: '0.1.0' },
      validFrom,
      requireAssessment: true,
      binds: true,
      changes: [{ does: 'loosen', criterionId: 'SOM-EKS-01', effect: 'warn', reason: 'Egen erfaring' }],
      ...more,
    }
    const precondition = version === 0 ? ({ kind: 'absent' } as const) : ({ kind: 'version', version } as const)
    const at = { unitId, service: SERVICE } as const
    return putVariant(deps, { actor: ADMIN, now: NOON, precondition }, at, PutVariantRequest.parse(variant))
  }
  let patients = 0
  const admit = async (admittedAt: string, more: object = {}) => {
    patients += 1
    const { told } = fitting(SERVICE)
    const inputs = { ...told.inputs, assessedAt: admittedAt }
    const patientRef = `ref-${patients}`
    const ask = { ...told, inputs, ageYears: 19, admittedAt, partyId: 'k-1804', service: SERVICE, patientRef, ...more }
    return await admitPatient(
      deps,
      { actor: wardOf(unitId), now: plusMinutes(NOON, 60) },
      { ...AdmitPatientRequest.parse(ask), unitId },
    )
  }
  const decidedOn = async (admittedAt: string) => {
    const outcome = await admit(admittedAt)
    const journal = await listJournal(deps.store, unitId)
    const event = journal.at(-1)
    const record = event?.type === 'patient-admitted' ? event.data.assessment : null
    if (!outcome.ok) return outcome.refusal.kind
    return `${record?.criteriaSetId} ${record?.criteriaVersion} ${record?.outcome}`
  }
  const replay = async (stayId: string) => {
    const answer = await replayAssessment(deps, { unitId, stayId: stayId as StayId })
    if (!answer.ok) throw new Error(answer.refusal.kind)
    return answer.value
  }

  it('is chosen by the local date of the admission', async () => {
    await save('2026-11-10', 20, 0)
    await save('2026-11-20', 16, 1)
    // Local midnight of 10 November is 23:00 UTC the date before.
    expect(await decidedOn('2026-11-09T22:59:59.999Z')).toBe('kad-somatic 0.1.0 fits')
    expect(await decidedOn('2026-11-09T23:00:00Z')).toBe('assessment-says-no')
    expect(await decidedOn('2026-11-19T22:59:59.999Z')).toBe('assessment-says-no')
    expect(await decidedOn('2026-11-19T23:00:00Z')).toBe('kad-somatic 2 fits')
  })

  it('stays with the stay: the decision comes out the same again whatever has come since', async () => {
    const outcome = await admit('2026-11-22T12:00:00Z', { ageYears: 17 })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    const { stayId } = outcome.value
    const before = await replay(stayId)
    expect(before).toMatchObject({ criteriaVersion: '2', outcome: 'fits', replay: { outcome: 'fits', same: true } })
    await save('2026-11-21', 60, 2)
    expect(await decidedOn('2026-11-22T12:00:00Z')).toBe('assessment-says-no')
    expect(await replay(stayId)).toEqual(before)
  })

  it('that would come out otherwise now says so, and what it was', async () => {
    const outcome = await admit('2026-11-22T12:00:00Z', { ageYears: 81 })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    const { stayId } = outcome.value
    const { stays } = await readUnits(deps.store, { unitIds: [], stayIds: [stayId as StayId] })
    const stored = JSON.parse(stays.get(stayId as StayId)?.assessment ?? 'null')
    expect(stored).toMatchObject({ service: SERVICE, context: { hasPlace: true, kommunenummer: '1804' } })
    const tampered = JSON.stringify({ ...stored, told: { ...stored.told, ageYears: 12 } })
    await overwriteAssessment(deps, stayId, tampered)
    const shown = await replay(stayId)
    expect(shown).toMatchObject({ outcome: 'fits', replay: { outcome: 'does-not-fit', same: false } })
  })

  it('is the unit’s own from its date on, and the core set’s before it', async () => {
    expect((await vary('2026-11-22', 0)).ok).toBe(true)
    const own = `${unitId}.${SERVICE}`
    expect(await decidedOn('2026-11-19T23:00:00Z')).toBe('kad-somatic 2 fits')
    expect(await decidedOn('2026-11-21T23:00:00Z')).toBe(`${own} 1 fits`)
    const threatened = { inputs: { ...fitting(SERVICE).told.inputs, vitalFunctionsThreatened: 'yes' } }
    expect((await admit('2026-11-19T23:00:00Z', threatened)).ok).toBe(false)
    const loosened = await admit('2026-11-22T11:00:00Z', threatened)
    if (!loosened.ok) throw new Error(JSON.stringify(loosened.refusal))
    const before = await replay(loosened.value.stayId)
    expect(before).toMatchObject({ criteriaSetId: own, criteriaVersion: '1', replay: { same: true } })
    expect((await vary('2026-11-23', 1, { changes: [] })).ok).toBe(true)
    expect(await replay(loosened.value.stayId)).toEqual(before)
    expect(await verifyUnit(deps.store, unitId)).toMatchObject({ ok: true, stateMatches: true })
  })

  it('requires an assessment from its date on, and not before', async () => {
    const untold = { ageYears: null, answers: null, inputs: null, news2: null }
    expect((await admit('2026-11-21T22:59:59.999Z', untold)).ok).toBe(true)
    expect(await admit('2026-11-21T23:00:00Z', untold)).toMatchObject({
      refusal: { kind: 'assessment-missing', service: SERVICE },
    })
  })

  it('costs no round trip where the core set came with the service, and else one in the life of a process', async () => {
    const plain = await foundUnit(deps, 'uten-egen', { beds: 6, unit: { kind: 'sykestue' } })
    const trips = (unit: UnitId, service: string, within: Deps = deps) =>
      countRoundTrips(deps, async () => {
        patients += 1
        const body = { service, partyId: 'k-1804', patientRef: `ref-${patients}`, ageYears: 81 }
        await admitPatient(
          within,
          { actor: wardOf(unit), now: NOON },
          { ...AdmitPatientRequest.parse({ ...body, override: { reason: 'prøve', roles: ['lege'] } }), unitId: unit },
        )
      })
    expect(await trips(plain, 'utredning')).toBe(2)
    expect(await trips(plain, 'sykestue')).toBe(2)
    expect(await trips(plain, SERVICE)).toBe(3)
    expect(await trips(unitId, SERVICE)).toBe(3)
    const remembering = { ...deps, knownCriteria: new Map() }
    expect(await trips(plain, SERVICE, remembering)).toBe(3)
    expect(await trips(plain, SERVICE, remembering)).toBe(2)
  })

  it('is a fault, and no other version, when it is gone', async () => {
    const outcome = await admit('2026-11-22T11:30:00Z')
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    await removeVersion(deps, `${unitId}.${SERVICE}`, 1)
    await expect(replay(outcome.value.stayId)).rejects.toThrow(`criteria ${unitId}.${SERVICE} 1 are named`)
  })
})

/** Counts what goes to the table meanwhile, in the client's own way there. */
async function countRoundTrips({ store: { client } }: Deps, run: () => Promise<void>): Promise<number> {
  let trips = 0
  client.middlewareStack.add(
    (next) => (args) => {
      trips += 1
      return next(args)
    },
    { step: 'initialize', name: 'trips' },
  )
  try {
    await run()
  } finally {
    client.middlewareStack.remove('trips')
  }
  return trips
}

const overwriteAssessment = async (deps: Deps, stayId: string, text: string) =>
  await deps.store.client.send(
    new UpdateItemCommand({
      TableName: deps.store.tableName,
      Key: marshalKey(stayKey(stayId as StayId)),
      UpdateExpression: 'SET #a = :a',
      ExpressionAttributeNames: { '#a': 'assessment' },
      ExpressionAttributeValues: { ':a': { S: text } },
    }),
  )
const removeVersion = async ({ store }: Deps, criteriaSetId: string, version: number) =>
  await store.client.send(
    new DeleteItemCommand({ TableName: store.tableName, Key: marshalKey(criteriaVersionKey(criteriaSetId, version)) }),
  )
