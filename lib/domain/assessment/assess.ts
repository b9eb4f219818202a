import { type Instant, parseInstant } from '../../kernel/instant.ts'
import { accepted, type Result, refused } from '../../kernel/result.ts'
import type { NamedFault } from '../agreement/agreement.ts'
import type { Service } from '../vocabulary.ts'
import type { CriteriaSet, InputType, InputValue } from './criteria-set.ts'
import { type Answer, type AssessmentOutcome, evaluateCriteria, type Reason } from './evaluate.ts'
import { knownInput } from './known-inputs.ts'
import { type News2, type Observations, type Qsofa, scoreNews2, scoreQsofa } from './news2.ts'

/** What the clinician told about the patient, before anything is computed. */
export type AssessmentTold = {
  readonly ageYears: number | null
  readonly answers: Readonly<Record<string, Answer>> | null
  readonly inputs: Readonly<Record<string, InputValue>> | null
  readonly news2: Observations | null
  /** When the observations were made; null when that was not told. */
  readonly observedAt: Instant | null
}

/** What the service fills in where nobody tells it otherwise. */
export type AssessmentContext = {
  readonly admissionAt: Instant
  /** The request itself said when: telling it otherwise among the inputs is a contradiction. */
  readonly isAdmissionToldElsewhere?: boolean | undefined
  /** A hold, or the unit's own admission: capacity is then clarified. */
  readonly hasPlace: boolean
  readonly kommunenummer: string | null
  readonly agreementId: string | null
  readonly unitCapabilities: readonly string[]
  /** The needs of the request; where it has none, nobody has said that there are none. */
  readonly neededCapabilities: readonly string[]
  /** Inputs that are filled in by what is likely: a clinician's answer outweighs them. */
  readonly assumed?: readonly string[]
}

export type Assessment = {
  readonly outcome: AssessmentOutcome
  /** Null where no criteria are written for the service: then nothing is asked, and everybody fits. */
  readonly criteriaSetId: string | null
  readonly criteriaVersion: string | null
  readonly news2: News2 | null
  readonly qsofa: Qsofa | null
  readonly reasons: readonly Reason[]
}

/** All that an assessment rested on, kept with the stay: it can be made again on the version it was made on. */
export type StoredAssessment = {
  readonly service: Service
  readonly told: AssessmentTold
  readonly context: AssessmentContext
  readonly assessment: Assessment
}

/** What the journal keeps of an assessment: how it came out and by which version, never what was told about the patient. */
export type AssessmentRecord = {
  readonly outcome: AssessmentOutcome
  readonly criteriaSetId: string | null
  readonly criteriaVersion: string | null
  readonly news2Total: number | null
}

export const recordOf = ({ outcome, criteriaSetId, criteriaVersion, news2 }: Assessment): AssessmentRecord => ({
  outcome,
  criteriaSetId,
  criteriaVersion,
  news2Total: news2?.total ?? null,
})

export const isTold = (told: AssessmentTold): boolean => Object.values(told).some((part) => part !== null)

/**
 * Holds what was told against the set in force; undefined where no criteria are written for the service. Bad answers and
 * facts are refused by name, and nothing is guessed.
 */
export function assess(
  set: CriteriaSet | undefined,
  told: AssessmentTold,
  context: AssessmentContext,
): Result<Assessment, readonly NamedFault[]> {
  const news2 = told.news2 && scoreNews2(told.news2)
  const qsofa = told.news2 && scoreQsofa(told.news2)
  if (!set) return accepted({ outcome: 'fits', criteriaSetId: null, criteriaVersion: null, news2, qsofa, reasons: [] })
  const typed = told.inputs ?? {}
  const measured = measuredInputs(told)
  const said = { ...measured, ...saidInRequest(context) }
  const faults = [...findAnswerFaults(set, told.answers ?? {}), ...findInputFaults(set, typed, said)]
  if (faults.length > 0) return refused(faults)
  const given = { ...readInputs(set, typed), ...measured, ...scoresOf(news2) }
  const assumed = [...(context.assumed ?? []), ...(context.neededCapabilities.length > 0 ? [] : ['neededCapabilities'])]
  const { outcome, reasons } = evaluateCriteria(set, {
    answers: told.answers ?? {},
    inputs: { ...knownInputs(context), ...given },
    assumed: new Set(assumed.filter((name) => !Object.hasOwn(given, name))),
  })
  return accepted({ outcome, criteriaSetId: set.criteriaSetId, criteriaVersion: set.version, news2, qsofa, reasons })
}

/** The criteria that must be overridden before the patient can come in. */
export const findBlocking = (assessment: Assessment): readonly string[] =>
  assessment.outcome === 'fits'
    ? []
    : assessment.reasons
        .filter(({ effect, met, contradiction }) => (effect === 'block' && met !== 'true') || contradiction)
        .map(({ criterionId }) => criterionId)

