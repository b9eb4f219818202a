import { describe, expect, it } from 'vitest'
import { type AssessmentContext, type AssessmentTold, assess, isTold } from '../../../lib/domain/assessment/assess.ts'
import type { InputValue } from '../../../lib/domain/assessment/criteria-set.ts'
import type { Answer } from '../../../lib/domain/assessment/evaluate.ts'
import { contextFor, fitting, shippedFor, tellOtherwise, WELL } from '../../support/fitting-patients.ts'
import { instant } from '../../support/pool-ledger.ts'

const NOTHING: AssessmentTold = { ageYears: null, answers: null, inputs: null, news2: null, observedAt: null }

const faultsOf = (told: Partial<AssessmentTold>) => {
  const assessed = assess(shippedFor('kad-somatikk'), { ...NOTHING, ...told }, contextFor())
  return assessed.ok ? [] : assessed.refusal
}

describe('what is told is refused by name', () => {
  it.each<[name: string, value: InputValue, rule: string]>([
    ['favouriteColour', 'blå', 'unknown'],
    ['constructor', 'x', 'unknown'],
    ['ageYears', '81', 'type'],
    ['ageYears', 81.5, 'decimals'],
    ['expectedStayHours', 'lenge', 'type'],
    ['temperature', 37.25, 'decimals'],
    ['treatmentPlanPresent', 'maybe', 'type'],
    ['treatmentPlanPresent', 1, 'type'],
    ['infectionSuspected', 'ja', 'type'],
    ['clarificationStatus', 'sikkert', 'value'],
    ['clarificationStatus', true, 'type'],
    ['assessedAt', 'i morges', 'format'],
    ['assessedAt', '2026-02-30T10:00:00Z', 'format'],
    ['assessedAt', 10, 'type'],
    ['agreementId', 7, 'type'],
    ['news2Total', 0, 'computed'],
    ['news2MaxSingle', 0, 'computed'],
    ['ageYears', 131, 'range'],
    ['pulse', 999, 'range'],
    ['systolicBp', 29, 'range'],
    ['respiratoryRate', -1, 'range'],
  ])('input %s told as %o: %s', (name, value, rule) => {
    expect(faultsOf({ inputs: { [name]: value } })).toEqual([{ pointer: `/inputs/${name}`, rule }])
  })

  it.each<[name: string, value: InputValue]>([
    ['ageYears', 81],
    ['expectedStayHours', 47.5],
    ['temperature', 37.3],
    ['temperature', 38],
    ['treatmentPlanPresent', 'unknown'],
    ['infectionSuspected', false],
    ['stayMunicipality', '1804'],
    ['assessedAt', '2026-11-22T10:50:00+01:00'],
  ])('input %s told as %o is read', (name, value) => {
    expect(faultsOf({ inputs: { [name]: value } })).toEqual([])
  })

  it.each<[name: string, value: InputValue]>([
    ['ageYears', 17],
    ['systolicBp', 80],
    ['consciousness', 'U'],
    ['supplementalOxygen', 'yes'],
  ])('input %s told as %o is refused where a field of its own says otherwise', (name, value) => {
    expect(faultsOf({ ageYears: 81, news2: WELL, inputs: { [name]: value } })).toEqual([
      { pointer: `/inputs/${name}`, rule: 'contradicts' },
    ])
  })

  it.each<[name: string, value: InputValue]>([
    ['ageYears', 81],
    ['systolicBp', WELL.systolicBp],
    ['supplementalOxygen', 'no'],
    ['supplementalOxygen', 'unknown'],
  ])('input %s told as %o stands beside a field that says the same', (name, value) => {
    expect(faultsOf({ ageYears: 81, news2: WELL, inputs: { [name]: value } })).toEqual([])
  })

  it('names every fault, answers first, and the answer that no criterion asks for', () => {
    const answers: Record<string, Answer> = { 'SOM-INK-04': 'yes', 'PSY-INK-06': 'yes', 'som-ink-04': 'yes' }
    expect(faultsOf({ answers, inputs: { news2Total: 3, spo2: 95.5 } })).toEqual([
      { pointer: '/answers/PSY-INK-06', rule: 'unknown' },
      { pointer: '/answers/som-ink-04', rule: 'unknown' },
      { pointer: '/inputs/news2Total', rule: 'computed' },
      { pointer: '/inputs/spo2', rule: 'decimals' },
    ])
  })

  it('takes a list of codes only as a list', () => {
    const told = (neededCapabilities: InputValue) =>
      assess(shippedFor('sykestue'), { ...NOTHING, inputs: { neededCapabilities } }, contextFor())
    expect(told('iv')).toMatchObject({ ok: false, refusal: [{ pointer: '/inputs/neededCapabilities', rule: 'type' }] })
    expect(told(['oksygen'])).toMatchObject({ ok: true })
  })
})

