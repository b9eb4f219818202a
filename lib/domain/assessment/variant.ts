import type { OsloDate } from '../../kernel/oslo-date.ts'
import type { NamedFault } from '../agreement/agreement.ts'
import type { UnitId } from '../ids.ts'
import type { Service } from '../vocabulary.ts'
import { findCriteriaFaults } from './criteria-faults.ts'
import {
  type ConfigValue,
  type CriteriaRef,
  type CriteriaSet,
  type Criterion,
  type CriterionEffect,
  effectOf,
  type InputType,
  inputsOf,
  type Rule,
  settingsOf,
} from './criteria-set.ts'

export const CHANGE_KINDS = ['tighten', 'loosen', 'replace'] as const

/** One thing that a unit does otherwise than the core set, what it does to it, and why. */
export type VariantChange = { readonly reason: string } & (
  | { readonly does: 'tighten' | 'loosen'; readonly criterionId: string; readonly effect: CriterionEffect }
  | { readonly does: 'tighten' | 'loosen'; readonly add: Criterion }
  | {
      readonly does: 'replace'
      readonly criterionId: string
      readonly textNb?: string | undefined
      readonly rule?: Rule | undefined
    }
  | { readonly does: 'replace'; readonly config: string; readonly value: ConfigValue }
)

/** One dated version of what a unit asks for at one of its services, built on one version of a core set. */
export type Variant = {
  readonly core: CriteriaRef
  readonly validFrom: OsloDate
  /** Nobody is admitted to the service without having been held against the criteria. */
  readonly requireAssessment: boolean
  /** Whether a "no" stands in the way, or is advice. */
  readonly binds: boolean
  /** Inputs that added or replaced criteria ask for, beside the core's own. */
  readonly inputTypes: Readonly<Record<string, InputType>>
  readonly changes: readonly VariantChange[]
}

/** A unit's variant is a set of its own; no core set can have such a name. */
export const variantSetId = (unitId: UnitId, service: Service): string => `${unitId}.${service}`

/** The core set as the unit uses it. */
export function applyVariant(
  core: CriteriaSet,
  variant: Pick<Variant, 'validFrom' | 'inputTypes' | 'changes'>,
  name: { readonly criteriaSetId: string; readonly version: string; readonly service: Service },
): CriteriaSet {
  const { criteriaSetId, version, service } = name
  return {
    ...changedBy(core, variant),
    criteriaSetId,
    version,
    validFrom: variant.validFrom,
    appliesTo: { kinds: [], services: [service] },
  }
}

const changedBy = (core: CriteriaSet, { changes, inputTypes }: Pick<Variant, 'changes' | 'inputTypes'>): CriteriaSet =>
  changes.reduce(applyChange, { ...core, inputTypes: { ...core.inputTypes, ...inputTypes } })

function applyChange(set: CriteriaSet, change: VariantChange): CriteriaSet {
  if ('add' in change) return { ...set, criteria: [...set.criteria, change.add] }
  if ('config' in change) return { ...set, config: { ...set.config, [change.config]: change.value } }
  const { criterionId } = change
  if ('effect' in change) return { ...set, effectOverrides: { ...set.effectOverrides, [criterionId]: change.effect } }
  const { textNb, rule } = change
  return {
    ...set,
    criteria: set.criteria.map((criterion) =>
      criterion.id === criterionId
        ? {
            ...criterion,
            textNb: textNb ?? criterion.textNb,
            ...(rule ? { rule, inputs: inputsOf(rule) } : {}),
          }
        : criterion,
    ),
  }
}

