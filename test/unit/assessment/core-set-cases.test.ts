import { describe, expect, it } from 'vitest'
import { type AssessmentContext, assess, findBlocking, recordOf } from '../../../lib/domain/assessment/assess.ts'
import { CORE_SETS } from '../../../lib/domain/assessment/core-sets.ts'
import type { Answer } from '../../../lib/domain/assessment/evaluate.ts'
import type { Observations } from '../../../lib/domain/assessment/news2.ts'
import {
  contextFor,
  FITTING,
  type FittingPatient,
  type Otherwise,
  shippedFor,
  tellOtherwise,
} from '../../support/fitting-patients.ts'

/** How the fitting patient is told otherwise so that one criterion stands against the admission, or is not known. */
type Case = {
  readonly id: string
  readonly no: Otherwise & { readonly context?: Partial<AssessmentContext> }
  /** Null where it cannot be unknown: the service itself knows. */
  readonly unknown: Otherwise | null
}

/** Criteria without a rule: the clinician answers. */
const answered = (against: Answer, prefix: string, numbers: readonly string[]): readonly Case[] =>
  numbers.map((number) => {
    const id = `${prefix}-${number}`
    return { id, no: { answers: { [id]: against } }, unknown: { answers: { [id]: undefined } } }
  })

const SEPTIC = { respirationRate: 22, systolicBp: 100 }
const SEVEN = { respirationRate: 21, temperature: 39.1, pulse: 111, spo2: 95 }

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'kad-somatic': [
    { id: 'SOM-INK-01', no: { ageYears: 17 }, unknown: { ageYears: null } },
    {
      id: 'SOM-INK-02',
      no: { inputs: { assessedByRole: 'psykologspesialist' } },
      unknown: { inputs: { assessedByRole: undefined } },
    },
    ...answered('no', 'SOM-INK', ['04', '06']),
    {
      id: 'SOM-INK-05',
      no: { inputs: { clarificationStatus: 'uavklart' } },
      unknown: { inputs: { clarificationStatus: undefined } },
    },
    {
      id: 'SOM-INK-08',
      no: { inputs: { circulatoryStable: 'no' } },
      unknown: { inputs: { respiratoryStable: 'unknown' } },
    },
    { id: 'SOM-INK-10', no: { context: { hasPlace: false } }, unknown: null },
    ...answered('yes', 'SOM-EKS', ['03', '04', '05', '06', '07', '09', '12', '13', '15', '16']),
    {
      id: 'SOM-EKS-01',
      no: { inputs: { vitalFunctionsThreatened: 'yes' } },
      unknown: { inputs: { vitalFunctionsThreatened: undefined } },
    },
    {
      id: 'SOM-EKS-02',
      no: { inputs: { infectionSuspected: 'yes' }, news2: SEPTIC },
      unknown: { inputs: { infectionSuspected: undefined }, news2: SEPTIC },
    },
    {
      id: 'SOM-EKS-08',
      no: { inputs: { headTrauma: 'yes', ctHeadNegative: 'no' } },
      unknown: { inputs: { headTrauma: 'yes' } },
    },
    {
      id: 'SOM-EKS-10',
      no: { inputs: { fractureSuspected: true, fractureImagingDone: false } },
      unknown: { inputs: { fractureSuspected: true } },
    },
    {
      id: 'SOM-EKS-11',
      no: { inputs: { fall: 'yes', fallCauseClarified: 'no' } },
      unknown: { inputs: { fall: undefined } },
    },
    { id: 'SOM-EKS-17', no: { news2: SEVEN }, unknown: { news2: null, answers: { 'SOM-EKS-01': 'no' } } },
  ],
  'kad-psych': [
    { id: 'PSY-INK-01', no: { ageYears: 17 }, unknown: { ageYears: null } },
    {
      id: 'PSY-INK-02',
      no: { inputs: { assessedByRole: 'annet' } },
      unknown: { inputs: { assessedByRole: undefined } },
    },
    {
      id: 'PSY-INK-04',
      no: { inputs: { knownMentalOrSubstanceProblem: 'no' } },
      unknown: { inputs: { knownMentalOrSubstanceProblem: undefined } },
    },
    {
      id: 'PSY-INK-05',
      no: { inputs: { symptomSeverity: 'alvorlig' } },
      unknown: { inputs: { symptomSeverity: undefined } },
    },
    ...answered('no', 'PSY-INK', ['06']),
    {
      id: 'PSY-INK-07',
      no: { inputs: { clarificationStatus: 'uavklart' } },
      unknown: { inputs: { clarificationStatus: undefined } },
    },
    {
      id: 'PSY-INK-08',
      no: { inputs: { concurrentSomaticIllness: 'yes', somaticIllnessManageable: 'no' } },
      unknown: { inputs: { concurrentSomaticIllness: 'yes' } },
    },
    {
      id: 'PSY-INK-09',
      no: { inputs: { respiratoryStable: 'no' } },
      unknown: { inputs: { circulatoryStable: undefined } },
    },
    { id: 'PSY-INK-11', no: { context: { hasPlace: false } }, unknown: null },
    ...answered('yes', 'PSY-EKS', ['01', '02', '03', '04', '06', '07', '08', '09']),
    {
      id: 'PSY-EKS-05',
      no: { news2: { consciousness: 'U' } },
      unknown: { inputs: { substanceUnconscious: undefined } },
    },
    { id: 'PSY-EKS-10', no: { news2: SEVEN }, unknown: { news2: null, answers: { 'PSY-EKS-05': 'no' } } },
  ],
  'sykestue-finnmark': [
    ...answered('no', 'SYK-INK', ['01', '02']),
    {
      id: 'SYK-INK-05',
      no: { inputs: { unitHasRoundTheClockLegevakt: false } },
      unknown: { inputs: { unitHasRoundTheClockLegevakt: undefined } },
    },
    {
      id: 'SYK-INK-08',
      no: { inputs: { unitHasNurseRoundTheClock: false } },
      unknown: { inputs: { unitHasNurseRoundTheClock: undefined } },
    },
    { id: 'SYK-INK-10', no: { context: { neededCapabilities: ['rontgen'] } }, unknown: null },
  ],
}

