import { describe, expect, it } from 'vitest'
import type { CriteriaSet, Criterion } from '../../../lib/domain/assessment/criteria-set.ts'
import { effectOf } from '../../../lib/domain/assessment/criteria-set.ts'
import {
  applyVariant,
  findVariantFaults,
  type Variant,
  type VariantChange,
} from '../../../lib/domain/assessment/variant.ts'
import type { OsloDate } from '../../../lib/kernel/oslo-date.ts'
import { shippedFor } from '../../support/fitting-patients.ts'

const shipped = shippedFor('kad-somatikk')
if (!shipped) throw new Error('no somatic set')
const core: CriteriaSet = { ...shipped, effectOverrides: { 'SOM-INK-07': 'off' } }

const variantOf = (changes: readonly VariantChange[], more: Partial<Variant> = {}): Variant => ({
  core: { criteriaSetId: core.criteriaSetId, criteriaVersion: core.version },
  validFrom: '2026-12-01' as OsloDate,
  requireAssessment: false,
  binds: true,
  inputTypes: {},
  changes,
  ...more,
})
const say = (changes: readonly VariantChange[], more: Partial<Variant> = {}) =>
  findVariantFaults(core, variantOf(changes, more)).map(({ pointer, rule }) => `${pointer} ${rule}`)

const reason = 'Egen erfaring'
const added: Criterion = {
  id: 'LOK-EKS-01',
  kind: 'exclusion',
  effect: 'block',
  textNb: 'Pasienten er under 20 år.',
  group: 'Alder',
  inputs: ['ageYears'],
  rule: { op: 'lt', input: 'ageYears', value: 20 },
  source: 'Enheten',
}
const weigh = (does: 'tighten' | 'loosen', criterionId: string, effect: 'block' | 'warn' | 'document' | 'off') =>
  ({ does, criterionId, effect, reason }) as const

describe('a change', () => {
  it.each<[change: VariantChange, fault: string | undefined]>([
    // SOM-INK-03 warns, SOM-INK-01 blocks, SOM-DOK-01 is followed up, SOM-INK-07 is not in use.
    [weigh('tighten', 'SOM-INK-03', 'block'), undefined],
    [weigh('tighten', 'SOM-DOK-01', 'warn'), undefined],
    [weigh('tighten', 'SOM-INK-07', 'document'), undefined],
    [weigh('loosen', 'SOM-INK-01', 'warn'), undefined],
    [weigh('loosen', 'SOM-INK-03', 'document'), undefined],
    [weigh('loosen', 'SOM-DOK-01', 'off'), undefined],
    [weigh('tighten', 'SOM-INK-01', 'warn'), '/changes/0/does loosens-not-tightens'],
    [weigh('tighten', 'SOM-INK-03', 'off'), '/changes/0/does loosens-not-tightens'],
    [weigh('loosen', 'SOM-INK-03', 'block'), '/changes/0/does tightens-not-loosens'],
    [weigh('loosen', 'SOM-INK-07', 'warn'), '/changes/0/does tightens-not-loosens'],
    [weigh('tighten', 'SOM-INK-01', 'block'), '/changes/0/effect changes-nothing'],
    [weigh('loosen', 'SOM-INK-07', 'off'), '/changes/0/effect changes-nothing'],
    [weigh('tighten', 'SOM-INK-99', 'block'), '/changes/0/criterionId unknown-criterion'],
    [{ does: 'tighten', add: added, reason }, undefined],
    [{ does: 'loosen', add: added, reason }, '/changes/0/does tightens-not-loosens'],
    [{ does: 'tighten', add: { ...added, effect: 'off' }, reason }, '/changes/0/add/effect changes-nothing'],
    [{ does: 'tighten', add: { ...added, id: 'SOM-INK-01' }, reason }, '/changes/0/add/id repeated'],
    [{ does: 'replace', criterionId: 'SOM-INK-01', textNb: 'Ny ordlyd.', reason }, undefined],
    [{ does: 'replace', criterionId: 'SOM-INK-01', reason }, '/changes/0 changes-nothing'],
    [{ does: 'replace', criterionId: 'SOM-INK-99', textNb: 'Ny.', reason }, '/changes/0/criterionId unknown-criterion'],
    [{ does: 'replace', config: 'minAge', value: 16, reason }, undefined],
    [{ does: 'replace', config: 'maxAge', value: 16, reason }, '/changes/0/config unknown-setting'],
    [{ does: 'replace', config: 'constructor', value: 16, reason }, '/changes/0/config unknown-setting'],
  ])('%o: %s', (change, fault) => {
    expect(say([change])).toEqual(fault === undefined ? [] : [fault])
  })

  it('comes once to each thing', () => {
    expect(say([weigh('loosen', 'SOM-INK-01', 'warn'), weigh('loosen', 'SOM-INK-01', 'off')])).toEqual([
      '/changes/1 repeated',
    ])
    expect(
      say([
        { does: 'tighten', add: added, reason },
        { does: 'tighten', add: added, reason },
      ]),
    ).toEqual(['/changes/1 repeated'])
    const words = { does: 'replace', criterionId: 'SOM-INK-01', textNb: 'Ny.', reason } as const
    expect(say([weigh('loosen', 'SOM-INK-01', 'warn'), words])).toEqual([])
  })

  it('adds inputs, and describes none of the core anew', () => {
    const type = { type: 'answer', labelNb: 'Dialyse?' } as const
    const dialysis = { ...added, inputs: ['needsDialysis'], rule: undefined }
    const changes = [{ does: 'tighten', add: dialysis, reason }] as const
    expect(say(changes)).toEqual(['/changes/0/add/inputs/0 unknown-input'])
    expect(say(changes, { inputTypes: { needsDialysis: type } })).toEqual([])
    expect(say(changes, { inputTypes: { needsDialysis: type, ageYears: type } })).toEqual([
      '/inputTypes/ageYears repeated',
    ])
  })
})

