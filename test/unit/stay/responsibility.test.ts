import { describe, expect, it } from 'vitest'
import type { BedId, PartyId, StayId } from '../../../lib/domain/ids.ts'
import { foldStays } from '../../../lib/domain/stay/stay-record.ts'
import type { Service } from '../../../lib/domain/vocabulary.ts'
import { type Instant, plusMinutes, plusMs } from '../../../lib/kernel/instant.ts'
import {
  BODO,
  foundLedger,
  GILDESKAL,
  HF,
  type Ledger,
  perform,
  START,
  tryPerform,
  wardOf,
} from '../../support/pool-ledger.ts'

const STAY = 'stay_1' as StayId
const ADMITTED = plusMinutes(START, 60)
const MOVED = plusMinutes(START, 120)
const NOW = plusMinutes(START, 240)
const ctx = (ledger: Ledger, now = NOW) => ({ now, actor: wardOf(ledger.unitId) })

const recordOf = ({ unitId, journal }: Ledger) => {
  const record = foldStays(unitId, journal).get(STAY)
  if (!record) throw new Error('the journal tells of no stay')
  return record
}
const segmentsOf = (ledger: Ledger) =>
  recordOf(ledger).segments.map(({ from, until, partyId, service, bedId }) => [from, until, partyId, service, bedId])

const change = (ledger: Ledger, from: Instant, partyId: PartyId = HF, service: Service = 'observasjon') =>
  tryPerform(
    ledger,
    { name: 'change-responsibility', ask: { stayId: STAY, partyId, service, from, reason: 'avklart' } },
    ctx(ledger),
  )
function changed(ledger: Ledger, from: Instant, partyId?: PartyId, service?: Service): Ledger {
  const outcome = change(ledger, from, partyId, service)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}

/** Admitted for Bodø in one bed, moved to another an hour later. */
function twoSegments(): Ledger {
  const found = foundLedger({})
  const admitted = perform(
    found,
    {
      name: 'admit-patient',
      ask: {
        stayId: STAY,
        partyId: BODO,
        service: 'kad-somatikk',
        needs: [],
        holdId: null,
        bedId: 'bed_101a' as BedId,
        waitingId: null,
        admittedAt: ADMITTED,
        expectedDepartureAt: null,
        override: null,
        origin: { referrer: null, reasonGroup: null, ageBand: null, oppholdskommune: null },
      },
    },
    ctx(found),
  )
  const move = { stayId: STAY, bedId: 'bed_102a' as BedId, at: MOVED, override: null }
  return perform(admitted, { name: 'move-stay', ask: move }, ctx(found))
}

