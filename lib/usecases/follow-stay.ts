import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import { DEFAULT_RULES } from '../domain/agreement/agreement.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { agreementIdOf, type LiveStay, termsAt } from '../domain/pool/state.ts'
import { isKad } from '../domain/stay/kad.ts'
import { hasSpecialist, specialistDueAt } from '../domain/stay/specialist.ts'
import { toldAbout } from '../domain/stay/utskrivningsklar.ts'
import { type Instant, msBetween } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findStays } from '../store/past-store.ts'
import { findUnit } from '../store/unit-store.ts'
import { stayAnswer } from './answers.ts'
import { changeStays } from './change-unit.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'
import { keepLockedMonths } from './keep-locked-months.ts'

type At = { readonly unitId: UnitId; readonly stayId: StayId }

/** Another party or service from an instant on, never into a locked month; the segments still tile the stay. */
export const changeResponsibility = (
  deps: Deps,
  request: WriteRequest,
  { unitId, stayId, ...ask }: At & BodyOf<'change-responsibility'>,
) =>
  changeStays(
    deps,
    request,
    { unitId, stayIds: [stayId] },
    { name: 'change-responsibility', ask: { stayId, ...ask } },
    ({ state }, stays): AnswerOf<'change-responsibility'> => stayAnswer(state, stays, stayId),
    {
      alongside: (unit, stays) => {
        // The stay came in under one agreement, and the unit may since have got another.
        const agreementIds = [agreementIdOf(unit, request.now), stays.get(stayId)?.record.agreementId ?? null]
        return keepLockedMonths(deps, new Set(agreementIds.filter((id) => id !== null)), ask.from, request.now)
      },
    },
  )

/** A message between HF and kommune; the duty that follows is in the answer. */
export const recordUtskrivningsklar = (
  deps: Deps,
  request: WriteRequest,
  { unitId, stayId, oppholdskommune, ...message }: At & BodyOf<'record-utskrivningsklar'>,
) =>
  changeStays(
    deps,
    request,
    { unitId, stayIds: [stayId] },
    { name: 'record-utskrivningsklar', ask: { stayId, message, oppholdskommune } },
    ({ state }, stays): AnswerOf<'record-utskrivningsklar'> => stayAnswer(state, stays, stayId),
  )

/** The joint team has looked at the stay again. */
export const recordReview = (
  deps: Deps,
  request: WriteRequest,
  { unitId, stayId, ...ask }: At & BodyOf<'record-review'>,
) =>
  changeStays(
    deps,
    request,
    { unitId, stayIds: [stayId] },
    { name: 'record-review', ask: { stayId, ...ask } },
    ({ state }, stays): AnswerOf<'record-review'> => stayAnswer(state, stays, stayId),
  )

/** How long before its time a review is shown as due. */
const DUE_SOON_MS = 24 * 60 * 60_000
const MS_PER_HOUR = 60 * 60_000

/** What waits for somebody to do something: reviews, long stays, and patients who wait for a kommunal offer. */
export async function listDue(
  deps: Deps,
  unitId: UnitId,
  now: Instant,
): Promise<Result<AnswerOf<'list-due'>, { readonly kind: 'unit-not-found' }>> {
  const unit = await findUnit(deps.store, unitId)
  if (!unit) return refused({ kind: 'unit-not-found' })
  const rules = termsAt(unit, now)?.rules ?? DEFAULT_RULES
  const warnAfterMs = rules.kadMeanDogn * 24 * MS_PER_HOUR
  const hoursOf = (stay: LiveStay) => Math.floor(msBetween(stay.admittedAt, now) / MS_PER_HOUR)
  const bySoonest = <T>(rows: readonly T[], when: (row: T) => string) =>
    [...rows].sort((a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0))
  const isDueSoon = (dueAt: Instant) => msBetween(now, dueAt) <= DUE_SOON_MS
  const forSpecialist = unit.stays.flatMap((stay) => {
    const dueAt = specialistDueAt(stay, rules)
    return dueAt !== null && isDueSoon(dueAt) ? [{ ...stay, specialistDueAt: dueAt }] : []
  })
  // The reviews stand on the stay's own record; few stays are that long.
  const records = await findStays(
    deps.store,
    forSpecialist.map(({ stayId }) => stayId),
  )
  const reviewsOf = new Map(records.map(({ stayId, reviews }) => [stayId, reviews]))
  return accepted({
    specialist: bySoonest(forSpecialist, (stay) => stay.specialistDueAt)
      .filter((stay) => !hasSpecialist(reviewsOf.get(stay.stayId) ?? [], stay.specialistDueAt))
      .map((stay) => ({ ...stay, overdue: stay.specialistDueAt <= now })),
    reviews: bySoonest(unit.stays, (stay) => stay.reviewDueAt)
      .filter((stay) => isDueSoon(stay.reviewDueAt))
      .map((stay) => ({ ...stay, overdue: stay.reviewDueAt <= now })),
    long: bySoonest(unit.stays, (stay) => stay.admittedAt)
      .filter((stay) => isKad(stay.service) && msBetween(stay.admittedAt, now) > warnAfterMs)
      .map((stay) => ({ ...stay, hours: hoursOf(stay) })),
    utskrivningsklare: unit.stays.flatMap((stay) => {
      const told = toldAbout(stay.utskrivningsklar)
      return told && told.dutySince !== null ? [{ ...stay, since: told.dutySince, lastMessage: told.event }] : []
    }),
    unitVersion: unit.version,
  })
}
