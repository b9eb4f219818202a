import { expect, it } from 'vitest'
import { CORE_SETS } from '../../../lib/domain/assessment/core-sets.ts'
import { conditionsOf, factOf, freshCondition, QSOFA, ruleOf } from '../../../web/kriterier/conditions.ts'
import { ruleSentence } from '../../../web/kriterier/rule-sentence.ts'

const SAID: Readonly<Record<string, string>> = { yes: 'ja', no: 'nei' }
const meaningIn = (id: string) => {
  const set = CORE_SETS.find(({ criteriaSetId }) => criteriaSetId === id)
  if (!set) throw new Error(`no set ${id}`)
  return { ...set, say: (code: string) => SAID[code] ?? code }
}
const ruleIn = (setId: string, id: string) => {
  const rule = meaningIn(setId).criteria.find((criterion) => criterion.id === id)?.rule
  if (!rule) throw new Error(`no rule for ${id}`)
  return rule
}

it.each([
  ['kad-somatic', 'SOM-INK-01', 'Alder i hele år på innleggelsesdagen er 18 eller mer'],
  ['kad-somatic', 'SOM-INK-08', 'Respiratorisk stabil: ja og Sirkulatorisk stabil: ja'],
  ['kad-somatic', 'SOM-EKS-08', 'Hodetraume: ja og ikke (CT hode tatt og negativ: ja)'],
  [
    'kad-somatic',
    'SOM-EKS-02',
    'Mistenkt infeksjon: ja og (minst 2 av disse: Respirasjonsfrekvens er 22 eller mer; Systolisk blodtrykk er 100 eller mindre; Bevissthet (ACVPU) er ikke A)',
  ],
  [
    'kad-somatic',
    'SOM-EKS-18',
    '(NEWS2, samlet skår er 5 eller mer og NEWS2, samlet skår er under 7) eller NEWS2, høyeste enkeltskår er 3 eller mer',
  ],
  ['kad-somatic', 'SOM-INK-05', 'Avklaring av tilstanden er avklart eller uavklart-lav-risiko'],
])('%s %s reads: %s', (setId, id, sentence) => {
  expect(ruleSentence(ruleIn(setId, id), meaningIn(setId))).toBe(sentence)
})

it('every rule of the region can be said without a code of the language in it', () => {
  for (const set of CORE_SETS)
    for (const { rule } of set.criteria)
      if (rule) expect(ruleSentence(rule, meaningIn(set.criteriaSetId))).not.toMatch(/undefined|\[object|config/)
})

it('a rule of conditions in a row goes into lists and back unchanged, and one that says more is left alone', () => {
  for (const id of ['SOM-INK-01', 'SOM-INK-08', 'SOM-EKS-01', 'SOM-EKS-02', 'SOM-EKS-17']) {
    const rule = ruleIn('kad-somatic', id)
    const conditions = conditionsOf(rule)
    expect(conditions && ruleOf(conditions)).toEqual(rule)
  }
  expect(conditionsOf(ruleIn('kad-somatic', 'SOM-EKS-02'))?.parts.map(factOf)).toEqual(['infectionSuspected', QSOFA])
  for (const id of ['SOM-EKS-18', 'SOM-EKS-08', 'SOM-INK-02', 'SOM-INK-03'])
    expect(conditionsOf(ruleIn('kad-somatic', id))).toBeUndefined()
})

it('a condition begins as its fact wants it', () => {
  const { inputTypes } = meaningIn('kad-somatic')
  expect(freshCondition('ageYears', inputTypes['ageYears'])).toEqual({ op: 'gte', input: 'ageYears', value: 0 })
  expect(freshCondition('fall', inputTypes['fall'])).toEqual({ op: 'eq', input: 'fall', value: true })
  expect(freshCondition('consciousness', inputTypes['consciousness'])).toEqual({
    op: 'in',
    input: 'consciousness',
    value: ['A'],
  })
})