/** What the request's own fields say, by the names that rules know them by. */
function measuredInputs({ ageYears, news2 }: AssessmentTold): Record<string, InputValue> {
  return {
    ...(ageYears === null ? {} : { ageYears }),
    ...(news2
      ? {
          respiratoryRate: news2.respirationRate,
          spo2: news2.spo2,
          supplementalOxygen: news2.supplementalOxygen,
          systolicBp: news2.systolicBp,
          pulse: news2.pulse,
          consciousness: news2.consciousness,
          temperature: news2.temperature,
        }
      : {}),
  }
}

const scoresOf = (news2: News2 | null): Record<string, InputValue> =>
  news2 ? { news2Total: news2.total, news2MaxSingle: news2.maxSingle } : {}

/** What fields of the request say that are not about the patient's state. */
const saidInRequest = (context: AssessmentContext): Record<string, InputValue> => ({
  ...(context.isAdmissionToldElsewhere ? { admissionAt: context.admissionAt } : {}),
  ...(context.neededCapabilities.length > 0 ? { neededCapabilities: context.neededCapabilities } : {}),
})

function knownInputs(context: AssessmentContext): Record<string, InputValue> {
  return {
    admissionAt: context.admissionAt,
    ...(context.hasPlace ? { reservationId: 'known' } : {}),
    ...(context.kommunenummer === null ? {} : { stayMunicipality: context.kommunenummer }),
    ...(context.agreementId === null ? {} : { agreementId: context.agreementId }),
    unitCapabilities: context.unitCapabilities,
    neededCapabilities: context.neededCapabilities,
  }
}

function findAnswerFaults(set: CriteriaSet, answers: Readonly<Record<string, Answer>>): NamedFault[] {
  const known = new Set(set.criteria.map(({ id }) => id))
  return Object.keys(answers).flatMap((id) => (known.has(id) ? [] : [{ pointer: `/answers/${id}`, rule: 'unknown' }]))
}

function findInputFaults(
  set: CriteriaSet,
  typed: Readonly<Record<string, InputValue>>,
  said: Readonly<Record<string, InputValue>>,
): NamedFault[] {
  return Object.entries(typed).flatMap(([name, value]) => {
    const type = Object.hasOwn(set.inputTypes, name) ? set.inputTypes[name] : undefined
    const rule = type
      ? (findInputRule(type, value) ?? findRangeRule(name, value) ?? findContradiction(value, said[name]))
      : 'unknown'
    return rule ? [{ pointer: `/inputs/${name}`, rule }] : []
  })
}

function findRangeRule(name: string, value: InputValue): 'range' | undefined {
  const [least, most] = knownInput(name)?.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  return typeof value === 'number' && (value < least || value > most) ? 'range' : undefined
}

/** The same fact told twice and differently: which one is right, only whoever told it knows. */
function findContradiction(typed: InputValue, said: InputValue | undefined): 'contradicts' | undefined {
  return said === undefined || typed === 'unknown' || isSameFact(typed, said) ? undefined : 'contradicts'
}

function isSameFact(typed: InputValue, said: InputValue): boolean {
  if (typeof said === 'boolean' && typeof typed === 'string') return typed === (said ? 'yes' : 'no')
  if (Array.isArray(typed) && Array.isArray(said))
    return [...typed].every((each) => said.includes(each)) && said.every((each) => typed.includes(each))
  return typed === said || (typeof typed === 'string' && parseInstant(typed) === said)
}

function findInputRule(input: InputType, value: InputValue): string | undefined {
  if (input.derivedFrom) return 'computed'
  switch (input.type) {
    case 'integer':
      return typeof value !== 'number' ? 'type' : Number.isInteger(value) ? undefined : 'decimals'
    case 'number':
      return typeof value !== 'number' ? 'type' : hasAtMost(input.decimals, value) ? undefined : 'decimals'
    case 'boolean':
    case 'answer':
      return typeof value === 'boolean' || (typeof value === 'string' && ['yes', 'no', 'unknown'].includes(value))
        ? undefined
        : 'type'
    case 'code':
      if (typeof value !== 'string') return 'type'
      return input.values && !input.values.includes(value) ? 'value' : undefined
    case 'codeList':
      return Array.isArray(value) ? undefined : 'type'
    case 'instant':
      return typeof value !== 'string' ? 'type' : parseInstant(value) ? undefined : 'format'
    case 'reference':
      return typeof value === 'string' ? undefined : 'type'
  }
}

/** Counted on the number as it is written: 37.3 has one decimal, whatever its binary form. */
const hasAtMost = (decimals: number | undefined, value: number): boolean =>
  decimals === undefined || Number(value.toFixed(decimals)) === value

/** A yes or no may be told as a word; `unknown` is the same as not having told. */
function readInputs(set: CriteriaSet, inputs: Readonly<Record<string, InputValue>>): Record<string, InputValue> {
  const read: Record<string, InputValue> = {}
  for (const [name, value] of Object.entries(inputs)) {
    const isYesNo = ['answer', 'boolean'].includes(set.inputTypes[name]?.type ?? '')
    if (!isYesNo || typeof value === 'boolean') read[name] = value
    else if (value !== 'unknown') read[name] = value === 'yes'
  }
  return read
}
