import { describe, expect, it } from 'vitest'
import type { StayId } from '../../../lib/domain/ids.ts'
import type { RecordReview } from '../../../lib/domain/pool/follow-stay.ts'
import { foldStays } from '../../../lib/domain/stay/stay-record.ts'
import type { TeamRole } from '../../../lib/domain/vocabulary.ts'
import { plusMinutes, plusMs } from '../../../lib/kernel/instant.ts'
import {
  BODO,
  foundLedger,
  type Ledger,
  perform,
  START,
  type TermsWish,
  tryPerform,
  wardOf,
} from '../../support/pool-ledger.ts'

const STAY = 'stay_1' as StayId
const DOGN = 24 * 60
const NOW = plusMinutes(START, 12 * DOGN)

function admitted(terms: TermsWish = {}): Ledger {
  const found = foundLedger({ terms })
  return perform(
    found,
    {
      name: 'admit-patient',
      ask: {
        stayId: STAY,
        partyId: BODO,
        service: 'mellomledd',
        needs: [],
        holdId: null,
        bedId: null,
        waitingId: null,
        admittedAt: START,
        expectedDepartureAt: null,
        override: null,
        origin: { referrer: null, reasonGroup: null, ageBand: null, oppholdskommune: null },
      },
    },
    { now: START, actor: wardOf(found.unitId) },
  )
}

const review = (ledger: Ledger, more: Partial<RecordReview> = {}) =>
  tryPerform(
    ledger,
    {
      name: 'record-review',
      ask: {
        stayId: STAY,
        at: plusMinutes(START, 10 * DOGN),
        roles: ['lege', 'sykepleier'],
        outcome: 'continue',
        nextReviewAt: null,
        ...more,
      },
    },
    { now: NOW, actor: wardOf(ledger.unitId) },
  )
const dueAfter = (outcome: ReturnType<typeof review>) => (outcome.ok ? outcome.value.state.stays[0]?.reviewDueAt : null)

describe('reviews', () => {
  it('are due by the agreement, ten døgn after the admission where it says nothing else', () => {
    expect(admitted().state.stays[0]?.reviewDueAt).toBe(plusMinutes(START, 10 * DOGN))
    expect(admitted({ rules: { reviewAfterDogn: 7 } }).state.stays[0]?.reviewDueAt).toBe(plusMinutes(START, 7 * DOGN))
  })

  it.each<[roles: readonly TeamRole[], isTeam: boolean]>([
    [['lege', 'sykepleier'], true],
    [['sykepleier', 'psykologspesialist', 'lege'], true],
    [['lege'], false],
    [['sykepleier'], false],
    [['lege', 'psykologspesialist'], false],
    [['lege', 'lege'], false],
  ])('by %s: a joint team is %s', (roles, isTeam) => {
    const outcome = review(admitted(), { roles })
    expect(outcome.ok).toBe(isTeam)
    if (!outcome.ok) expect(outcome.refusal.kind).toBe('review-needs-joint-team')
  })

  it('make the next one due by the agreement, counted from the review, or when the team says', () => {
    const at = plusMinutes(START, 11 * DOGN)
    expect(dueAfter(review(admitted(), { at }))).toBe(plusMinutes(at, 10 * DOGN))
    expect(dueAfter(review(admitted({ rules: { reviewAfterDogn: 7 } }), { at }))).toBe(plusMinutes(at, 7 * DOGN))
    const nextReviewAt = plusMinutes(at, 3 * DOGN)
    expect(dueAfter(review(admitted(), { at, nextReviewAt }))).toBe(nextReviewAt)
  })

  it('lie between the admission and now, and the next one after the one recorded', () => {
    const ledger = admitted()
    expect(review(ledger, { at: plusMs(START, -1) })).toMatchObject({ refusal: { kind: 'before-admission' } })
    expect(review(ledger, { at: START }).ok).toBe(true)
    expect(review(ledger, { at: NOW }).ok).toBe(true)
    expect(review(ledger, { at: plusMs(NOW, 1) })).toMatchObject({
      refusal: { kind: 'time-in-the-future', field: 'at' },
    })
    const nextAfter = (ms: number) => review(ledger, { at: NOW, nextReviewAt: plusMs(NOW, ms) })
    expect([nextAfter(-1), nextAfter(0)]).toMatchObject([
      { refusal: { kind: 'time-not-in-the-future', field: 'nextReviewAt' } },
      { refusal: { kind: 'time-not-in-the-future', field: 'nextReviewAt' } },
    ])
    expect(nextAfter(1).ok).toBe(true)
  })

  it('are kept with who took part and what came of it', () => {
    const once = review(admitted())
    if (!once.ok) throw new Error('refused')
    const twice = review(once.value, { at: NOW, outcome: 'discharge' })
    if (!twice.ok) throw new Error('refused')
    const record = foldStays(twice.value.unitId, twice.value.journal).get(STAY)
    expect(record?.reviews).toMatchObject([
      { at: plusMinutes(START, 10 * DOGN), roles: ['lege', 'sykepleier'], outcome: 'continue' },
      { at: NOW, roles: ['lege', 'sykepleier'], outcome: 'discharge', nextReviewAt: plusMinutes(NOW, 10 * DOGN) },
    ])
    expect(record?.reviewDueAt).toBe(twice.value.state.stays[0]?.reviewDueAt)
  })

  it('are about patients who are there', () => {
    expect(review(foundLedger({}))).toMatchObject({ refusal: { kind: 'stay-not-found' } })
  })
})
