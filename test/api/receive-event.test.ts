import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { expectSound, found, tableBytes } from '../support/http-world.ts'

describe('receive-event', () => {
  let api: Api
  let record: Caller
  const params = { unitId: 'unit_epj' }
  const admission = {
    source: 'dips',
    eventId: 'f1',
    type: 'patient-admitted',
    patientRef: 'epj-4711',
    partyId: 'k-1804',
    service: 'kad-somatikk',
  }
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    await found(api, 'epj')
    record = await api.as({ role: 'ward', unit: params.unitId })
  })
  const now = () => new Date(api.now()).toISOString()

  it('takes an admission, and the board shows it', async () => {
    const { stayId } = await record.ok('receive-event', { params, body: { ...admission, admittedAt: now() } })
    const { beds } = await record.ok('show-board', { params })
    expect(beds.flatMap(({ occupant }) => occupant?.stayId ?? [])).toEqual([stayId])
    await expectSound(api)
  })

  it.each([
    ['a fødselsnummer for a reference', { patientRef: '13097248022' }, '/patientRef'],
    ['one in the middle of the number of the event', { eventId: 'melding 130972 48022' }, '/eventId'],
    ['one in a field that is none', { pasient: { fnr: '13097248022' } }, '/pasient/fnr'],
  ])('refuses %s, and keeps nothing of it', async (_what, more, pointer) => {
    const before = await tableBytes(api)
    const problem = await record.refused('receive-event', {
      params,
      body: { ...admission, admittedAt: now(), ...more },
    })
    expect([codeOf(problem), problem.errors]).toEqual([
      'person-identifier-refused',
      [{ pointer, rule: 'person-identifier' }],
    ])
    expect(JSON.stringify(problem)).not.toMatch(/130972/)
    expect(await tableBytes(api)).toBe(before)
  })

  it.each([
    ['an event that nobody knows', { type: 'patient-born' }, '/type'],
    ['a name', { navn: 'Ola' }, '/navn'],
    ['an admission without its time', { type: 'patient-admitted' }, '/admittedAt'],
    ['a sender without a name', { source: undefined, admittedAt: '2026-11-22T10:00:00Z' }, '/source'],
  ])('refuses %s by name', async (_what, more, pointer) => {
    const problem = await record.refused('receive-event', { params, body: { ...admission, eventId: 'f2', ...more } })
    expect([codeOf(problem), problem.errors?.map((error) => error.pointer)]).toEqual([
      'invalid-request',
      expect.arrayContaining([pointer]),
    ])
  })
})