describe('what is told', () => {
  const { told } = fitting('kad-somatikk')

  it('yes, no and unknown say the same as true, false and nothing', () => {
    const outcomeWith = (infectionSuspected: InputValue | undefined) => {
      const otherwise = { inputs: { infectionSuspected }, news2: { respirationRate: 22, systolicBp: 100 } }
      const assessed = assess(shippedFor('kad-somatikk'), tellOtherwise(told, otherwise), contextFor())
      return assessed.ok ? assessed.value.outcome : 'refused'
    }
    expect([outcomeWith('yes'), outcomeWith(true)]).toEqual(['does-not-fit', 'does-not-fit'])
    expect([outcomeWith('no'), outcomeWith(false)]).toEqual(['fits', 'fits'])
    expect([outcomeWith('unknown'), outcomeWith(undefined)]).toEqual(['ask-doctor', 'ask-doctor'])
  })

  it('outweighs what the service would have filled in', () => {
    const judged = (inputs: Record<string, InputValue>, context: Partial<AssessmentContext> = {}) =>
      assess(shippedFor('sykestue'), tellOtherwise(fitting('sykestue').told, { inputs }), contextFor(context))
    const [does, doesNot] = [{ value: { outcome: 'fits' } }, { value: { outcome: 'does-not-fit' } }]
    expect(judged({ neededCapabilities: ['roentgen'] }, { neededCapabilities: [] })).toMatchObject(doesNot)
    expect(judged({ neededCapabilities: ['iv'], unitCapabilities: ['crp'] }, { neededCapabilities: [] })).toMatchObject(
      doesNot,
    )
    expect(judged({ neededCapabilities: ['iv'], unitCapabilities: ['iv'] }, { neededCapabilities: [] })).toMatchObject(
      does,
    )
    expect(judged({ neededCapabilities: ['iv'] }, { neededCapabilities: ['oksygen'] })).toMatchObject({
      refusal: [{ pointer: '/inputs/neededCapabilities', rule: 'contradicts' }],
    })
    expect(judged({ neededCapabilities: ['iv', 'oksygen'] }, { neededCapabilities: ['oksygen', 'iv'] })).toMatchObject(
      does,
    )
  })

  it('says when the patient comes, unless the request itself says otherwise', () => {
    const sameDate = (admissionAt: string, context: Partial<AssessmentContext> = {}) => {
      const inputs = { assessedAt: '2026-11-21T12:00:00Z', admissionAt }
      const assessed = assess(shippedFor('kad-somatikk'), tellOtherwise(told, { inputs }), contextFor(context))
      if (!assessed.ok) return assessed.refusal
      return assessed.value.reasons.find(({ criterionId }) => criterionId === 'SOM-INK-03')?.answer
    }
    expect(sameDate('2026-11-21T22:59:59Z')).toBe('yes')
    expect(sameDate('2026-11-21T23:00:00Z')).toBe('no')
    const isAdmissionToldElsewhere = true
    expect(sameDate('2026-11-22T12:00:00Z', { isAdmissionToldElsewhere })).toBe('no')
    expect(sameDate('2026-11-22T12:00:01Z', { isAdmissionToldElsewhere })).toEqual([
      { pointer: '/inputs/admissionAt', rule: 'contradicts' },
    ])
  })

  it('by an answer, counts more than what is only likely, and contradicts what is known', () => {
    const judged = (answer: Answer | undefined, context: Partial<AssessmentContext>) => {
      const answers = { 'SOM-INK-10': answer }
      const assessed = assess(shippedFor('kad-somatikk'), tellOtherwise(told, { answers }), contextFor(context))
      return assessed.ok ? assessed.value.outcome : 'refused'
    }
    const likely = { assumed: ['reservationId'] }
    expect(judged('no', likely)).toBe('does-not-fit')
    expect([judged('yes', likely), judged('unknown', likely), judged(undefined, likely)]).toEqual([
      'fits',
      'fits',
      'fits',
    ])
    expect(judged('no', {})).toBe('ask-doctor')
  })

  it('is scored also where no criteria are written, and then everybody fits', () => {
    const told = { ...NOTHING, news2: { ...WELL, pulse: 131, respirationRate: 25 } }
    expect(assess(undefined, told, contextFor())).toEqual({
      ok: true,
      value: {
        outcome: 'fits',
        criteriaSetId: null,
        criteriaVersion: null,
        news2: { total: 6, anyThree: true, maxSingle: 3 },
        qsofa: { total: 1, positive: false },
        reasons: [],
      },
    })
  })

  it('is told when any part of it is', () => {
    expect(isTold(NOTHING)).toBe(false)
    expect(isTold({ ...NOTHING, ageYears: 0 })).toBe(true)
    expect(isTold({ ...NOTHING, answers: {} })).toBe(true)
    expect(isTold({ ...NOTHING, observedAt: instant('2026-11-22T10:00:00Z') })).toBe(true)
  })
})
