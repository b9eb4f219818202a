import { describe, expect, it } from 'vitest'
import { PutCriteriaSetRequest } from '../../../lib/contract/criteria.ts'
import { coreInForce, findCatalogueFaults, SHIPPED } from '../../../lib/domain/assessment/catalogue.ts'
import { CORE_SETS } from '../../../lib/domain/assessment/core-sets.ts'
import { findCriteriaFaults } from '../../../lib/domain/assessment/criteria-faults.ts'
import { SERVICES } from '../../../lib/domain/vocabulary.ts'
import { osloDateOf } from '../../../lib/kernel/oslo-date.ts'
import { START } from '../../support/pool-ledger.ts'

describe.each(CORE_SETS)('core set $criteriaSetId', ({ criteriaSetId, version, ...content }) => {
  it('has the shape of a set that an admin may save', () => {
    const read = PutCriteriaSetRequest.safeParse(content)
    expect(read.error).toBeUndefined()
    expect(read.data).toEqual(content)
  })

  it('holds together', () => {
    expect(findCriteriaFaults(content)).toEqual([])
    const others = SHIPPED.filter((each) => each.criteriaSetId !== criteriaSetId)
    expect(findCatalogueFaults(others, criteriaSetId, content)).toEqual([])
    expect(version).toBe('0.1.0')
  })

  it('has every criterion of the kind that its id says', () => {
    const kinds = { INK: 'inclusion', EKS: 'exclusion', DOK: 'documentation' } as const
    for (const { id, kind } of content.criteria) expect(kinds[id.slice(4, 7) as keyof typeof kinds]).toBe(kind)
  })

  it('describes no input that nobody asks for', () => {
    const used = new Set(content.criteria.flatMap(({ inputs }) => inputs))
    expect([...used].sort()).toEqual(Object.keys(content.inputTypes).sort())
  })

  it('asks one yes or no where there is no rule', () => {
    for (const { id, inputs } of content.criteria.filter(({ rule }) => !rule))
      expect([id, inputs.map((input) => content.inputTypes[input]?.type)]).toEqual([id, ['answer']])
  })
})

it('core sets belong to one service each, and no other service has criteria', () => {
  const found = SERVICES.map((service) => [service, coreInForce(SHIPPED, service, osloDateOf(START))?.criteriaSetId])
  expect(Object.fromEntries(found.filter(([, id]) => id !== undefined))).toEqual({
    'kad-somatikk': 'kad-somatic',
    'kad-psyk-rus': 'kad-psych',
    sykestue: 'sykestue-finnmark',
  })
})
