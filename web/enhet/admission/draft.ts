import { OBSERVATION_LIMITS, type Observations } from '../../../lib/contract/assessment-inputs.ts'
import type { AnswerOf, AskOf } from '../../../lib/contract/routes.ts'
import type { Service, TeamRole } from '../../../lib/contract/words.ts'
import { instantOfWall, NO_TIME, type WallTime, wireTime } from '../../parts/wall-time.ts'

export type Criteria = AnswerOf<'show-criteria'>
export type Reply = 'yes' | 'no' | 'unknown'
export type Measured = keyof typeof OBSERVATION_LIMITS

/** The admission as it is written so far: text as it was typed, so that nothing is lost or mended behind anybody's back. */
export type Draft = {
  readonly patientRef: string
  readonly ageYears: string
  readonly partyId: string | null
  readonly service: Service | null
  readonly needs: readonly string[]
  /** Null leaves the choice to the service. */
  readonly bedId: string | null
  readonly admittedAt: WallTime
  readonly expectedDepartureAt: WallTime
  readonly measured: Readonly<Record<Measured, string>>
  readonly consciousness: Observations['consciousness'] | null
  readonly supplementalOxygen: boolean
  readonly spo2Scale: 1 | 2
  readonly observedAt: WallTime
  readonly answers: Readonly<Record<string, Reply>>
  /** Those of the answers that were given together, by one press for many criteria. */
  readonly together: readonly string[]
  readonly inputs: Readonly<Record<string, string>>
  readonly overrideReason: string
  readonly overrideRoles: readonly TeamRole[]
}

export const EMPTY: Draft = {
  patientRef: '',
  ageYears: '',
  partyId: null,
  service: null,
  needs: [],
  bedId: null,
  admittedAt: NO_TIME,
  expectedDepartureAt: NO_TIME,
  measured: { respirationRate: '', spo2: '', systolicBp: '', pulse: '', temperature: '' },
  consciousness: null,
  supplementalOxygen: false,
  spo2Scale: 1,
  observedAt: NO_TIME,
  answers: {},
  together: [],
  inputs: {},
  overrideReason: '',
  overrideRoles: [],
}

export const MEASURED: readonly Measured[] = ['respirationRate', 'spo2', 'systolicBp', 'pulse', 'temperature']

