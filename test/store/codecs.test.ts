import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { PutCriteriaSetRequest } from '../../lib/contract/criteria.ts'
import { AddWaitingRequest } from '../../lib/contract/waiting.ts'
import type { AgreementId, LookupId, PartyId, PatientRef, StayId, UnitId } from '../../lib/domain/ids.ts'
import { findAgreement } from '../../lib/store/agreement-store.ts'
import { findCriteriaVersion } from '../../lib/store/criteria-store.ts'
import { idempotencyItemKey } from '../../lib/store/idempotency.ts'
import {
  agreementHeadKey,
  criteriaCatalogueKey,
  criteriaVersionKey,
  journalKey,
  type Key,
  lookupKey,
  patientKey,
  patientWaitingKey,
  stayKey,
  unitKey,
} from '../../lib/store/keys.ts'
import { findLookupClosing, lookupClosingPart } from '../../lib/store/lookup-store.ts'
import { type Item, marshalKey, type Store } from '../../lib/store/store-client.ts'
import { tryCommit } from '../../lib/store/tx.ts'
import { listJournal, listStaysEndedAfter, listUnits, readUnits } from '../../lib/store/unit-store.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { replayAssessment } from '../../lib/usecases/replay-assessment.ts'
import { putCriteriaSet } from '../../lib/usecases/save-criteria-set.ts'
import { addWaiting } from '../../lib/usecases/waiting-list.ts'
import { CRITERIA_SET } from '../support/criteria-bodies.ts'
import { fitting } from '../support/fitting-patients.ts'
import { ADMIN, foundUnit, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const PATIENT = 'ref-korrupt' as PatientRef
const LOOKUP = 'look_korrupt' as LookupId
const AGREEMENT = 'agr_korrupt' as AgreementId
const CRITERIA = 'korrupt'
const IDEMPOTENCY = { scope: 'ward', key: 'korrupt', fingerprint: 'f' }
const NO_ADMISSION = {
  needs: null,
  holdId: null,
  bedId: null,
  admittedAt: null,
  expectedDepartureAt: null,
  referrer: null,
  reasonGroup: null,
  ageBand: null,
  oppholdskommune: null,
  override: null,
  ...fitting('kad-somatikk').told,
}

/** Each item type with the readers that meet it, and the ways in which it can be wrong. */
describe('an item that is not what its key says', () => {
  let deps: Deps
  let store: Store
  let unitId: UnitId
  let stayId: StayId

  beforeAll(async () => {
    deps = (await freshTable()).deps
    store = deps.store
    unitId = await foundUnit(deps, 'korrupt')
    const request = { actor: wardOf(unitId), now: NOON, idempotency: IDEMPOTENCY }
    const asked = { partyId: 'k-1804' as PartyId, service: 'kad-somatikk' as const, unitId }
    const stay = await admitPatient(deps, request, { ...NO_ADMISSION, ...asked, patientRef: PATIENT })
    if (!stay.ok) throw new Error(stay.refusal.kind)
    stayId = stay.value.stayId as StayId
    const waiting = AddWaitingRequest.parse({ partyId: 'k-1804', service: 'kad-somatikk', patientRef: PATIENT })
    await addWaiting(deps, { actor: wardOf(unitId), now: NOON }, { ...waiting, unitId })
    const precondition = { kind: 'absent' } as const
    const content = PutCriteriaSetRequest.parse(CRITERIA_SET)
    await putCriteriaSet(deps, { actor: ADMIN, now: NOON, precondition }, CRITERIA, content)
    const closedBy = { role: 'dispatcher', org: 'amk' } as const
    const closing = { lookupId: LOOKUP, outcome: 'held', reason: null, unitId, closedAt: NOON, closedBy } as const
    await tryCommit(store, [lookupClosingPart(closing)])
  })

  const patient = () => ({ patientRef: PATIENT, unitId })
  const READERS: Record<string, { key: () => Key; attribute: string; reads: (() => Promise<unknown>)[] }> = {
    unit: {
      key: () => unitKey(unitId),
      attribute: 'state',
      reads: [() => readUnits(store, { unitIds: [unitId] }), () => listUnits(store)],
    },
    journal: { key: () => journalKey(unitId, 2), attribute: 'body', reads: [() => listJournal(store, unitId)] },
    stay: {
      key: () => stayKey(stayId),
      attribute: 'body',
      reads: [
        () => readUnits(store, { unitIds: [], stayIds: [stayId] }),
        () => listStaysEndedAfter(store, unitId, NOON),
      ],
    },
    agreement: {
      key: () => agreementHeadKey(AGREEMENT),
      attribute: 'body',
      reads: [() => findAgreement(store, AGREEMENT)],
    },
    'criteria catalogue': {
      key: () => criteriaCatalogueKey,
      attribute: 'body',
      reads: [() => readUnits(store, { unitIds: [], criteria: true })],
    },
    'criteria version': {
      key: () => criteriaVersionKey(CRITERIA, 1),
      attribute: 'body',
      reads: [() => findCriteriaVersion(store, CRITERIA, 1)],
    },
    lookup: { key: () => lookupKey(LOOKUP), attribute: 'body', reads: [() => findLookupClosing(store, LOOKUP)] },
    'patient’s stay': {
      key: () => patientKey(PATIENT),
      attribute: 'stayId',
      reads: [() => readUnits(store, { unitIds: [unitId], patient: patient() })],
    },
    'patient’s place in line': {
      key: () => patientWaitingKey(PATIENT, unitId),
      attribute: 'waitingId',
      reads: [() => readUnits(store, { unitIds: [unitId], patient: patient() })],
    },
    'idempotency record': {
      key: () => idempotencyItemKey(IDEMPOTENCY),
      attribute: 'answer',
      reads: [() => readUnits(store, { unitIds: [unitId], idempotency: IDEMPOTENCY })],
    },
  }

  const get = async (key: Key): Promise<Item> =>
    (await store.client.send(new GetItemCommand({ TableName: store.tableName, Key: marshalKey(key) }))).Item ?? {}
  const set = async (key: Key, attribute: string, value: string | undefined) =>
    await store.client.send(
      new UpdateItemCommand({
        TableName: store.tableName,
        Key: marshalKey(key),
        UpdateExpression: value === undefined ? 'REMOVE #a' : 'SET #a = :a',
        ExpressionAttributeNames: { '#a': attribute },
        ...(value === undefined ? {} : { ExpressionAttributeValues: { ':a': { S: value } } }),
      }),
    )

  const JSON_DAMAGE: Record<string, (text: string) => string | undefined> = {
    'is missing': () => undefined,
    'is empty': () => '',
    'is cut off': (text) => text.slice(0, -2),
    'is another thing': () => '{"hemmelig":"verdi"}',
    'has a member more': (text) => text.replace('{', '{"hemmelig":"verdi",'),
    'is null': () => 'null',
  }

  describe.each(['unit', 'journal', 'stay', 'agreement', 'criteria catalogue', 'criteria version', 'lookup'])(
    '%s',
    (name) => {
      it.each(Object.keys(JSON_DAMAGE))('whose body %s is a fault with its key, and never a default', async (how) => {
        const { key, attribute, reads } = READERS[name] ?? { key: () => unitKey(unitId), attribute: '', reads: [] }
        const whole = (await get(key()))[attribute]?.S ?? ''
        await set(key(), attribute, JSON_DAMAGE[how]?.(whole))
        for (const read of reads) {
          const fault = await read().then(
            () => undefined,
            (error: unknown) => error,
          )
          expect(fault).toMatchObject({ name: 'CorruptItemFault', message: expect.stringContaining(key().pk) })
          expect(String(fault)).not.toContain('verdi')
        }
        await set(key(), attribute, whole)
        for (const read of reads) await read()
      })
    },
  )

  describe.each(['patient’s stay', 'patient’s place in line', 'idempotency record'])('%s', (name) => {
    it.each([undefined, ''])('whose attribute is %j is a fault with its key', async (damage) => {
      const { key, attribute, reads } = READERS[name] ?? { key: () => unitKey(unitId), attribute: '', reads: [] }
      const whole = (await get(key()))[attribute]?.S ?? ''
      expect(whole).not.toBe('')
      await set(key(), attribute, damage)
      for (const read of reads) {
        await expect(read()).rejects.toMatchObject({
          name: 'CorruptItemFault',
          message: expect.stringContaining(key().pk),
        })
      }
      await set(key(), attribute, whole)
    })
  })

  it.each(Object.keys(JSON_DAMAGE).filter((how) => how !== 'is missing' && how !== 'is empty'))(
    'an assessment that %s is a fault of its stay, and of nobody who does not ask for it',
    async (how) => {
      const whole = (await get(stayKey(stayId)))['assessment']?.S ?? ''
      await set(stayKey(stayId), 'assessment', JSON_DAMAGE[how]?.(whole))
      const fault = await replayAssessment(deps, { unitId, stayId }).catch((error: unknown) => error)
      expect(fault).toMatchObject({ name: 'CorruptItemFault', message: expect.stringContaining(stayId) })
      expect(String(fault)).not.toContain('verdi')
      await readUnits(store, { unitIds: [], stayIds: [stayId] })
      await set(stayKey(stayId), 'assessment', whole)
      expect(await replayAssessment(deps, { unitId, stayId })).toMatchObject({ value: { replay: { same: true } } })
    },
  )

  it('that was read back is what was written, to the byte', async () => {
    const { units, stays, activeStay, replay } = await readUnits(store, {
      unitIds: [unitId],
      stayIds: [stayId],
      patient: patient(),
      idempotency: IDEMPOTENCY,
    })
    expect(units.get(unitId)?.stays.map((stay) => stay.stayId)).toEqual([stayId])
    expect(stays.get(stayId)?.patientRef).toBe(PATIENT)
    expect(activeStay).toEqual({ stayId, unitId })
    expect(replay).toMatchObject({ fingerprint: 'f', answer: { stayId } })
  })
})