function judge({ service, told }: FittingPatient, { context, ...otherwise }: Case['no'] = {}) {
  const assessed = assess(shippedFor(service), tellOtherwise(told, otherwise), contextFor(context))
  if (!assessed.ok) throw new Error(JSON.stringify(assessed.refusal))
  return assessed.value
}
const metOf = ({ reasons }: ReturnType<typeof judge>, id: string) =>
  reasons.find(({ criterionId }) => criterionId === id)?.met

describe.each(FITTING)('$criteriaSetId', (patient) => {
  const { criteriaSetId } = patient
  const set = CORE_SETS.find((candidate) => candidate.criteriaSetId === criteriaSetId)
  const cases = CASES[criteriaSetId] ?? []

  it('fits when every criterion is told and met, and says so of each', () => {
    const assessed = judge(patient)
    expect(assessed.reasons.filter(({ met }) => met !== 'true')).toEqual([])
    expect(assessed.reasons.map(({ criterionId }) => criterionId)).toEqual(set?.criteria.map(({ id }) => id))
    expect(assessed).toMatchObject({ outcome: 'fits', criteriaSetId, criteriaVersion: '0.1.0', news2: { total: 0 } })
    expect(findBlocking(assessed)).toEqual([])
    expect(recordOf(assessed)).toEqual({ outcome: 'fits', criteriaSetId, criteriaVersion: '0.1.0', news2Total: 0 })
  })

  it('has a case for every criterion that blocks', () => {
    const blocking = set?.criteria.filter(({ effect }) => effect === 'block').map(({ id }) => id)
    expect(cases.map(({ id }) => id).sort()).toEqual(blocking?.sort())
  })

  it.each(cases)('$id alone says no', ({ id, no }) => {
    const assessed = judge(patient, no)
    expect(assessed.outcome).toBe('does-not-fit')
    expect(findBlocking(assessed)).toEqual([id])
    expect(metOf(assessed, id)).toBe('false')
  })

  it.each(cases.filter(({ unknown }) => unknown))('$id alone, not known, asks the doctor', ({ id, unknown }) => {
    const assessed = judge(patient, unknown ?? {})
    expect(assessed.outcome).toBe('ask-doctor')
    expect(findBlocking(assessed)).toEqual([id])
    expect(metOf(assessed, id)).toBe('unknown')
  })

  it('stands nobody in the way with what only warns or documents', () => {
    const soft = set?.criteria.filter(({ effect }) => effect !== 'block') ?? []
    const { answers, inputs, ...told } = patient.told
    const ids = new Set(soft.map(({ id }) => id))
    const names = new Set(soft.flatMap((criterion) => criterion.inputs))
    for (const { inputs: shared } of set?.criteria.filter(({ effect }) => effect === 'block') ?? [])
      for (const name of shared) names.delete(name)
    const left: FittingPatient['told'] = {
      ...told,
      answers: Object.fromEntries(Object.entries(answers).filter(([id]) => !ids.has(id))),
      inputs: Object.fromEntries(Object.entries(inputs).filter(([name]) => !names.has(name))),
    }
    const assessed = judge({ ...patient, told: left }, { context: { kommunenummer: null, agreementId: null } })
    expect(assessed.outcome).toBe('fits')
    expect(assessed.reasons.filter(({ met }) => met !== 'true').length).toBeGreaterThan(2)
  })

  it('asks the doctor about everything that blocks where nothing is told', () => {
    const { outcome, reasons } = judge({
      ...patient,
      told: { ...patient.told, ageYears: null, answers: {}, inputs: {} },
    })
    const open = reasons.filter(({ effect, met }) => effect === 'block' && met === 'unknown')
    // The tilsyn itself is written down or missing; the rest is a question.
    expect(outcome).toBe(criteriaSetId === 'sykestue-finnmark' ? 'ask-doctor' : 'does-not-fit')
    expect(open.length).toBeGreaterThan(3)
  })
})