describe('changes that leave a set that does not hold together are pointed out where they stand', () => {
  it.each<[change: VariantChange, ...faults: string[]]>([
    [
      { does: 'tighten', add: { ...added, rule: { op: 'gte', input: 'ageYears', value: 18 } }, reason },
      '/changes/0/add/rule contradiction',
    ],
    [
      { does: 'tighten', add: { ...added, rule: { op: 'lt', input: 'ageYears', value: 'x' } }, reason },
      '/changes/0/add/rule/value type',
    ],
    [
      { does: 'replace', criterionId: 'SOM-INK-03', rule: { op: 'lt', input: 'ageYears', value: 18 }, reason },
      '/changes/0/rule contradiction',
    ],
    [
      { does: 'replace', criterionId: 'SOM-INK-03', rule: { op: 'lt', input: 'ageYears', value: -1 }, reason },
      '/changes/0/rule never-true',
    ],
    [{ does: 'replace', config: 'minAge', value: 'atten', reason }, '/changes/0/value type'],
    [{ does: 'replace', config: 'minAge', value: 200, reason }, '/changes/0/value never-true'],
  ])('%o', (change, ...faults) => {
    expect(say([change])).toEqual(faults)
  })

  it('an effect that brings two into use that shut each other out', () => {
    const child: Criterion = {
      ...added,
      kind: 'inclusion',
      effect: 'off',
      rule: { op: 'lt', input: 'ageYears', value: 18 },
    }
    const withOff = { ...core, criteria: [...core.criteria, child] }
    const variant = variantOf([weigh('tighten', child.id, 'warn')])
    expect(findVariantFaults(withOff, variant)).toEqual([{ pointer: '/changes/0/effect', rule: 'contradiction' }])
  })
})

describe('the set as the unit uses it', () => {
  const name = { criteriaSetId: 'unit_prove.kad-somatikk', version: '3', service: 'kad-somatikk' } as const

  it('has the changes and all the rest of the core, under its own name', () => {
    const rule = { op: 'gte', input: 'ageYears', value: { config: 'minAge' } } as const
    const set = applyVariant(
      core,
      variantOf([
        weigh('tighten', 'SOM-INK-03', 'block'),
        { does: 'tighten', add: added, reason },
        { does: 'replace', config: 'minAge', value: 16, reason },
        { does: 'replace', criterionId: 'SOM-INK-02', textNb: 'Ny ordlyd.', rule, reason },
      ]),
      name,
    )
    expect(set).toMatchObject({ criteriaSetId: name.criteriaSetId, version: '3', validFrom: '2026-12-01' })
    expect(set.appliesTo).toEqual({ kinds: [], services: ['kad-somatikk'] })
    expect(set.config).toEqual({ ...core.config, minAge: 16 })
    expect(set.criteria.slice(2, -1)).toEqual(core.criteria.slice(2))
    expect(set.criteria.at(-1)).toEqual(added)
    expect(set.criteria[1]).toEqual({ ...core.criteria[1], textNb: 'Ny ordlyd.', rule, inputs: ['ageYears'] })
    const effects = set.criteria.map((criterion) => [criterion.id, effectOf(criterion, set)])
    expect(Object.fromEntries(effects)).toMatchObject({
      'SOM-INK-03': 'block',
      'SOM-INK-07': 'off',
      'LOK-EKS-01': 'block',
    })
  })

  it('is the core where nothing is changed', () => {
    const { criteriaSetId: _id, version: _version, validFrom: _from, appliesTo: _to, ...rest } = core
    expect(applyVariant(core, variantOf([]), name)).toMatchObject(rest)
  })
})
