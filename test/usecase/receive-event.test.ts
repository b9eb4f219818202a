import { beforeAll, describe, expect, it } from 'vitest'
import { ReceiveEventRequest } from '../../lib/contract/incoming-event.ts'
import type { UnitId } from '../../lib/domain/ids.ts'
import { type Instant, plusMinutes } from '../../lib/kernel/instant.ts'
import { findUnit } from '../../lib/store/unit-store.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { receiveEvent } from '../../lib/usecases/receive-event.ts'
import { reconcileUnits } from '../../lib/usecases/reconcile-units.ts'
import { foundUnit, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const later = (minutes: number): Instant => plusMinutes(NOON, minutes)

describe('receive-event: a patient record system tells, and may tell late, twice or in the wrong order', () => {
  let deps: Deps
  let places = 0
  beforeAll(async () => {
    deps = (await freshTable()).deps
  })

  /** A unit that cleans, and its record system. Each event takes a number of its own unless it is given one. */
  async function place() {
    places += 1
    const unitId = await foundUnit(deps, `epj-${places}`, { beds: 3, unit: { cleaning: true } })
    const patientRef = `epj-pasient-${places}`
    let sent = 0
    const tell = (
      type: string,
      body: object,
      { now = later(120), eventId = `hendelse-${++sent}`, at = unitId } = {},
    ) => {
      const event = ReceiveEventRequest.parse({ source: 'dips', eventId, type, ...body })
      return receiveEvent(deps, { actor: wardOf(at), now }, at, event)
    }
    const admitted = (more: object = {}, how = {}) => {
      const body = { patientRef, partyId: 'k-1804', service: 'kad-somatikk', bedId: 'bed_101a', admittedAt: NOON }
      return tell('patient-admitted', { ...body, ...more }, how)
    }
    const departed = (minutes: number, how = {}) =>
      tell('patient-departed', { patientRef, departedAt: later(minutes), dischargedTo: 'hjem' }, how)
    const moved = (bedId: string, minutes: number, how = {}) =>
      tell('patient-moved', { patientRef, bedId, at: later(minutes) }, how)
    const version = async (of: UnitId = unitId) => (await findUnit(deps.store, of))?.version
    return { unitId, patientRef, tell, admitted, departed, moved, version }
  }
  const kindOf = (outcome: Awaited<ReturnType<typeof receiveEvent>>) => (outcome.ok ? 'ok' : outcome.refusal.kind)

  it('a whole stay, from the door to the clean bed', async () => {
    const { unitId, tell, admitted, moved, departed, patientRef } = await place()
    const first = await admitted()
    expect(first).toMatchObject({ ok: true, value: { unitId, bedId: 'bed_101a', state: 'active' } })
    expect(await moved('bed_101b', 30)).toMatchObject({ value: { bedId: 'bed_101b' } })
    const ready = { patientRef, event: 'utskrivningsklar', at: later(40), by: 'hf-983974910' }
    expect(kindOf(await tell('utskrivningsklar-recorded', ready))).toBe('ok')
    const stayId = first.ok ? first.value.stayId : null
    expect(await departed(60)).toMatchObject({ value: { stayId, state: 'departed' } })
    expect(await tell('bed-cleaned', { bedId: 'bed_101b', at: later(70) })).toMatchObject({
      value: { stayId: null, bedId: 'bed_101b', state: 'free' },
    })
  })

  it('the same event again gets the first answer, and nothing is done twice, also when the patient is long gone', async () => {
    const { admitted, moved, departed, tell, version } = await place()
    const steps = [
      () => admitted({}, { eventId: 'a' }),
      () => moved('bed_101b', 30, { eventId: 'b' }),
      () => departed(60, { eventId: 'c' }),
      () => tell('bed-cleaned', { bedId: 'bed_101b', at: later(70) }, { eventId: 'd' }),
    ]
    const answers = []
    for (const step of steps) answers.push(await step())
    expect(answers.map(kindOf)).toEqual(['ok', 'ok', 'ok', 'ok'])
    const before = await version()
    for (const [i, step] of steps.entries()) expect(await step()).toEqual(answers[i])
    expect(await version()).toBe(before)
  })

  it('five deliveries of one admission at once are one stay', async () => {
    const { admitted } = await place()
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => admitted({}, { eventId: 'a' })))
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1)
    expect(outcomes.map(kindOf)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
  })

  it('the same number for something else is refused', async () => {
    const { admitted, moved } = await place()
    await admitted({}, { eventId: 'a' })
    expect(kindOf(await moved('bed_101b', 30, { eventId: 'a' }))).toBe('idempotency-key-reused')
  })

  it('a departure before its admission is told so, and goes through when it is sent again after it', async () => {
    const { admitted, departed, version } = await place()
    const before = await version()
    expect(kindOf(await departed(60, { eventId: 'b' }))).toBe('patient-not-here')
    expect(await version()).toBe(before)
    await admitted({}, { eventId: 'a' })
    expect(kindOf(await departed(60, { eventId: 'b' }))).toBe('ok')
  })

  it('an admission that comes back a month later, when the patient has left, does not lie down again', async () => {
    const { admitted, departed, version } = await place()
    const first = await admitted({}, { eventId: 'a' })
    await departed(60, { eventId: 'b' })
    const before = await version()
    expect(await admitted({}, { eventId: 'a', now: later(30 * 24 * 60) })).toEqual(first)
    expect(kindOf(await admitted({}, { eventId: 'a', now: later(30 * 24 * 60 + 1) }))).toBe('event-too-old')
    expect(await version()).toBe(before)
  })

  it('what came late is set down when it happened, and never before the patient was in the bed', async () => {
    const { admitted, moved, departed } = await place()
    await admitted()
    await moved('bed_101b', 60)
    expect(kindOf(await moved('bed_102a', 30))).toBe('before-segment-began')
    expect(kindOf(await departed(30))).toBe('before-segment-began')
    expect(kindOf(await departed(90, { now: later(80) }))).toBe('time-in-the-future')
  })

  it('a cleaning from before the last patient left does not make the bed clean', async () => {
    const { admitted, departed, tell, unitId } = await place()
    await admitted()
    await departed(60)
    const clean = (minutes: number) => tell('bed-cleaned', { bedId: 'bed_101a', at: later(minutes) })
    expect(await clean(59)).toMatchObject({ refusal: { kind: 'event-overtaken', since: later(60) } })
    expect((await findUnit(deps.store, unitId))?.beds[0]?.cleaningSince).not.toBeNull()
    expect(kindOf(await clean(60))).toBe('ok')
    expect(kindOf(await clean(60))).toBe('bed-not-cleaning')
  })

  it('a cleaning that was recorded before the departure was, but happened after it, counts', async () => {
    const { admitted, departed, tell } = await place()
    await admitted()
    await departed(10, { now: later(60) })
    expect(kindOf(await tell('bed-cleaned', { bedId: 'bed_101a', at: later(30) }))).toBe('ok')
  })

  it.each([
    ['a bed that is none', 'patient-moved', { bedId: 'bed_ingen', at: later(30) }, 'bed-not-found'],
    ['a bed with somebody in it', 'patient-moved', { bedId: 'bed_102a', at: later(30) }, 'bed-not-free'],
    ['the bed that the patient has', 'patient-moved', { bedId: 'bed_101a', at: later(30) }, 'same-bed'],
    ['a second admission', 'patient-admitted', { admittedAt: NOON, bedId: 'bed_101b' }, 'patient-already-admitted'],
    ['an unknown bed cleaned', 'bed-cleaned', { bedId: 'bed_ingen', at: NOON }, 'bed-not-found'],
    ['a clean bed cleaned', 'bed-cleaned', { bedId: 'bed_101b', at: NOON }, 'bed-not-cleaning'],
  ])('%s ends in a clear answer, with nothing written', async (_what, type, body, refusal) => {
    const { admitted, tell, patientRef, version } = await place()
    await admitted()
    await admitted({ patientRef: `${patientRef}-nabo`, bedId: 'bed_102a' })
    const before = await version()
    const about = type === 'bed-cleaned' ? {} : { patientRef }
    const stay = type === 'patient-admitted' ? { partyId: 'k-1804', service: 'kad-somatikk' } : {}
    expect(kindOf(await tell(type, { ...about, ...stay, ...body }))).toBe(refusal)
    expect(await version()).toBe(before)
  })

  it("one unit's record system reaches no patient of another unit, and its numbers are its own", async () => {
    const [here, there] = [await place(), await place()]
    await here.admitted({}, { eventId: 'a' })
    const before = await here.version()
    const away = { patientRef: here.patientRef, bedId: 'bed_101b', at: later(30) }
    expect(kindOf(await there.tell('patient-moved', away, { eventId: 'a' }))).toBe('patient-not-here')
    expect(kindOf(await there.admitted({}, { eventId: 'a' }))).toBe('ok')
    expect(await here.version()).toBe(before)
  })

  it('leaves nothing half-done behind, whatever came', async () => {
    const { phantoms, unverified } = await reconcileUnits(deps, later(180))
    expect({ phantoms, unverified }).toEqual({ phantoms: [], unverified: [] })
  })
})
