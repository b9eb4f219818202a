import { expect, it } from 'vitest'
import { isOverrideAsked, standingFor } from '../../../web/enhet/admission/wrongs.ts'

type Standing = Parameters<typeof standingFor>[0]
type Body = Parameters<typeof standingFor>[2]
type Wrong = { readonly code?: string; readonly field?: string; readonly errors?: readonly string[] }

const refusedFor = ({ code = 'invalid-request', field, errors = [] }: Wrong): Standing => {
  const problem = { code, status: 422, title: '', detail: '', field, facts: {} }
  return { kind: 'refused', problem: { ...problem, errors: errors.map((pointer) => ({ pointer, rule: 'missing' })) } }
}
const SENT = { patientRef: 'ref', service: 'kad-somatikk', needs: [], news2: { pulse: 80 } } as unknown as Body
const wrongsAfter = (standing: Standing, change: object) => {
  const now = standingFor(standing, SENT, { ...SENT, ...change })
  return now.kind === 'refused' ? now.problem.errors.map(({ pointer }) => pointer) : now.kind
}

it('a refusal stands for as long as nothing is changed', () => {
  expect(wrongsAfter(refusedFor({ errors: ['/partyId'] }), {})).toEqual(['/partyId'])
  expect(wrongsAfter(refusedFor({ code: 'assessment-says-no' }), {})).toEqual([])
})

it('a field that was wrong is wrong no more when it has been changed, and the others are', () => {
  const standing = refusedFor({ errors: ['/news2/pulse', '/partyId'] })
  expect(wrongsAfter(standing, { news2: { pulse: 90 } })).toEqual(['/partyId'])
  expect(wrongsAfter(standing, { ageYears: 83 })).toEqual(['/news2/pulse', '/partyId'])
  expect(wrongsAfter(standing, { news2: { pulse: 90 }, partyId: 'k-1804' })).toBe('none')
  expect(wrongsAfter(refusedFor({ field: 'patientRef' }), { ageYears: 83 })).toEqual([])
  expect(wrongsAfter(refusedFor({ field: 'patientRef' }), { patientRef: 'annen' })).toBe('none')
})

it('a refusal that names no field is over with the first change', () => {
  expect(wrongsAfter(refusedFor({ code: 'assessment-says-no' }), { answers: { 'SOM-EKS-05': 'no' } })).toBe('none')
})

it('the override that a refusal asks for is there while it is written, and gone with another case', () => {
  const asked = (change: object, code = 'room-rule-broken') =>
    isOverrideAsked(refusedFor({ code }), SENT, { ...SENT, ...change })
  expect(asked({})).toBe(true)
  expect(asked({ override: { reason: 'e', roles: [] } })).toBe(true)
  expect(asked({ bedId: 'bed_102a' })).toBe(false)
  expect(asked({}, 'bed-not-free')).toBe(false)
})