/** Every way in which the changes do not say what they do, or leave a set that does not hold together. */
export function findVariantFaults(core: CriteriaSet, variant: Variant): NamedFault[] {
  const { changes, inputTypes } = variant
  const aspects = changes.map(aspectOf)
  const faults = [
    ...Object.keys(inputTypes).flatMap((name) =>
      Object.hasOwn(core.inputTypes, name) ? [{ pointer: `/inputTypes/${name}`, rule: 'repeated' }] : [],
    ),
    ...changes.flatMap((change, i) => findChangeFaults(core, change, `/changes/${i}`)),
    ...changes.flatMap((_, i) =>
      aspects.indexOf(aspects[i] ?? '') < i ? [{ pointer: `/changes/${i}`, rule: 'repeated' }] : [],
    ),
  ]
  if (faults.length > 0) return faults
  const changed = changedBy(core, variant)
  const found = findCriteriaFaults(changed).map(({ pointer, rule }) => ({
    pointer: findOrigin(core, changed, variant, pointer),
    rule,
  }))
  // Of two that shut each other out, one may be the core's own and untouched; the other then says it.
  const own = found.flatMap(({ pointer, rule }) => (pointer === undefined ? [] : [{ pointer, rule }]))
  return own.length > 0 ? own : found.map(({ rule }) => ({ pointer: '/changes', rule }))
}

/** What a change is about: two changes may not be about the same thing, for then their order would count. */
function aspectOf(change: VariantChange): string {
  if ('add' in change) return `criterion ${change.add.id}`
  if ('config' in change) return `setting ${change.config}`
  return 'effect' in change ? `effect of ${change.criterionId}` : `wording of ${change.criterionId}`
}

const STRICTNESS: Readonly<Record<CriterionEffect, number>> = { off: 0, document: 1, warn: 2, block: 3 }

function findChangeFaults(core: CriteriaSet, change: VariantChange, pointer: string): NamedFault[] {
  if ('config' in change)
    return Object.hasOwn(core.config, change.config) ? [] : [{ pointer: `${pointer}/config`, rule: 'unknown-setting' }]
  if ('add' in change) {
    const isKnown = core.criteria.some(({ id }) => id === change.add.id)
    return [
      ...(isKnown ? [{ pointer: `${pointer}/add/id`, rule: 'repeated' }] : []),
      ...(change.add.effect === 'off' ? [{ pointer: `${pointer}/add/effect`, rule: 'changes-nothing' }] : []),
      ...(change.does === 'loosen' ? [{ pointer: `${pointer}/does`, rule: 'tightens-not-loosens' }] : []),
    ]
  }
  const criterion = core.criteria.find(({ id }) => id === change.criterionId)
  if (!criterion) return [{ pointer: `${pointer}/criterionId`, rule: 'unknown-criterion' }]
  if (!('effect' in change)) {
    const isSame = change.rule === undefined && (change.textNb ?? criterion.textNb) === criterion.textNb
    return isSame ? [{ pointer, rule: 'changes-nothing' }] : []
  }
  const tightens = STRICTNESS[change.effect] - STRICTNESS[effectOf(criterion, core)]
  if (tightens === 0) return [{ pointer: `${pointer}/effect`, rule: 'changes-nothing' }]
  if (tightens > 0 === (change.does === 'tighten')) return []
  return [{ pointer: `${pointer}/does`, rule: tightens > 0 ? 'tightens-not-loosens' : 'loosens-not-tightens' }]
}

/** The core holds together, so whatever does not comes from a change; undefined where that is another one. */
function findOrigin(
  core: CriteriaSet,
  changed: CriteriaSet,
  { changes }: Variant,
  pointer: string,
): string | undefined {
  if (pointer.startsWith('/inputTypes/')) return pointer
  const [, number, rest = ''] = /^\/criteria\/(\d+)(.*)$/.exec(pointer) ?? []
  const criterion = number === undefined ? undefined : changed.criteria[Number(number)]
  if (!criterion) return undefined
  const find = (isIt: (change: VariantChange) => boolean) => {
    const i = changes.findIndex(isIt)
    return i < 0 ? undefined : `/changes/${i}`
  }
  const added = find((change) => 'add' in change && change.add.id === criterion.id)
  if (added) return `${added}/add${rest}`
  const replaced = find((change) => 'rule' in change && change.criterionId === criterion.id)
  if (replaced) return `${replaced}${rest.startsWith('/rule') ? rest : '/rule'}`
  const rule = core.criteria.find(({ id }) => id === criterion.id)?.rule
  const settings = rule ? settingsOf(rule) : []
  const set = find((change) => 'config' in change && settings.includes(change.config))
  if (set) return `${set}/value`
  const weighed = find((change) => 'effect' in change && change.criterionId === criterion.id)
  return weighed && `${weighed}/effect`
}