describe('single cases', () => {
  const [somatic, psych, sykestue] = FITTING
  if (!somatic || !psych || !sykestue) throw new Error('a fitting patient is missing')

  it.each([17, 18, 19])('lets in from eighteen years on: %i', (ageYears) => {
    expect(judge(somatic, { ageYears }).outcome).toBe(ageYears < 18 ? 'does-not-fit' : 'fits')
  })

  it.each<[total: number, seen: Partial<Observations>, warns: boolean, blocks: boolean]>([
    [4, { respirationRate: 21, pulse: 111 }, false, false],
    [5, { respirationRate: 21, pulse: 111, spo2: 95 }, true, false],
    [6, { respirationRate: 21, pulse: 111, spo2: 93 }, true, false],
    [7, { respirationRate: 21, pulse: 111, spo2: 93, temperature: 38.1 }, false, true],
    [8, { respirationRate: 21, pulse: 111, spo2: 93, temperature: 39.1 }, false, true],
  ])('NEWS2 %i from %o warns: %s, blocks: %s', (total, news2, warns, blocks) => {
    const assessed = judge(somatic, { news2 })
    expect(assessed.news2?.total).toBe(total)
    expect(metOf(assessed, 'SOM-EKS-18')).toBe(warns ? 'false' : 'true')
    expect(metOf(assessed, 'SOM-EKS-17')).toBe(blocks ? 'false' : 'true')
    expect(assessed.outcome).toBe(blocks ? 'does-not-fit' : 'fits')
  })

  it('counts three points for one parameter as a warning, not as a block', () => {
    const assessed = judge(somatic, { news2: { pulse: 131 } })
    expect(assessed).toMatchObject({ outcome: 'fits', news2: { total: 3, anyThree: true } })
    expect(metOf(assessed, 'SOM-EKS-18')).toBe('false')
  })

  it('knows sepsis only where an infection is suspected', () => {
    expect(judge(somatic, { news2: SEPTIC, inputs: { infectionSuspected: 'no' } }).outcome).toBe('fits')
    expect(judge(somatic, { news2: { systolicBp: 100 }, inputs: { infectionSuspected: 'yes' } }).outcome).toBe('fits')
    // Two of three are not there: whether an infection is suspected makes no difference.
    expect(judge(somatic, { inputs: { infectionSuspected: undefined } }).outcome).toBe('fits')
  })

  it('takes a missing hour of tilsyn as no tilsyn, unless somebody answers that there was one', () => {
    const withoutHour = { inputs: { assessedAt: undefined } }
    expect(judge(somatic, withoutHour).outcome).toBe('does-not-fit')
    expect(judge(somatic, { ...withoutHour, answers: { 'SOM-INK-02': 'yes' } }).outcome).toBe('fits')
  })

  it('takes a psykologspesialist for psykisk helse and rus, and for nothing else', () => {
    const seenBy = { inputs: { assessedByRole: 'psykologspesialist' } }
    expect(judge(psych, seenBy).outcome).toBe('fits')
    expect(judge(somatic, seenBy).outcome).toBe('does-not-fit')
  })

  it('asks the doctor when an answer says otherwise than the facts, and says where', () => {
    const assessed = judge(somatic, { answers: { 'SOM-EKS-17': 'yes' } })
    expect(assessed.outcome).toBe('ask-doctor')
    expect(findBlocking(assessed)).toEqual(['SOM-EKS-17'])
    expect(assessed.reasons.filter(({ contradiction }) => contradiction)).toMatchObject([
      { criterionId: 'SOM-EKS-17', met: 'unknown', answer: 'no' },
    ])
    const warned = judge(somatic, { answers: { 'SOM-INK-09': 'no' } })
    expect(warned.outcome).toBe('ask-doctor')
    expect(findBlocking(warned)).toEqual(['SOM-INK-09'])
  })

  it('does not contradict the one who answers for a HF patient that an agreement covers the stay', () => {
    const context = { kommunenummer: null }
    expect(judge(somatic, { answers: { 'SOM-INK-11': 'yes' }, context }).outcome).toBe('fits')
  })

  it('can be told with every answer and no fact but age and observations', () => {
    const set = CORE_SETS.find(({ criteriaSetId }) => criteriaSetId === 'kad-somatic')
    const answers = Object.fromEntries(
      (set?.criteria ?? []).map(({ id, kind }): [string, Answer] => [id, kind === 'exclusion' ? 'no' : 'yes']),
    )
    for (const context of [{}, { hasPlace: false, kommunenummer: null, agreementId: null }])
      expect(judge({ ...somatic, told: { ...somatic.told, answers, inputs: {} } }, { context }).outcome).toBe('fits')
  })

  it('holds what the patient needs against what the sykestue can do', () => {
    const needing = (...neededCapabilities: string[]) => judge(sykestue, { context: { neededCapabilities } }).outcome
    expect([needing(), needing('iv', 'crp'), needing('iv', 'rontgen')]).toEqual(['fits', 'fits', 'does-not-fit'])
  })

  it.each([
    [13, undefined, 'true'],
    [14, undefined, 'true'],
    [15, undefined, 'false'],
    [15, '2026-11-22T08:00:00Z', 'true'],
  ])('after %i døgn, seen by a specialist at %s: documented is %s', (stayDays, specialistReviewAt, met) => {
    expect(metOf(judge(sykestue, { inputs: { stayDays, specialistReviewAt } }), 'SYK-DOK-01')).toBe(met)
  })
})
