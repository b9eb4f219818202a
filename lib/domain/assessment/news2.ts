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

export function scoreNews2(seen: Observations): News2 {
  const spo2 = seen.spo2Scale === 1 ? SPO2_SCALE_1 : seen.supplementalOxygen ? SPO2_SCALE_2_OXYGEN : SPO2_SCALE_2_AIR
  const points = [
    pointsIn(RESPIRATION, seen.respirationRate),
    pointsIn(spo2, seen.spo2),
    seen.supplementalOxygen ? 2 : 0,
    pointsIn(SYSTOLIC, seen.systolicBp),
    pointsIn(PULSE, seen.pulse),
    seen.consciousness === 'A' ? 0 : 3,
    pointsIn(TEMPERATURE, Math.round(seen.temperature * 10)),
  ]
  const maxSingle = Math.max(...points)
  return { total: points.reduce((sum, each) => sum + each, 0), anyThree: maxSingle === 3, maxSingle }
}

export type Qsofa = { readonly total: number; readonly positive: boolean }

/** qSOFA: breathing 22 or more, systolic 100 or less, changed consciousness; two or more raise suspicion of sepsis. */
export function scoreQsofa({ respirationRate, systolicBp, consciousness }: Observations): Qsofa {
  const total = [respirationRate >= 22, systolicBp <= 100, consciousness !== 'A'].filter(Boolean).length
  return { total, positive: total >= 2 }
}

const pointsIn = (bands: Bands, value: number): number => bands.find(([upTo]) => value <= upTo)?.[1] ?? 0