/** A number as a Norwegian hand writes it; undefined where it is none. */
export function numberIn(text: string): number | undefined {
  const plain = text.trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** A measured number that can be scored: within what a living patient has, and no finer than the table. */
export function scorable(name: Measured, text: string): number | undefined {
  const value = numberIn(text)
  const [least, most] = OBSERVATION_LIMITS[name]
  if (value === undefined || value < least || value > most) return undefined
  const steps = name === 'temperature' ? value * 10 : value
  return Math.abs(steps - Math.round(steps)) < 1e-9 ? value : undefined
}

type SeenSoFar = Partial<Observations> & Pick<Observations, 'spo2Scale' | 'supplementalOxygen'>

/** The observations that can be scored, as far as they have come. */
export const seenSoFar = ({ measured, consciousness, supplementalOxygen, spo2Scale }: Draft): SeenSoFar => ({
  ...Object.fromEntries(
    MEASURED.flatMap((name) => {
      const value = scorable(name, measured[name])
      return value === undefined ? [] : [[name, value] as const]
    }),
  ),
  ...(consciousness !== null && { consciousness }),
  supplementalOxygen,
  spo2Scale,
})

/** The set is whole, and can be told. */
export const isWhole = (seen: SeenSoFar): seen is Observations =>
  [...MEASURED, 'consciousness' as const].every((name) => seen[name] !== undefined)

type Told = Pick<AskOf<'check-criteria'>['body'], 'ageYears' | 'answers' | 'inputs' | 'observedAt'>

/** What is told about the patient, besides the observations; answers to what is not asked here are kept back. */
function toldOf(draft: Draft, criteria: Criteria | undefined): Told {
  const age = numberIn(draft.ageYears)
  const asked = new Set(criteria?.criteria.map(({ criterionId }) => criterionId))
  const answers = Object.fromEntries(Object.entries(draft.answers).filter(([id]) => asked.has(id)))
  const inputs = Object.fromEntries(
    Object.entries(draft.inputs).flatMap(([name, text]) => {
      const value = inputValue(criteria?.inputTypes[name]?.type, text)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const observedAt = instantOfWall(draft.observedAt)
  return {
    ...(age !== undefined && { ageYears: age }),
    ...(Object.keys(answers).length > 0 && { answers }),
    ...(Object.keys(inputs).length > 0 && { inputs }),
    ...(observedAt !== undefined && { observedAt }),
  }
}

function inputValue(type: string | undefined, text: string): string | number | undefined {
  if (type === undefined || text === '') return undefined
  // What is no number goes as it is written: the service names what is wrong with it.
  if (type === 'integer' || type === 'number') return numberIn(text) ?? text
  return type === 'instant' ? (instantOfWall({ local: text, isSecond: false }) ?? text) : text
}

/** The question to the dry run: only what can be judged already. Null before there is a service to judge by. */
export function checkOf(
  draft: Draft,
  criteria: Criteria | undefined,
  holdId: string | undefined,
): AskOf<'check-criteria'>['body'] | null {
  const { service, partyId, needs } = draft
  if (service === null) return null
  const seen = seenSoFar(draft)
  return {
    ...toldOf(draft, criteria),
    service,
    needs: [...needs],
    ...(partyId !== null && { partyId }),
    ...(holdId !== undefined && { holdId }),
    ...(isWhole(seen) && { news2: seen }),
  }
}

/**
 * The admission as it is written: half a set of observations, or what is no number, goes along as it stands, for the
 * service to name what is wrong with it. No rule of the service's stands here a second time.
 */
export function admissionOf(
  draft: Draft,
  criteria: Criteria | undefined,
  holdId: string | undefined,
): AskOf<'admit-patient'>['body'] {
  const { patientRef, ageYears, partyId, service, needs, bedId, overrideReason, overrideRoles } = draft
  const age = numberIn(ageYears)
  const admittedAt = wireTime(draft.admittedAt)
  const expectedDepartureAt = wireTime(draft.expectedDepartureAt)
  return {
    ...toldOf(draft, criteria),
    ...(ageYears.trim() !== '' && { ageYears: age ?? ageYears }),
    ...(isBegun(draft) && { news2: observationsOf(draft) }),
    ...(patientRef.trim() !== '' && { patientRef: patientRef.trim() }),
    needs,
    ...(partyId !== null && { partyId }),
    ...(service !== null && { service }),
    ...(holdId !== undefined && { holdId }),
    ...(bedId !== null && { bedId }),
    ...(age !== undefined && { ageBand: ageBandOf(age) }),
    ...(admittedAt !== undefined && { admittedAt }),
    ...(expectedDepartureAt !== undefined && { expectedDepartureAt }),
    ...((overrideReason.trim() !== '' || overrideRoles.length > 0) && {
      override: { reason: overrideReason.trim(), roles: overrideRoles },
    }),
  } as AskOf<'admit-patient'>['body']
}

const isBegun = ({ measured, consciousness }: Draft): boolean =>
  consciousness !== null || MEASURED.some((name) => measured[name].trim() !== '')

function observationsOf({ measured, consciousness, supplementalOxygen, spo2Scale }: Draft) {
  const numbers = MEASURED.flatMap((name) => {
    const text = measured[name].trim()
    return text === '' ? [] : [[name, numberIn(text) ?? text] as const]
  })
  const told = { ...Object.fromEntries(numbers), ...(consciousness !== null && { consciousness }) }
  return { ...told, supplementalOxygen, spo2Scale }
}

/** The first age of each band that statistics count by. */
const BANDS: readonly (readonly [from: number, band: string])[] = [
  [90, '90+'],
  [80, '80-89'],
  [67, '67-79'],
  [50, '50-66'],
  [18, '18-49'],
  [0, '0-17'],
]
export const ageBandOf = (age: number): string => BANDS.find(([from]) => age >= from)?.[1] ?? '0-17'
