import { beforeAll, describe, expect, it } from 'vitest'
import {
  AdmitPatientRequest,
  ChangeResponsibilityRequest,
  DischargePatientRequest,
  RecordReviewRequest,
  RecordUtskrivningsklarRequest,
  TransferStayRequest,
} from '../../lib/contract/stay.ts'
import { PutUnitRequest } from '../../lib/contract/unit.ts'
import type { StayId, UnitId } from '../../lib/domain/ids.ts'
import { type Instant, plusMinutes, plusMs } from '../../lib/kernel/instant.ts'
import { listJournal, readUnits } from '../../lib/store/unit-store.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { putUnit } from '../../lib/usecases/describe-unit.ts'
import { dischargePatient } from '../../lib/usecases/discharge-patient.ts'
import { changeResponsibility, listDue, recordReview, recordUtskrivningsklar } from '../../lib/usecases/follow-stay.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { reconcileUnits } from '../../lib/usecases/reconcile-units.ts'
import { transferStay } from '../../lib/usecases/transfer-stay.ts'
import { ADMIN, at, foundUnit, NOON, unitBody, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const HF = 'hf-983974910'
const DOGN = 24 * 60
type At = { readonly unitId: UnitId; readonly stayId: StayId }

describe('a stay is followed', () => {
  let deps: Deps
  beforeAll(async () => {
    deps = (await freshTable()).deps
  })

  /** A HF patient in a unit of its own, admitted at noon. */
  async function admitted(name: string, more: object = {}, found: Parameters<typeof foundUnit>[2] = {}): Promise<At> {
    const unitId = await foundUnit(deps, name, found)
    const ask = { partyId: HF, service: 'mellomledd', patientRef: `ref-${name}`, ...more }
    const outcome = await admitPatient(
      deps,
      { actor: wardOf(unitId), now: NOON },
      { ...AdmitPatientRequest.parse(ask), unitId },
    )
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    return { unitId, stayId: outcome.value.stayId as StayId }
  }
  const by = ({ unitId }: At, now: Instant) => ({ actor: wardOf(unitId), now })
  const change = (stay: At, now: Instant, body: object) =>
    changeResponsibility(deps, by(stay, now), {
      ...ChangeResponsibilityRequest.parse({ partyId: 'k-1839', service: 'mellomledd', reason: 'avklart', ...body }),
      ...stay,
    })
  const tell = (stay: At, now: Instant, event: string, when: Instant = now) =>
    recordUtskrivningsklar(deps, by(stay, now), {
      ...RecordUtskrivningsklarRequest.parse({ event, at: when, by: 'nordlandssykehuset' }),
      ...stay,
    })
  const review = (stay: At, now: Instant, body: object = {}) =>
    recordReview(deps, by(stay, now), {
      ...RecordReviewRequest.parse({ at: now, roles: ['lege', 'sykepleier'], outcome: 'continue', ...body }),
      ...stay,
    })
  const leave = (stay: At, departedAt: Instant) =>
    dischargePatient(deps, by(stay, departedAt), {
      ...DischargePatientRequest.parse({ departedAt, dischargedTo: 'hjem' }),
      ...stay,
    })
  const dueIn = async ({ unitId }: At, now: Instant) => {
    const due = await listDue(deps, unitId, now)
    if (!due.ok) throw new Error(due.refusal.kind)
    return due.value
  }

  it('another party answers from an instant on, also in hindsight, and the journal says why', async () => {
    const stay = await admitted('responsibility')
    const from = plusMinutes(NOON, 60)
    const outcome = await change(stay, plusMinutes(NOON, 120), { from })
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        segments: [
          { partyId: HF, from: NOON, until: from },
          { partyId: 'k-1839', from, until: null },
        ],
      },
    })
    expect((await listJournal(deps.store, stay.unitId)).at(-1)).toMatchObject({
      type: 'responsibility-changed',
      data: { partyId: 'k-1839', from, reason: 'avklart' },
    })
    expect(await change(stay, plusMinutes(NOON, 120), { from: plusMs(NOON, -1) })).toMatchObject({
      refusal: { kind: 'before-admission' },
    })
    expect(await change(stay, from, { from: plusMs(from, 1) })).toMatchObject({
      refusal: { kind: 'time-in-the-future' },
    })
    expect(await verifyUnit(deps.store, stay.unitId)).toMatchObject({ ok: true })
  })

  it('says of a stay that is over when it ended', async () => {
    const stay = await admitted('ended')
    const departedAt = plusMinutes(NOON, 60)
    expect((await leave(stay, departedAt)).ok).toBe(true)
    const ended = { refusal: { kind: 'stay-ended', departedAt } }
    const now = plusMinutes(NOON, 120)
    expect(await change(stay, now, { from: NOON })).toMatchObject(ended)
    expect(await tell(stay, now, 'utskrivningsklar')).toMatchObject(ended)
    expect(await review(stay, now)).toMatchObject(ended)
    expect(await change({ ...stay, stayId: 'stay_nobody' as StayId }, now, { from: NOON })).toMatchObject({
      refusal: { kind: 'stay-not-found' },
    })
  })

  it('computes the duty from the messages, and lists who waits for a kommunal offer, since when', async () => {
    const stay = await admitted('waits')
    const dates = (from: string, until: string | null = null) => ({ value: { duty: { from, until } } })
    expect(await tell(stay, at('2026-11-22T13:00:00Z'), 'varslet')).toMatchObject({ value: { duty: null } })
    expect(await tell(stay, at('2026-11-23T09:00:00Z'), 'utskrivningsklar')).toMatchObject({ value: { duty: null } })
    expect((await dueIn(stay, at('2026-11-23T09:00:00Z'))).utskrivningsklare).toEqual([])
    // Half past eleven in the evening, Norwegian time: still the 23rd.
    const sent = at('2026-11-23T22:30:00Z')
    expect(await tell(stay, sent, 'melding-sendt')).toMatchObject(dates('2026-11-23'))
    expect(await tell(stay, at('2026-11-24T09:00:00Z'), 'kan-ikke-motta')).toMatchObject(dates('2026-11-23'))
    // Recorded late: the last message is the one that was given last.
    expect((await tell(stay, at('2026-11-24T10:00:00Z'), 'varslet', at('2026-11-22T14:00:00Z'))).ok).toBe(true)
    expect((await dueIn(stay, at('2026-11-24T10:00:00Z'))).utskrivningsklare).toMatchObject([
      { stayId: stay.stayId, partyId: HF, since: '2026-11-23', lastMessage: 'kan-ikke-motta' },
    ])
    expect(await tell(stay, at('2026-11-26T10:00:00Z'), 'kan-motta')).toMatchObject(dates('2026-11-23', '2026-11-26'))
    expect((await dueIn(stay, at('2026-11-26T10:00:00Z'))).utskrivningsklare).toEqual([])
    expect(await leave(stay, at('2026-11-27T10:00:00Z'))).toMatchObject(dates('2026-11-23', '2026-11-26'))
    expect(await verifyUnit(deps.store, stay.unitId)).toMatchObject({ ok: true })
  })

  it('a departure ends the duty, and a message before the admission or in the future is refused', async () => {
    const stay = await admitted('leaves')
    expect(await tell(stay, NOON, 'varslet', plusMs(NOON, -1))).toMatchObject({ refusal: { kind: 'before-admission' } })
    expect(await tell(stay, NOON, 'varslet', plusMs(NOON, 1))).toMatchObject({
      refusal: { kind: 'time-in-the-future' },
    })
    await tell(stay, NOON, 'utskrivningsklar')
    await tell(stay, NOON, 'melding-sendt')
    expect(await leave(stay, at('2026-11-24T08:00:00Z'))).toMatchObject({
      value: { duty: { from: '2026-11-22', until: '2026-11-24' } },
    })
  })

  it('a new round begins after avmelding', async () => {
    const stay = await admitted('again')
    for (const event of ['utskrivningsklar', 'melding-sendt']) await tell(stay, NOON, event)
    expect(await tell(stay, at('2026-11-24T08:00:00Z'), 'avmeldt')).toMatchObject({
      value: { duty: { from: '2026-11-22', until: '2026-11-24' } },
    })
    expect((await dueIn(stay, at('2026-11-24T08:00:00Z'))).utskrivningsklare).toEqual([])
    const again = at('2026-11-28T08:00:00Z')
    const [first, second] = [
      { from: '2026-11-22', until: '2026-11-24' },
      { from: '2026-11-28', until: null },
    ]
    expect(await tell(stay, again, 'utskrivningsklar')).toMatchObject({ value: { duty: first, duties: [first] } })
    expect(await tell(stay, again, 'melding-sendt')).toMatchObject({
      value: { duty: second, duties: [first, second] },
    })
    expect((await dueIn(stay, again)).utskrivningsklare).toMatchObject([{ since: '2026-11-28' }])
  })

  it.each<[ms: number, isListed: boolean, isOverdue: boolean]>([
    [-DOGN * 60_000 - 1, false, false],
    [-DOGN * 60_000, true, false],
    [-1, true, false],
    [0, true, true],
    [1, true, true],
  ])('a review is due %i ms from its time: listed %s, overdue %s', async (ms, isListed, isOverdue) => {
    const stay = await admitted(`review-${ms + 90_000_000}`, {}, { agreement: { rules: { reviewAfterDogn: 7 } } })
    const dueAt = plusMinutes(NOON, 7 * DOGN)
    const { reviews } = await dueIn(stay, plusMs(dueAt, ms))
    expect(reviews).toMatchObject(
      isListed ? [{ stayId: stay.stayId, reviewDueAt: dueAt, overdue: isOverdue, partyId: HF }] : [],
    )
  })

  it('a review by the joint team moves the next one, and is on record', async () => {
    const stay = await admitted('reviewed')
    const now = plusMinutes(NOON, 11 * DOGN)
    expect((await dueIn(stay, now)).reviews).toMatchObject([{ overdue: true }])
    expect(await review(stay, now, { roles: ['lege'] })).toMatchObject({ refusal: { kind: 'review-needs-joint-team' } })
    expect(await review(stay, now)).toMatchObject({
      value: {
        reviewDueAt: plusMinutes(now, 10 * DOGN),
        reviews: [{ at: now, roles: ['lege', 'sykepleier'], outcome: 'continue' }],
      },
    })
    expect((await dueIn(stay, now)).reviews).toEqual([])
    expect(await verifyUnit(deps.store, stay.unitId)).toMatchObject({ ok: true })
  })

  it.each<[ms: number, isListed: boolean, isOverdue: boolean]>([
    [-DOGN * 60_000 - 1, false, false],
    [-DOGN * 60_000, true, false],
    [-1, true, false],
    [0, true, true],
    [1, true, true],
  ])(
    'a stay in a sykestue %i ms from fourteen døgn: for the specialist %s, overdue %s',
    async (ms, isListed, isOverdue) => {
      const stay = await admitted(`sykestue-${ms + 90_000_000}`, { service: 'sykestue' })
      const { specialist } = await dueIn(stay, plusMs(NOON, 14 * DOGN * 60_000 + ms))
      const specialistDueAt = plusMinutes(NOON, 14 * DOGN)
      expect(specialist).toMatchObject(isListed ? [{ stayId: stay.stayId, specialistDueAt, overdue: isOverdue }] : [])
    },
  )

  it('the specialist’s review settles it, the joint team’s alone does not, and the night job says who waits', async () => {
    const stay = await admitted(
      'sykestue-vurdert',
      { service: 'sykestue' },
      { agreement: { rules: { reviewAfterDogn: 30 } } },
    )
    const now = plusMinutes(NOON, 15 * DOGN)
    const named = async () => {
      const { phantoms } = await reconcileUnits(deps, now)
      return phantoms.filter(({ subject }) => subject === stay.stayId).map(({ kind }) => kind)
    }
    expect((await review(stay, now)).ok).toBe(true)
    expect((await dueIn(stay, now)).specialist).toHaveLength(1)
    expect(await named()).toEqual(['stay-without-specialist'])
    expect((await review(stay, now, { roles: ['lege', 'sykepleier', 'spesialist'] })).ok).toBe(true)
    expect((await dueIn(stay, now)).specialist).toEqual([])
    expect(await named()).toEqual([])
  })

  it.each([
    [-1, 3, false],
    [0, 3, false],
    [1, 3, true],
    [1, 0.1, true],
    [0, 0.1, false],
  ])('a KAD stay %i ms past %d døgn is long: %s', async (ms, kadMeanDogn, isLong) => {
    const name = `long-${ms + 1}-${kadMeanDogn * 10}`
    const stay = await admitted(
      name,
      { partyId: 'k-1804', service: 'kad-somatikk' },
      { agreement: { rules: { kadMeanDogn } } },
    )
    const { long } = await dueIn(stay, plusMs(NOON, kadMeanDogn * DOGN * 60_000 + ms))
    expect(long).toMatchObject(isLong ? [{ stayId: stay.stayId, hours: Math.floor(kadMeanDogn * 24) }] : [])
  })

  it('only KAD stays are long', async () => {
    const stay = await admitted('not-kad')
    expect((await dueIn(stay, plusMinutes(NOON, 30 * DOGN))).long).toEqual([])
    expect(await listDue(deps, 'unit_nowhere' as UnitId, NOON)).toMatchObject({ refusal: { kind: 'unit-not-found' } })
  })

  it('what was decided and told goes with the patient to another unit of the agreement', async () => {
    const toUnitId = 'unit_goes-on-b' as UnitId
    const request = { actor: ADMIN, now: NOON, precondition: { kind: 'absent' } as const }
    await putUnit(deps, request, { ...PutUnitRequest.parse(unitBody(2)), unitId: toUnitId })
    const stay = await admitted('goes-on-a', {}, { agreement: { units: ['unit_goes-on-a', toUnitId] } })
    const [reviewed, moved] = [plusMinutes(NOON, 60), plusMinutes(NOON, 120)]
    await review(stay, reviewed)
    await tell(stay, reviewed, 'utskrivningsklar')
    const outcome = await transferStay(deps, by(stay, moved), { ...TransferStayRequest.parse({ toUnitId }), ...stay })
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        stayId: stay.stayId,
        unitId: toUnitId,
        reviews: [{ at: reviewed }],
        reviewDueAt: plusMinutes(reviewed, 10 * DOGN),
        utskrivningsklar: [{ event: 'utskrivningsklar' }],
      },
    })
    const there = { ...stay, unitId: toUnitId }
    // Back to the time in the first unit: whoever pays there changes, too.
    const from = plusMinutes(NOON, 30)
    expect(await change(there, plusMinutes(moved, 10), { from })).toMatchObject({
      value: {
        segments: [
          { partyId: HF, unitId: stay.unitId, from: NOON, until: from },
          { partyId: 'k-1839', unitId: stay.unitId, from, until: moved },
          { partyId: 'k-1839', unitId: toUnitId, from: moved, until: null },
        ],
      },
    })
    const { stays } = await readUnits(deps.store, { unitIds: [], stayIds: [stay.stayId] })
    expect(stays.get(stay.stayId)?.record.reviews).toHaveLength(1)
    for (const unitId of [stay.unitId, toUnitId])
      expect(await verifyUnit(deps.store, unitId)).toMatchObject({ ok: true })
  })
})
