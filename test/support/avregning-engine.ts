import { PutAgreementRequest } from '../../lib/contract/agreement.ts'
import type { BodyOf } from '../../lib/contract/routes.ts'
import { AdmitPatientRequest, RecordUtskrivningsklarRequest } from '../../lib/contract/stay.ts'
import { PutUnitRequest } from '../../lib/contract/unit.ts'
import { adjustmentsBy } from '../../lib/domain/avregning/adjustments.ts'
import { computeMonth } from '../../lib/domain/avregning/compute-month.ts'
import { payableStayOf } from '../../lib/domain/avregning/paying-segments.ts'
import type { AgreementId, DisputeId, PartyId, StayId, UnitId } from '../../lib/domain/ids.ts'
import type { StayRecord } from '../../lib/domain/stay/stay-record.ts'
import type { Service, UtskrivningsklarEvent } from '../../lib/domain/vocabulary.ts'
import type { Instant } from '../../lib/kernel/instant.ts'
import type { Month, OsloDate } from '../../lib/kernel/oslo-date.ts'
import type { Result } from '../../lib/kernel/result.ts'
import { findBook } from '../../lib/store/avregning-store.ts'
import { findStays } from '../../lib/store/past-store.ts'
import { listJournal } from '../../lib/store/unit-store.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import { bookCost } from '../../lib/usecases/book-cost.ts'
import { correctStay } from '../../lib/usecases/correct-stay.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { putUnit } from '../../lib/usecases/describe-unit.ts'
import { dischargePatient } from '../../lib/usecases/discharge-patient.ts'
import { answerDispute, raiseDispute } from '../../lib/usecases/disputes.ts'
import { explainLine } from '../../lib/usecases/explain-line.ts'
import { changeResponsibility, recordUtskrivningsklar } from '../../lib/usecases/follow-stay.ts'
import { lockAvregning, runAvregning } from '../../lib/usecases/run-avregning.ts'
import { putAgreement } from '../../lib/usecases/save-agreement.ts'
import { getAvregning } from '../../lib/usecases/show-avregning.ts'
import { transferStay } from '../../lib/usecases/transfer-stay.ts'
import { putUkpRate, readUkpRates } from '../../lib/usecases/ukp-rates.ts'
import { undoAction } from '../../lib/usecases/undo-action.ts'
import { ADMIN, agreementBody, at, unitBody, wardOf } from './region.ts'

export const HF = 'hf-983974910'
const BEGINNING = at('2026-01-01T08:00:00Z')
const FINANCE = {
  counting: { rule: 'midnight', sameDayDogn: '0.5' },
  fixed: { share: '0.4', hfShare: '0.5', key: 'population' },
  use: { weights: { observasjon: '1.2' } },
}

type Night = { readonly stayId: string; readonly date: string }
type AgreementWish = {
  readonly finance?: object
  readonly fom?: string
  readonly units?: readonly UnitId[]
  readonly parties?: object
  readonly guests?: object
}
type AdmitWish = {
  readonly unit?: number
  readonly service?: Service
  readonly oppholdskommune?: string
  readonly expectedDepartureAt?: Instant
  /** One of its own where left out. */
  readonly patientRef?: string
}

export type MoneyEngine = Awaited<ReturnType<typeof foundMoneyEngine>>