describe('responsibility from an instant on', () => {
  const [before, after] = [plusMs(MOVED, -1), plusMs(MOVED, 1)]

  it.each<[what: string, from: Instant, expected: readonly (readonly unknown[])[]]>([
    [
      'a millisecond before the segment begins',
      before,
      [
        [ADMITTED, before, BODO, 'kad-somatikk', 'bed_101a'],
        [before, MOVED, HF, 'observasjon', 'bed_101a'],
        [MOVED, null, HF, 'observasjon', 'bed_102a'],
      ],
    ],
    [
      'as the segment begins',
      MOVED,
      [
        [ADMITTED, MOVED, BODO, 'kad-somatikk', 'bed_101a'],
        [MOVED, null, HF, 'observasjon', 'bed_102a'],
      ],
    ],
    [
      'a millisecond after the segment began',
      after,
      [
        [ADMITTED, MOVED, BODO, 'kad-somatikk', 'bed_101a'],
        [MOVED, after, BODO, 'kad-somatikk', 'bed_102a'],
        [after, null, HF, 'observasjon', 'bed_102a'],
      ],
    ],
    [
      'from the admission on',
      ADMITTED,
      [
        [ADMITTED, MOVED, HF, 'observasjon', 'bed_101a'],
        [MOVED, null, HF, 'observasjon', 'bed_102a'],
      ],
    ],
    [
      'from now on',
      NOW,
      [
        [ADMITTED, MOVED, BODO, 'kad-somatikk', 'bed_101a'],
        [MOVED, NOW, BODO, 'kad-somatikk', 'bed_102a'],
        [NOW, null, HF, 'observasjon', 'bed_102a'],
      ],
    ],
  ])('%s', (_what, from, expected) => {
    const ledger = changed(twoSegments(), from)
    expect(segmentsOf(ledger)).toEqual(expected)
    expect(ledger.state.stays).toMatchObject([
      { partyId: HF, service: 'observasjon', bedId: 'bed_102a', segmentFrom: expected.at(-1)?.[0] },
    ])
  })

  it('lies neither in the future nor before the admission', () => {
    const ledger = twoSegments()
    expect(change(ledger, plusMs(NOW, 1))).toMatchObject({ refusal: { kind: 'time-in-the-future', field: 'from' } })
    expect(change(ledger, plusMs(ADMITTED, -1))).toMatchObject({
      refusal: { kind: 'before-admission', field: 'from', admittedAt: ADMITTED },
    })
  })

  it('replaces all that an earlier change had settled after it', () => {
    const once = changed(twoSegments(), plusMinutes(MOVED, 30), HF, 'utredning')
    const twice = changed(once, plusMinutes(MOVED, 10), GILDESKAL, 'utskrivningsklar')
    expect(segmentsOf(twice)).toEqual([
      [ADMITTED, MOVED, BODO, 'kad-somatikk', 'bed_101a'],
      [MOVED, plusMinutes(MOVED, 10), BODO, 'kad-somatikk', 'bed_102a'],
      [plusMinutes(MOVED, 10), plusMinutes(MOVED, 30), GILDESKAL, 'utskrivningsklar', 'bed_102a'],
      [plusMinutes(MOVED, 30), null, GILDESKAL, 'utskrivningsklar', 'bed_102a'],
    ])
  })

  it('is kept in the journal with its reason', () => {
    const ledger = changed(twoSegments(), MOVED)
    expect(ledger.journal.at(-1)).toMatchObject({
      type: 'responsibility-changed',
      actor: wardOf(ledger.unitId),
      data: { stayId: STAY, partyId: HF, service: 'observasjon', from: MOVED, reason: 'avklart' },
    })
  })

  it('keeps to services that the unit offers, and to patients who are there', () => {
    const found = foundLedger({ profile: { services: ['kad-somatikk'] } })
    const ask = { stayId: STAY, partyId: HF, service: 'utredning' as const, from: START, reason: 'avklart' }
    expect(tryPerform(found, { name: 'change-responsibility', ask }, ctx(found))).toMatchObject({
      refusal: { kind: 'stay-not-found' },
    })
    const ledger = twoSegments()
    const narrow = {
      ...ledger,
      state: { ...ledger.state, profile: { ...ledger.state.profile, services: ['kad-somatikk' as const] } },
    }
    expect(change(narrow, MOVED, HF, 'utredning')).toMatchObject({ refusal: { kind: 'service-not-offered' } })
    expect(change(narrow, MOVED, HF, 'kad-somatikk').ok).toBe(true)
  })

  it('forbids to leave or move before it', () => {
    const ledger = changed(twoSegments(), plusMinutes(MOVED, 30))
    const leave = (departedAt: Instant) =>
      tryPerform(
        ledger,
        { name: 'discharge-patient', ask: { stayId: STAY, departedAt, dischargedTo: 'hjem' } },
        ctx(ledger),
      )
    expect(leave(plusMs(plusMinutes(MOVED, 30), -1))).toMatchObject({
      refusal: { kind: 'before-segment-began', began: plusMinutes(MOVED, 30) },
    })
    const left = leave(plusMinutes(MOVED, 30))
    if (!left.ok) throw new Error('the patient may leave as the segment begins')
    expect(segmentsOf(left.value)).toEqual([
      [ADMITTED, MOVED, BODO, 'kad-somatikk', 'bed_101a'],
      [MOVED, plusMinutes(MOVED, 30), BODO, 'kad-somatikk', 'bed_102a'],
    ])
  })
})
