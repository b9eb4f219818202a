import { beforeAll, describe, expect, it } from 'vitest'
import { AdmitPatientRequest, ChangeResponsibilityRequest, MoveStayRequest } from '../../lib/contract/stay.ts'
import type { StayId, UnitId } from '../../lib/domain/ids.ts'
import { plusMinutes } from '../../lib/kernel/instant.ts'
import { findUnitBytes, listJournal, readUnits } from '../../lib/store/unit-store.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { changeResponsibility } from '../../lib/usecases/follow-stay.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { moveStay } from '../../lib/usecases/move-stay.ts'
import { fitting, type Otherwise, tellOtherwise } from '../support/fitting-patients.ts'
import { foundUnit, leaderOf, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const THREATENED: Otherwise = { inputs: { vitalFunctionsThreatened: 'yes' } }
const LEGE = { reason: 'Avklart med vakthavende', roles: ['lege'] }
const TEAM = { reason: 'Avklart med vakthavende', roles: ['lege', 'sykepleier'] }

describe('admit-patient held against the criteria', () => {
  let deps: Deps
  beforeAll(async () => {
    deps = (await freshTable()).deps
  })

  const kad = (name: string, more: Parameters<typeof foundUnit>[2] = {}) =>
    foundUnit(deps, name, { ...more, unit: { kind: 'kad', ...more.unit } })
  const admit = (
    unitId: UnitId,
    otherwise: Otherwise,
    more: { readonly partyId?: string; readonly override?: object; readonly asLeader?: boolean } = {},
  ) => {
    const { asLeader = false, ...rest } = more
    const told = tellOtherwise(fitting('kad-somatikk').told, otherwise)
    const patientRef = `ref-${unitId}-${JSON.stringify(more)}`.slice(0, 100)
    const body = AdmitPatientRequest.parse({ ...told, partyId: 'k-1804', service: 'kad-somatikk', patientRef, ...rest })
    const actor = asLeader ? leaderOf(unitId) : wardOf(unitId)
    return admitPatient(deps, { actor, now: NOON }, { ...body, unitId })
  }
  const admissionIn = async (unitId: UnitId) => {
    const event = (await listJournal(deps.store, unitId)).find(({ type }) => type === 'patient-admitted')
    if (event?.type !== 'patient-admitted') throw new Error('nobody was admitted')
    return event.data
  }
  const storedIn = async (stayId: string) =>
    (await readUnits(deps.store, { unitIds: [], stayIds: [stayId as StayId] })).stays.get(stayId as StayId)

  it('lets in who fits, without anybody overriding', async () => {
    const unitId = await kad('fits')
    const outcome = await admit(unitId, {}, { override: LEGE })
    expect(outcome.ok).toBe(true)
    expect(await admissionIn(unitId)).toMatchObject({
      // A needless override is ignored.
      override: null,
      assessment: { outcome: 'fits', criteriaSetId: 'kad-somatic', criteriaVersion: '0.1.0', news2Total: 0 },
    })
  })

  it.each<[what: string, otherwise: Otherwise, outcome: string, criterion: string]>([
    ['no', THREATENED, 'does-not-fit', 'SOM-EKS-01'],
    ['not known', { inputs: { fall: undefined } }, 'ask-doctor', 'SOM-EKS-11'],
    ['contradicted', { answers: { 'SOM-INK-09': 'no' } }, 'ask-doctor', 'SOM-INK-09'],
  ])('refuses, and writes nothing, when the answer is: %s', async (_what, otherwise, outcome, criterion) => {
    const unitId = await kad(`refuses-${outcome}-${criterion.toLowerCase()}`)
    const before = await findUnitBytes(deps.store, unitId)
    expect(await admit(unitId, otherwise)).toEqual({
      ok: false,
      refusal: { kind: 'assessment-says-no', outcome, criteria: [criterion] },
    })
    expect(await findUnitBytes(deps.store, unitId)).toBe(before)
    // The reference was not taken either: the same patient comes in with a reason.
    expect((await admit(unitId, otherwise, { override: LEGE })).ok).toBe(true)
  })

  it.each<[party: string, roles: readonly string[], refusal: string | null]>([
    ['k-1804', ['lege'], null],
    ['k-1804', ['sykepleier'], 'override-needs-doctor'],
    ['k-1804', ['psykologspesialist'], 'override-needs-doctor'],
    ['k-1804', ['lege', 'sykepleier'], null],
    ['hf-983974910', ['lege'], 'override-needs-joint-team'],
    ['hf-983974910', ['sykepleier'], 'override-needs-doctor'],
    ['hf-983974910', ['lege', 'psykologspesialist'], 'override-needs-joint-team'],
    ['hf-983974910', ['lege', 'sykepleier'], null],
  ])('for %s overridden by %s: %s', async (partyId, roles, refusal) => {
    const unitId = await kad(`override-${partyId}-${roles.join('-')}`)
    const outcome = await admit(unitId, THREATENED, { partyId, override: { ...LEGE, roles } })
    if (refusal !== null) expect(outcome).toMatchObject({ refusal: { kind: refusal } })
    else expect(outcome.ok).toBe(true)
  })

  it('keeps in the journal what was overridden and how it came out, and nothing of what was told', async () => {
    const unitId = await kad('journal')
    const otherwise: Otherwise = { ...THREATENED, ageYears: 17, news2: { pulse: 131 } }
    const outcome = await admit(unitId, otherwise, { override: TEAM })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    expect(await admissionIn(unitId)).toMatchObject({
      override: { ...TEAM, of: ['criteria'], criteria: ['SOM-INK-01', 'SOM-EKS-01'] },
      assessment: { outcome: 'does-not-fit', criteriaSetId: 'kad-somatic', criteriaVersion: '0.1.0', news2Total: 3 },
    })
    const told = tellOtherwise(fitting('kad-somatikk').told, otherwise)
    const names = [
      ...Object.keys(told.inputs ?? {}),
      ...Object.keys(told.news2 ?? {}),
      'ageYears',
      'answers',
      'reasons',
    ]
    const written = JSON.stringify(await listJournal(deps.store, unitId)) + (await findUnitBytes(deps.store, unitId))
    expect(names.filter((name) => written.includes(`"${name}"`))).toEqual([])
    expect(Object.keys(told.answers ?? {}).filter((id) => written.includes(id))).toEqual([])
    expect(await verifyUnit(deps.store, unitId)).toMatchObject({ ok: true, stateMatches: true })
  })

  it('keeps what was told with the stay, with version and reasons, through all that happens to it', async () => {
    const unitId = await kad('stay-item')
    const outcome = await admit(unitId, THREATENED, { override: LEGE })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    const stayId = outcome.value.stayId as StayId
    const stored = await storedIn(stayId)
    const kept = JSON.parse(stored?.assessment ?? 'null')
    expect(kept.told).toEqual(tellOtherwise(fitting('kad-somatikk').told, THREATENED))
    expect(kept.assessment).toMatchObject({ outcome: 'does-not-fit', criteriaVersion: '0.1.0' })
    expect(kept.assessment.reasons).toHaveLength(33)

    const request = { actor: wardOf(unitId), now: plusMinutes(NOON, 60) }
    const bedId = outcome.value.bedId === 'bed_102a' ? 'bed_101a' : 'bed_102a'
    await moveStay(deps, request, { ...MoveStayRequest.parse({ bedId }), unitId, stayId })
    const body = { partyId: 'hf-983974910', service: 'observasjon', from: NOON, reason: 'avklart' }
    const changed = await changeResponsibility(deps, request, {
      ...ChangeResponsibilityRequest.parse(body),
      unitId,
      stayId,
    })
    expect(changed).toMatchObject({ ok: true, value: { bedId, segments: [{ partyId: 'hf-983974910' }, {}] } })
    expect((await storedIn(stayId))?.assessment).toBe(stored?.assessment)
  })

  it('stops a felles døgnenhet too when it is a clear no, and is advice there when something is unanswered', async () => {
    const unitId = await foundUnit(deps, 'felles', { unit: { kind: 'felles-dogn' } })
    expect(await admit(unitId, THREATENED)).toMatchObject({
      refusal: { kind: 'assessment-says-no', outcome: 'does-not-fit', criteria: ['SOM-EKS-01'] },
    })
    expect((await admit(unitId, THREATENED, { override: LEGE })).ok).toBe(true)
    const other = await foundUnit(deps, 'felles-ubesvart', { unit: { kind: 'felles-dogn' } })
    expect((await admit(other, { inputs: { fall: undefined } })).ok).toBe(true)
    expect(await admissionIn(other)).toMatchObject({ override: null, assessment: { outcome: 'ask-doctor' } })
  })

  it('is advice only where the set does not bind the kind of unit, and is kept as such', async () => {
    const unitId = await foundUnit(deps, 'advice', { unit: { kind: 'sykestue' } })
    const outcome = await admit(unitId, THREATENED)
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    expect(await admissionIn(unitId)).toMatchObject({
      override: null,
      assessment: { outcome: 'does-not-fit', criteriaSetId: 'kad-somatic' },
    })
    expect(JSON.parse((await storedIn(outcome.value.stayId))?.assessment ?? 'null').assessment.outcome).toBe(
      'does-not-fit',
    )
  })

  it('one override may set aside the guarantee and the criteria, and says both', async () => {
    const groups = [
      { group: 'kommuner', guaranteed: 0 },
      { group: 'hf', guaranteed: 1 },
    ]
    const unitId = await kad('both', { beds: 1, agreement: { groups } })
    const byWard = await admit(unitId, THREATENED, { override: TEAM })
    expect(byWard).toMatchObject({ refusal: { kind: 'override-needs-ward-leader' } })
    const byLege = await admit(unitId, THREATENED, { override: LEGE, asLeader: true })
    expect(byLege).toMatchObject({ refusal: { kind: 'override-needs-joint-team' } })
    const outcome = await admit(unitId, THREATENED, { override: TEAM, asLeader: true })
    expect(outcome.ok).toBe(true)
    expect(await admissionIn(unitId)).toMatchObject({
      override: { of: ['guarantee', 'criteria'], criteria: ['SOM-EKS-01'] },
    })
  })

  it('refuses by name what it cannot read, and takes nobody in', async () => {
    const unitId = await kad('bad-input')
    const before = await findUnitBytes(deps.store, unitId)
    expect(await admit(unitId, { inputs: { assessedAt: 'i dag', nonsense: 'x' } })).toMatchObject({
      refusal: {
        kind: 'invalid-request',
        errors: [
          { pointer: '/inputs/assessedAt', rule: 'format' },
          { pointer: '/inputs/nonsense', rule: 'unknown' },
        ],
      },
    })
    expect(await findUnitBytes(deps.store, unitId)).toBe(before)
  })
})