/** Two units of one agreement on the engine, a clock, and everybody who does something there. */
export async function foundMoneyEngine(
  deps: Deps,
  name: string,
  { beds = 8, ...first }: AgreementWish & { readonly beds?: number } = {},
) {
  const agreementId = `agr_${name}` as AgreementId
  const unitIds = ['a', 'b'].map((letter) => `unit_${name}-${letter}` as UnitId)
  const stayIds: StayId[] = []
  const clock = { now: at('2026-07-01T08:00:00Z') }
  let saved = 0

  const host = () => ({ actor: { role: 'host-finance', org: agreementId } as const, now: clock.now })
  const finance = (partyId: string) => ({ actor: { role: 'finance', org: partyId } as const, now: clock.now })
  const ward = (unitId: UnitId) => ({ actor: wardOf(unitId), now: clock.now })
  const inMonth = (month: string) => ({ agreementId, month: month as Month })
  const unitAt = (n: number): UnitId => unitIds[n] ?? (`unit_${name}-a` as UnitId)
  const record = async (stayId: StayId): Promise<StayRecord | undefined> => (await findStays(deps.store, [stayId]))[0]
  const unitOf = async (stayId: StayId): Promise<UnitId> => (await record(stayId))?.unitId ?? unitAt(0)

  /** A new version; the first one when there is none. */
  function save({ finance: terms = {}, units = unitIds, ...rest }: AgreementWish) {
    const version = saved
    saved += 1
    const body = PutAgreementRequest.parse(agreementBody(units, { ...rest, finance: { ...FINANCE, ...terms } }))
    const precondition = version === 0 ? ({ kind: 'absent' } as const) : ({ kind: 'version', version } as const)
    return putAgreement(
      deps,
      { actor: ADMIN, now: version === 0 ? BEGINNING : clock.now, precondition },
      agreementId,
      body,
    )
  }
  async function admit(partyId: string, admittedAt: Instant, { unit = 0, ...more }: AdmitWish = {}) {
    const unitId = unitAt(unit)
    const comes = { partyId, service: 'observasjon', patientRef: deps.newId('ref'), admittedAt }
    const body = AdmitPatientRequest.parse({ ...comes, ...more })
    const outcome = await admitPatient(deps, ward(unitId), { ...body, unitId })
    if (outcome.ok) stayIds.push(outcome.value.stayId as StayId)
    return outcome
  }
  async function discharge(stayId: StayId, departedAt: Instant | null) {
    const unitId = await unitOf(stayId)
    return dischargePatient(deps, ward(unitId), { unitId, stayId, departedAt, dischargedTo: 'hjem' })
  }
  const raise = (month: string, partyId: string, nights: readonly Night[]) =>
    raiseDispute(deps, finance(partyId), {
      ...inMonth(month),
      reason: 'not-our-patient',
      detail: 'bor et annet sted',
      nights: nights.map(({ stayId, date }) => ({ stayId: stayId as StayId, date: date as OsloDate })),
    })
  const answer = (month: string, disputeId: string, payer: string | null, way = deps) =>
    answerDispute(way, host(), {
      ...inMonth(month),
      disputeId: disputeId as DisputeId,
      outcome: 'upheld',
      text: 'enig',
      payer: payer as PartyId | null,
    })

  for (const unitId of unitIds) {
    const request = { actor: ADMIN, now: BEGINNING, precondition: { kind: 'absent' } as const }
    given(await putUnit(deps, request, { ...PutUnitRequest.parse(unitBody(beds)), unitId }))
  }
  given(await putUkpRate(deps, { actor: ADMIN, now: BEGINNING }, { year: 2026, orePerDogn: 612_300, source: 'prøve' }))
  given(await save(first))

  return {
    /** The way to the table that is taken unless another is given. */
    deps,
    agreementId,
    unitIds,
    stayIds,
    clock,
    save,
    record,
    admit,
    discharge,
    raise,
    answer,
    /** Came and went, both told now. */
    stay: async (partyId: string, from: string, until: string | null, more: AdmitWish = {}) => {
      const { stayId } = given(await admit(partyId, at(from), more))
      if (until !== null) given(await discharge(stayId as StayId, at(until)))
      return stayId as StayId
    },
    correct: async (stayId: StayId, changes: BodyOf<'correct-stay'>['changes']) => {
      const unitId = await unitOf(stayId)
      return correctStay(deps, ward(unitId), { unitId, stayId, changes, reason: 'feilført' })
    },
    changePayer: async (stayId: StayId, partyId: string, from: Instant, way = deps) => {
      const unitId = await unitOf(stayId)
      const ask = {
        unitId,
        stayId,
        partyId: partyId as PartyId,
        service: 'observasjon' as const,
        from,
        reason: 'avtalt',
      }
      return changeResponsibility(way, ward(unitId), ask)
    },
    tell: async (stayId: StayId, event: UtskrivningsklarEvent, when: Instant) => {
      const unitId = await unitOf(stayId)
      const body = RecordUtskrivningsklarRequest.parse({ event, at: when, by: 'nordlandssykehuset' })
      return recordUtskrivningsklar(deps, ward(unitId), { unitId, stayId, ...body })
    },
    transfer: async (stayId: StayId) => {
      const unitId = await unitOf(stayId)
      const toUnitId = unitAt(unitId === unitIds[0] ? 1 : 0)
      const ask = { unitId, stayId, toUnitId, service: null, holdId: null, at: null, override: null }
      return transferStay(deps, ward(unitId), ask)
    },
    undo: async (unit: number) => {
      const unitId = unitAt(unit)
      const unitVersion = (await listJournal(deps.store, unitId)).length
      return undoAction(deps, ward(unitId), { unitId, unitVersion })
    },
    book: (month: string, costOre = 300_000_001, way = deps) =>
      bookCost(way, host(), { ...inMonth(month), costOre, guestIncomeOre: 0, note: null }),
    run: (month: string, way = deps) => runAvregning(way, host(), inMonth(month)),
    lock: (month: string, way = deps, key?: string) => {
      const idempotency = key === undefined ? undefined : { scope: agreementId, key, fingerprint: month }
      return lockAvregning(way, { ...host(), idempotency }, { ...inMonth(month), resultHash: null })
    },
    get: (month: string) => getAvregning(deps, { ...host(), ...inMonth(month) }),
    explain: (month: string, partyId: string) =>
      explainLine(deps, { ...host(), ...inMonth(month), partyId: partyId as PartyId }),
    /** Raised and upheld in one go. */
    win: async (month: string, partyId: string, nights: readonly Night[], payer: string | null) => {
      const { disputeId } = given(await raise(month, partyId, nights))
      return given(await answer(month, disputeId, payer))
    },
    /** A month from all that is known now, on the terms that it was locked on; nothing of journals or indexes. */
    computeFresh: async (month: string) => {
      const book = await findBook(deps.store, agreementId)
      const { state = 'draft', agreementVersion } = book?.runs.get(month as Month)?.value ?? {}
      const newest = state === 'draft' ? Number.POSITIVE_INFINITY : (agreementVersion ?? 0)
      const versions = (book?.versions ?? []).filter(({ version }) => version <= newest)
      const records = await findStays(deps.store, stayIds)
      return computeMonth({
        ...inMonth(month),
        now: clock.now,
        versions: versions.flatMap(({ version, agreement }) =>
          agreement.finance ? [{ version, agreement: { ...agreement, finance: agreement.finance } }] : [],
        ),
        cost: book?.costs.get(month as Month)?.value ?? null,
        stays: records.map(payableStayOf),
        adjustments: adjustmentsBy((book?.disputes ?? []).map(({ value }) => value)),
        ukpRates: await readUkpRates(deps.store),
      })
    },
  }
}

export function given<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
