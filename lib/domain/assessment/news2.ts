/**
 * NEWS2 after the Royal College of Physicians, Chart 1; SpO2 scale 2 only where hypercapnic respiratory failure is
 * confirmed, and chosen, never derived. Computed, never typed in.
 */
export type Observations = {
  /** Per minute. */
  readonly respirationRate: number
  /** Per cent. */
  readonly spo2: number
  readonly spo2Scale: 1 | 2
  readonly supplementalOxygen: boolean
  /** mmHg. */
  readonly systolicBp: number
  /** Per minute. */
  readonly pulse: number
  /** Alert, new Confusion, Voice, Pain, Unresponsive. */
  readonly consciousness: 'A' | 'C' | 'V' | 'P' | 'U'
  /** °C with one decimal. */
  readonly temperature: number
}

/** What a living patient can have, as far as it is taken at all (wire.md, "Assessment"); a number outside is a slip of the pen. */
export const OBSERVATION_LIMITS = {
  respirationRate: [1, 80],
  spo2: [30, 100],
  systolicBp: [30, 300],
  pulse: [15, 300],
  temperature: [24, 45],
} as const satisfies Partial<Record<keyof Observations, readonly [least: number, most: number]>>

/** `anyThree`: one parameter alone gives three points, which asks for a doctor whatever the total is. */
export type News2 = { readonly total: number; readonly anyThree: boolean; readonly maxSingle: number }

/** Points up to and including each upper limit, in order; the last row has none. */
type Bands = readonly (readonly [upTo: number, points: number])[]

const REST = Number.POSITIVE_INFINITY
const RESPIRATION: Bands = [
  [8, 3],
  [11, 1],
  [20, 0],
  [24, 2],
  [REST, 3],
]
const SPO2_SCALE_1: Bands = [
  [91, 3],
  [93, 2],
  [95, 1],
  [REST, 0],
]
const SPO2_SCALE_2_AIR: Bands = [
  [83, 3],
  [85, 2],
  [87, 1],
  [REST, 0],
]
const SPO2_SCALE_2_OXYGEN: Bands = [
  [83, 3],
  [85, 2],
  [87, 1],
  [92, 0],
  [94, 1],
  [96, 2],
  [REST, 3],
]
const SYSTOLIC: Bands = [
  [90, 3],
  [100, 2],
  [110, 1],
  [219, 0],
  [REST, 3],
]
const PULSE: Bands = [
  [40, 3],
  [50, 1],
  [90, 0],
  [110, 1],
  [130, 2],
  [REST, 3],
]
/** In tenths of a degree, so that 36.1 is a whole number. */
const TEMPERATURE: Bands = [
  [350, 3],
  [360, 1],
  [380, 0],
  [390, 1],
  [REST, 2],
]

/** What is known so far: on which scale and with oxygen or not is always said, the rest as it is measured. */
type SeenSoFar = Partial<Observations> & Pick<Observations, 'spo2Scale' | 'supplementalOxygen'>
export type News2Points = Readonly<Record<Exclude<keyof Observations, 'spo2Scale'>, number>>

/** How much each observation weighs; one that is not measured yet weighs nothing and is left out. */
export function pointsOfNews2(seen: SeenSoFar): Partial<News2Points> {
  const { respirationRate, spo2, supplementalOxygen, systolicBp, pulse, consciousness, temperature } = seen
  const spo2Bands = seen.spo2Scale === 1 ? SPO2_SCALE_1 : supplementalOxygen ? SPO2_SCALE_2_OXYGEN : SPO2_SCALE_2_AIR
  return {
    ...(respirationRate !== undefined && { respirationRate: pointsIn(RESPIRATION, respirationRate) }),
    ...(spo2 !== undefined && { spo2: pointsIn(spo2Bands, spo2) }),
    supplementalOxygen: supplementalOxygen ? 2 : 0,
    ...(systolicBp !== undefined && { systolicBp: pointsIn(SYSTOLIC, systolicBp) }),
    ...(pulse !== undefined && { pulse: pointsIn(PULSE, pulse) }),
    ...(consciousness !== undefined && { consciousness: consciousness === 'A' ? 0 : 3 }),
    ...(temperature !== undefined && { temperature: pointsIn(TEMPERATURE, Math.round(temperature * 10)) }),
  }
}

export function scoreNews2(seen: Observations): News2 {
  const points = Object.values(pointsOfNews2(seen))
  const maxSingle = Math.max(...points)
  return { total: points.reduce((sum, each) => sum + each, 0), anyThree: maxSingle === 3, maxSingle }
}

export const NEWS2_BANDS = ['low', 'low-medium', 'medium', 'high'] as const
/** How soon somebody must look again: 0 to 4, a single three, 5 to 6, 7 and more (Royal College of Physicians, Chart 2). */
export type News2Band = (typeof NEWS2_BANDS)[number]

export function bandOfNews2({ total, anyThree }: Pick<News2, 'total' | 'anyThree'>): News2Band {
  if (total >= 7) return 'high'
  if (total >= 5) return 'medium'
  return anyThree ? 'low-medium' : 'low'
}

export type Qsofa = { readonly total: number; readonly positive: boolean }

/** qSOFA: breathing 22 or more, systolic 100 or less, changed consciousness; two or more raise suspicion of sepsis. */
export function scoreQsofa({
  respirationRate,
  systolicBp,
  consciousness,
}: Pick<Observations, 'respirationRate' | 'systolicBp' | 'consciousness'>): Qsofa {
  const total = [respirationRate >= 22, systolicBp <= 100, consciousness !== 'A'].filter(Boolean).length
  return { total, positive: total >= 2 }
}

const pointsIn = (bands: Bands, value: number): number => bands.find(([upTo]) => value <= upTo)?.[1] ?? 0
