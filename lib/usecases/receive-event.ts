import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { PatientRef, StayId, UnitId } from '../domain/ids.ts'
import { decide, type RefusalOfCommand } from '../domain/pool/decide.ts'
import { findBed } from '../domain/pool/state.ts'
import { hashOf } from '../kernel/hash-of.ts'
import { type Instant, plusMinutes } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { readUnits } from '../store/unit-store.ts'
import { admitPatient } from './admit-patient.ts'
import { bedAnswer } from './answers.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'
import { dischargePatient } from './discharge-patient.ts'
import { recordUtskrivningsklar } from './follow-stay.ts'
import { moveStay } from './move-stay.ts'

type Received = BodyOf<'receive-event'>
type Of<Type extends Received['type']> = Extract<Received, { readonly type: Type }>
type AboutStay = Exclude<Received, Of<'patient-admitted' | 'bed-cleaned'>>
/** What every use case behind an event answers with, whatever more there is. */
type Became = Pick<AnswerOf<'receive-event'>, 'bedId' | 'state' | 'unitVersion'> & { readonly stayId?: string }

type Refusal =
  | RefusedBy<typeof admitPatient | typeof moveStay | typeof recordUtskrivningsklar | typeof dischargePatient>
  | RefusalOfCommand<'bed-cleaned'>
  | WriteRefusal
  | { readonly kind: 'patient-not-here' }
  | { readonly kind: 'event-too-old'; readonly oldest: Instant }
  | { readonly kind: 'event-overtaken'; readonly since: Instant }
type RefusedBy<UseCase extends (...args: never[]) => Promise<unknown>> =
  Awaited<ReturnType<UseCase>> extends infer Outcome
    ? Extract<Outcome, { ok: false }> extends { refusal: infer Why }
      ? Why
      : never
    : never

const DOGN = 24 * 60
/** Older than that, a person must look at what else has happened, and correct the stay. */
const OLDEST_MINUTES = 30 * DOGN
/** Longer than the oldest event is taken, so that none can ever happen a second time. */
const KEPT_MINUTES = OLDEST_MINUTES + 10 * DOGN

/**
 * One event of a patient record system, by the same use case as the button on the board. The system's own id of it is the
 * idempotency key: sent again it gets the first answer, and a refused one may be sent again when what it waited for has come.
 */
export async function receiveEvent(
  deps: Deps,
  { actor, now }: WriteRequest,
  unitId: UnitId,
  event: Received,
): Promise<Result<AnswerOf<'receive-event'>, Refusal>> {
  const oldest = plusMinutes(now, -OLDEST_MINUTES)
  if (happenedAt(event) < oldest) return refused({ kind: 'event-too-old', oldest })
  const { source, eventId, type } = event
  const idempotency = {
    scope: `event ${unitId}`,
    key: JSON.stringify([source, eventId]),
    fingerprint: hashOf(event),
    keptMinutes: KEPT_MINUTES,
  }
  const became = await bringAbout(deps, { actor, now, idempotency }, unitId, event)
  if (!became.ok) return became
  const { stayId = null, bedId, state, unitVersion } = became.value
  return accepted({ eventId, type, unitId, stayId, bedId, state, unitVersion })
}

type Request = WriteRequest & Required<Pick<WriteRequest, 'idempotency'>>

async function bringAbout(
  deps: Deps,
  request: Request,
  unitId: UnitId,
  event: Received,
): Promise<Result<Became, Refusal>> {
  switch (event.type) {
    case 'patient-admitted':
      return await admitPatient(deps, request, { ...event, unitId })
    case 'bed-cleaned':
      return await cleanBed(deps, request, unitId, event)
    case 'patient-moved':
    case 'utskrivningsklar-recorded':
    case 'patient-departed':
      return await changeFoundStay(deps, request, unitId, event)
  }
}

async function changeFoundStay(
  deps: Deps,
  request: Request,
  unitId: UnitId,
  event: AboutStay,
): Promise<Result<Became, Refusal>> {
  const stayId = await findStayOf(deps, request, unitId, event.patientRef)
  if (stayId === undefined) return refused({ kind: 'patient-not-here' })
  const at = { unitId, stayId }
  switch (event.type) {
    case 'patient-moved':
      return await moveStay(deps, request, { ...at, bedId: event.bedId, at: event.at, override: event.override })
    case 'utskrivningsklar-recorded':
      return await recordUtskrivningsklar(deps, request, {
        ...at,
        event: event.event,
        at: event.at,
        by: event.by,
        oppholdskommune: event.oppholdskommune,
      })
    case 'patient-departed':
      return await dischargePatient(deps, request, {
        ...at,
        departedAt: event.departedAt,
        dischargedTo: event.dischargedTo,
      })
  }
}

/**
 * The patient's stay at this very unit. A repeated event finds the stay that the first one changed: after a departure
 * nobody holds the reference any more, and the use case must still be reached for its first answer.
 */
async function findStayOf(
  { store }: Deps,
  { idempotency }: Request,
  unitId: UnitId,
  patientRef: PatientRef,
): Promise<StayId | undefined> {
  const { activeStay, replay } = await readUnits(store, { unitIds: [], patient: { patientRef, unitId }, idempotency })
  if (replay) return stayIdIn(replay.answer)
  return activeStay?.unitId === unitId ? activeStay.stayId : undefined
}

const stayIdIn = (answer: unknown): StayId | undefined => (hasStayId(answer) ? answer.stayId : undefined)
const hasStayId = (answer: unknown): answer is { stayId: StayId } =>
  typeof answer === 'object' && answer !== null && 'stayId' in answer

/** A bed that a patient has left since it was cleaned is dirty, whatever arrives late. */
const cleanBed = (
  deps: Deps,
  request: Request,
  unitId: UnitId,
  { bedId, at }: Of<'bed-cleaned'>,
): Promise<Result<Became, Refusal>> =>
  changeUnits<Became, Refusal>(deps, request, { unitIds: [unitId] }, ({ units }) => {
    const unit = units.get(unitId)
    if (!unit) return refused({ kind: 'unit-not-found' })
    if (at > request.now) return refused({ kind: 'time-in-the-future', field: 'at' })
    const since = findBed(unit, bedId)?.vacatedAt
    if (since && at < since) return refused({ kind: 'event-overtaken', since })
    const decision = decide(unit, { name: 'bed-cleaned', ask: { bedId } }, request)
    if (!decision.ok) return decision
    return accepted({
      units: [{ unitId, events: decision.value }],
      answer: (after) => bedAnswer(after.get(unitId)?.state ?? unit, bedId, request.now),
    })
  })

function happenedAt(event: Received): Instant {
  switch (event.type) {
    case 'patient-admitted':
      return event.admittedAt
    case 'patient-departed':
      return event.departedAt
    case 'patient-moved':
    case 'utskrivningsklar-recorded':
    case 'bed-cleaned':
      return event.at
  }
}
