import { describe, expect, it } from 'vitest'
import type { Criteria, Draft } from '../../../web/enhet/admission/draft.ts'
import { admissionOf, ageBandOf, checkOf, EMPTY, numberIn, scorable } from '../../../web/enhet/admission/draft.ts'

const MEASURED = { respirationRate: '16', spo2: '97', systolicBp: '125', pulse: '80', temperature: '37,5' }
const CRITERIA: Criteria = {
  unitId: 'unit_x',
  service: 'kad-somatikk',
  on: '2026-11-25',
  criteriaSetId: 'kad-somatic',
  criteriaVersion: '0.1.0',
  core: null,
  requireAssessment: false,
  binds: true,
  stopsOn: ['does-not-fit', 'ask-doctor'],
  title: 'x',
  inputTypes: {
    expectedStayHours: { type: 'number', labelNb: 'x' },
    assessedAt: { type: 'instant', labelNb: 'x' },
    fall: { type: 'answer', labelNb: 'x' },
  },
  criteria: [
    {
      criterionId: 'SOM-INK-04',
      kind: 'inclusion',
      effect: 'block',
      textNb: 'x',
      group: 'x',
      inputs: [],
      hasRule: false,
      source: 'x',
    },
  ],
}
const begun: Draft = { ...EMPTY, service: 'kad-somatikk', measured: MEASURED }
const whole: Draft = { ...begun, consciousness: 'A' }

describe('what is written', () => {
  it.each([
    ['37,5', 37.5],
    [' 37.5 ', 37.5],
    ['80', 80],
    ['-3', -3],
    ['', undefined],
    ['8o', undefined],
    ['1,2,3', undefined],
    ['1e3', undefined],
  ])('%j is the number %s', (text, value) => {
    expect(numberIn(text)).toBe(value)
  })

  it.each([
    ['pulse', '14', undefined],
    ['pulse', '15', 15],
    ['pulse', '300', 300],
    ['pulse', '301', undefined],
    ['pulse', '80,5', undefined],
    ['temperature', '37,5', 37.5],
    ['temperature', '37,55', undefined],
    ['temperature', '23,9', undefined],
    ['temperature', '45,0', 45],
  ] as const)('%s %s is scored as %s', (name, text, value) => {
    expect(scorable(name, text)).toBe(value)
  })

  it('is asked about with the observations only when they are whole', () => {
    expect(checkOf(EMPTY, CRITERIA, undefined)).toBeNull()
    expect(checkOf(begun, CRITERIA, undefined)).toEqual({ service: 'kad-somatikk', needs: [] })
    expect(checkOf(whole, CRITERIA, 'hold_1')).toEqual({
      service: 'kad-somatikk',
      needs: [],
      holdId: 'hold_1',
      news2: {
        respirationRate: 16,
        spo2: 97,
        systolicBp: 125,
        pulse: 80,
        temperature: 37.5,
        consciousness: 'A',
        supplementalOxygen: false,
        spo2Scale: 1,
      },
    })
  })

  it('goes with the admission as it stands, also half a set and what is no number, for the service to name', () => {
    const measured = { ...MEASURED, pulse: '8o', spo2: '' }
    expect(admissionOf({ ...begun, measured, ageYears: 'gammel' }, CRITERIA, undefined)).toEqual({
      service: 'kad-somatikk',
      needs: [],
      ageYears: 'gammel',
      news2: {
        respirationRate: 16,
        systolicBp: 125,
        pulse: '8o',
        temperature: 37.5,
        supplementalOxygen: false,
        spo2Scale: 1,
      },
    })
  })

  it('is told by the kind of each fact, and only where it is asked', () => {
    const draft: Draft = {
      ...EMPTY,
      service: 'kad-somatikk',
      answers: { 'SOM-INK-04': 'yes', 'OTHER-1': 'no' },
      inputs: { expectedStayHours: '48', assessedAt: '2026-11-25T10:50', fall: 'no', elsewhere: 'x' },
    }
    expect(checkOf(draft, CRITERIA, undefined)).toMatchObject({
      answers: { 'SOM-INK-04': 'yes' },
      inputs: { expectedStayHours: 48, assessedAt: '2026-11-25T09:50:00.000Z', fall: 'no' },
    })
    expect(checkOf(draft, undefined, undefined)).toEqual({ service: 'kad-somatikk', needs: [] })
  })

  it('never turns a time that no clock has shown into now', () => {
    const admittedAt = { local: '2026-03-29T02:30', isSecond: false }
    expect(admissionOf({ ...EMPTY, admittedAt }, CRITERIA, undefined)).toMatchObject({ admittedAt: '2026-03-29T02:30' })
  })

  it.each([
    [0, '0-17'],
    [17, '0-17'],
    [18, '18-49'],
    [66, '50-66'],
    [67, '67-79'],
    [89, '80-89'],
    [90, '90+'],
  ])('the age %d is counted as %s', (age, band) => {
    expect(ageBandOf(age)).toBe(band)
  })
})
