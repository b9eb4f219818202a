import type { AssessmentContext, AssessmentTold } from '../../lib/domain/assessment/assess.ts'
import { CORE_SETS } from '../../lib/domain/assessment/core-sets.ts'
import type { CriteriaSet, InputValue } from '../../lib/domain/assessment/criteria-set.ts'
import type { Answer } from '../../lib/domain/assessment/evaluate.ts'
import type { Observations } from '../../lib/domain/assessment/news2.ts'
import type { Service } from '../../lib/domain/vocabulary.ts'
import { type Instant, parseInstant } from '../../lib/kernel/instant.ts'

const instant = (text: string): Instant => {
  const parsed = parseInstant(text)
  if (!parsed) throw new RangeError(`${text} is no instant`)
  return parsed
}

/** NEWS2 0 and qSOFA 0. */
export const WELL: Observations = {
  respirationRate: 16,
  spo2: 97,
  spo2Scale: 1,
  supplementalOxygen: false,
  systolicBp: 125,
  pulse: 80,
  consciousness: 'A',
  temperature: 37,
}

type Told = AssessmentTold & {
  readonly answers: Readonly<Record<string, Answer>>
  readonly inputs: Readonly<Record<string, InputValue>>
  readonly news2: Observations
}
export type FittingPatient = { readonly criteriaSetId: string; readonly service: Service; readonly told: Told }

const answersOf = (answer: Answer, prefix: string, numbers: readonly string[]): Record<string, Answer> =>
  Object.fromEntries(numbers.map((number) => [`${prefix}-${number}`, answer]))

/** Everything the set asks for, told in full, and nothing that stands against the admission. */
export const FITTING: readonly FittingPatient[] = [
  {
    criteriaSetId: 'kad-somatic',
    service: 'kad-somatikk',
    told: {
      ageYears: 81,
      answers: {
        ...answersOf('yes', 'SOM-INK', ['04', '06', '07']),
        ...answersOf('no', 'SOM-EKS', ['03', '04', '05', '06', '07', '09', '12', '13', '14', '15', '16']),
      },
      inputs: {
        assessedByRole: 'lege',
        assessedAt: '2026-11-22T09:50:00Z',
        clarificationStatus: 'avklart',
        respiratoryStable: 'yes',
        circulatoryStable: 'yes',
        expectedStayHours: 48,
        treatmentPlanPresent: true,
        medicationListPresent: true,
        referralLetterPresent: true,
        vitalFunctionsThreatened: 'no',
        infectionSuspected: 'no',
        headTrauma: 'no',
        fractureSuspected: 'no',
        fall: 'no',
      },
      news2: WELL,
      observedAt: null,
    },
  },
  {
    criteriaSetId: 'kad-psych',
    service: 'kad-psyk-rus',
    told: {
      ageYears: 44,
      answers: {
        ...answersOf('yes', 'PSY-INK', ['06']),
        ...answersOf('no', 'PSY-EKS', ['01', '02', '03', '04', '06', '07', '08', '09']),
      },
      inputs: {
        assessedByRole: 'psykologspesialist',
        assessedAt: '2026-11-22T09:50:00Z',
        admittedByRole: 'lege',
        knownMentalOrSubstanceProblem: 'yes',
        acuteCrisisOrTrauma: 'no',
        symptomSeverity: 'moderat',
        relapseWithAcuteFunctionLoss: 'no',
        clarificationStatus: 'uavklart-lav-risiko',
        concurrentSomaticIllness: 'no',
        respiratoryStable: 'yes',
        circulatoryStable: 'yes',
        expectedStayHours: 72,
        treatmentPlanPresent: true,
        medicationListPresent: true,
        referralLetterPresent: true,
        substanceUnconscious: 'no',
      },
      news2: WELL,
      observedAt: null,
    },
  },
  {
    criteriaSetId: 'sykestue-finnmark',
    service: 'sykestue',
    told: {
      ageYears: 81,
      answers: answersOf('yes', 'SYK-INK', ['01', '02', '07']),
      inputs: {
        stayType: 'dogn',
        unitMeanStayDays: 5.5,
        unitHasRoundTheClockLegevakt: true,
        patientGroup: 'akuttmedisinsk',
        unitHasNurseRoundTheClock: true,
        unitHasPhysiotherapy: true,
        stayDays: 0,
        dischargeDestination: 'hjem',
      },
      news2: WELL,
      observedAt: null,
    },
  },
]

export function fitting(service: Service): FittingPatient {
  const found = FITTING.find((patient) => patient.service === service)
  if (!found) throw new RangeError(`no patient fits ${service}`)
  return found
}

/** The core set that came with the service; undefined where there is none. */
export const shippedFor = (service: Service): CriteriaSet | undefined =>
  CORE_SETS.find((set) => set.appliesTo.services.includes(service))

/** A unit with a place for the patient, for a kommune of its agreement. */
export const contextFor = (more: Partial<AssessmentContext> = {}): AssessmentContext => ({
  admissionAt: instant('2026-11-22T12:00:00Z'),
  hasPlace: true,
  kommunenummer: '1804',
  agreementId: 'agr_prove',
  unitCapabilities: ['oksygen', 'iv', 'crp'],
  neededCapabilities: ['oksygen'],
  ...more,
})

/** What is told otherwise: members are replaced one by one, and an undefined one is not told at all. */
export type Otherwise = {
  readonly ageYears?: number | null
  readonly answers?: Readonly<Record<string, Answer | undefined>>
  readonly inputs?: Readonly<Record<string, InputValue | undefined>>
  readonly news2?: Partial<Observations> | null
}

export function tellOtherwise(told: Told, { ageYears, answers, inputs, news2 }: Otherwise): AssessmentTold {
  return {
    ...told,
    ageYears: ageYears === undefined ? told.ageYears : ageYears,
    answers: withoutUndefined({ ...told.answers, ...answers }),
    inputs: withoutUndefined({ ...told.inputs, ...inputs }),
    news2: news2 === null ? null : { ...told.news2, ...news2 },
  }
}

const withoutUndefined = <T>(members: Readonly<Record<string, T | undefined>>): Record<string, T> =>
  Object.fromEntries(Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
