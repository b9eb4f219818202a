import { describe, expect, it } from 'vitest'
import {
  bandOfNews2,
  type Observations,
  pointsOfNews2,
  scoreNews2,
  scoreQsofa,
} from '../../../lib/domain/assessment/news2.ts'
import golden from '../../golden/news2-vectors.json' with { type: 'json' }
import { WELL } from '../../support/fitting-patients.ts'

const totalOf = (seen: Partial<Observations>) => scoreNews2({ ...WELL, ...seen }).total

describe('NEWS2', () => {
  it.each(golden.testVectors)('scores the reference vector $id', ({ input, points, total, maxSingle }) => {
    const { respiratoryRate, spo2Scale, consciousness, ...rest } = input
    const seen = { ...rest, respirationRate: respiratoryRate, spo2Scale, consciousness } as Observations
    expect(scoreNews2(seen)).toEqual({ total, maxSingle, anyThree: maxSingle === 3 })
    expect(Object.values(points).reduce((sum, each) => sum + each, 0)).toBe(total)
  })

  // The chart of the Royal College of Physicians, one row per step: the last value below it, the first on it, the next.
  it.each<[parameter: string, first: number, points: readonly [number, number, number], step?: number]>([
    ['respirationRate', 9, [3, 1, 1]],
    ['respirationRate', 12, [1, 0, 0]],
    ['respirationRate', 21, [0, 2, 2]],
    ['respirationRate', 25, [2, 3, 3]],
    ['spo2', 92, [3, 2, 2]],
    ['spo2', 94, [2, 1, 1]],
    ['spo2', 96, [1, 0, 0]],
    ['systolicBp', 91, [3, 2, 2]],
    ['systolicBp', 101, [2, 1, 1]],
    ['systolicBp', 111, [1, 0, 0]],
    ['systolicBp', 220, [0, 3, 3]],
    ['pulse', 41, [3, 1, 1]],
    ['pulse', 51, [1, 0, 0]],
    ['pulse', 91, [0, 1, 1]],
    ['pulse', 111, [1, 2, 2]],
    ['pulse', 131, [2, 3, 3]],
    ['temperature', 35.1, [3, 1, 1], 0.1],
    ['temperature', 36.1, [1, 0, 0], 0.1],
    ['temperature', 38.1, [0, 1, 1], 0.1],
    ['temperature', 39.1, [1, 2, 2], 0.1],
  ])('%s steps at %d', (parameter, first, points, step = 1) => {
    const around = [first - step, first, first + step].map((value) => Number(value.toFixed(1)))
    expect(around.map((value) => totalOf({ [parameter]: value }))).toEqual(points)
  })

  it.each<[first: number, air: readonly [number, number, number], oxygen: readonly [number, number, number]]>([
    [84, [3, 2, 2], [3, 2, 2]],
    [86, [2, 1, 1], [2, 1, 1]],
    [88, [1, 0, 0], [1, 0, 0]],
    [93, [0, 0, 0], [0, 1, 1]],
    [95, [0, 0, 0], [1, 2, 2]],
    [97, [0, 0, 0], [2, 3, 3]],
  ])('SpO2 on scale 2 steps at %d, on oxygen also upwards', (first, air, oxygen) => {
    const points = (supplementalOxygen: boolean) =>
      [first - 1, first, first + 1].map((spo2) => totalOf({ spo2Scale: 2, spo2, supplementalOxygen }))
    expect(points(false)).toEqual(air)
    expect(points(true)).toEqual(oxygen.map((each) => each + 2))
  })

  it('gives two points for oxygen and three for anything but alert', () => {
    expect(totalOf({ supplementalOxygen: true })).toBe(2)
    expect((['A', 'C', 'V', 'P', 'U'] as const).map((consciousness) => totalOf({ consciousness }))).toEqual([
      0, 3, 3, 3, 3,
    ])
  })

  it('says when one parameter alone gives three, and not when several add up to it', () => {
    expect(scoreNews2({ ...WELL, pulse: 40 })).toEqual({ total: 3, maxSingle: 3, anyThree: true })
    expect(scoreNews2({ ...WELL, pulse: 111, spo2: 95 })).toEqual({ total: 3, maxSingle: 2, anyThree: false })
  })

  it('scores the example of the wire description', () => {
    const seen: Observations = { ...WELL, respirationRate: 18, spo2: 95, systolicBp: 128, pulse: 84, temperature: 37.4 }
    expect(scoreNews2(seen)).toEqual({ total: 1, maxSingle: 1, anyThree: false })
    expect(scoreQsofa(seen)).toEqual({ total: 0, positive: false })
  })
})

describe('qSOFA', () => {
  it.each<[Partial<Observations>, number]>([
    [{ respirationRate: 21 }, 0],
    [{ respirationRate: 22 }, 1],
    [{ respirationRate: 23 }, 1],
    [{ systolicBp: 99 }, 1],
    [{ systolicBp: 100 }, 1],
    [{ systolicBp: 101 }, 0],
    [{ consciousness: 'A' }, 0],
    [{ consciousness: 'C' }, 1],
    [{ consciousness: 'V' }, 1],
    [{ consciousness: 'P' }, 1],
    [{ consciousness: 'U' }, 1],
  ])('counts %o as %d', (seen, total) => {
    expect(scoreQsofa({ ...WELL, ...seen })).toEqual({ total, positive: false })
  })

  it('is positive from two on', () => {
    expect(scoreQsofa({ ...WELL, respirationRate: 22, systolicBp: 100 })).toEqual({ total: 2, positive: true })
    expect(scoreQsofa({ ...WELL, respirationRate: 22, systolicBp: 100, consciousness: 'C' })).toEqual({
      total: 3,
      positive: true,
    })
  })
})

describe('NEWS2 while it is typed', () => {
  it.each(golden.testVectors)('gives each observation of $id its own weight', ({ input, points }) => {
    const { respiratoryRate, ...rest } = input
    const { respiratoryRate: breathing, ...others } = points
    const seen = { ...rest, respirationRate: respiratoryRate } as Observations
    expect(pointsOfNews2(seen)).toMatchObject({ ...others, respirationRate: breathing })
  })

  it('leaves out what is not measured yet', () => {
    expect(pointsOfNews2({ spo2Scale: 1, supplementalOxygen: false, pulse: 131 })).toEqual({
      supplementalOxygen: 0,
      pulse: 3,
    })
  })

  it.each([
    [0, false, 'low'],
    [4, false, 'low'],
    [3, true, 'low-medium'],
    [4, true, 'low-medium'],
    [5, false, 'medium'],
    [6, true, 'medium'],
    [7, false, 'high'],
    [20, true, 'high'],
  ] as const)('a total of %d, a single three %s, is %s', (total, anyThree, band) => {
    expect(bandOfNews2({ total, anyThree })).toBe(band)
  })
})
