import type { OsloDate } from '../../kernel/oslo-date.ts'
import type { Service, UnitKind } from '../vocabulary.ts'

export const CRITERION_KINDS = ['inclusion', 'exclusion', 'documentation'] as const
/** An inclusion must be met, an exclusion must not apply, documentation must be there at admission. */
export type CriterionKind = (typeof CRITERION_KINDS)[number]

export const CRITERION_EFFECTS = ['block', 'warn', 'document', 'off'] as const
/** `block`: only a doctor can override. `warn`: shown and kept. `document`: listed and followed up. `off`: not used here. */
export type CriterionEffect = (typeof CRITERION_EFFECTS)[number]

export type InputValue = string | number | boolean | readonly string[]
export type ConfigValue = InputValue | null | readonly { readonly code: string; readonly textNb: string }[]

/** A literal, a setting of the set, or another input. A setting that is null takes its comparison out of use. */
export type Operand = InputValue | { readonly config: string } | { readonly input: string }

export type Rule =
  | {
      readonly op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'subset'
      readonly input: string
      readonly value: Operand
    }
  | { readonly op: 'allPresent'; readonly inputs: readonly string[] }
  | {
      readonly op: 'sameLocalDate'
      readonly inputs: readonly [string, string]
      /** Said for the reader: there is one time zone. */
      readonly timeZone?: 'Europe/Oslo' | undefined
    }
  | { readonly op: 'and' | 'or'; readonly args: readonly Rule[] }
  | { readonly op: 'not'; readonly arg: Rule }
  | { readonly op: 'countGte'; readonly args: readonly Rule[]; readonly value: Operand }

export type Criterion = {
  readonly id: string
  readonly kind: CriterionKind
  readonly effect: CriterionEffect
  readonly textNb: string
  /** Organ system or theme, as people look for it. */
  readonly group: string
  readonly inputs: readonly string[]
  /** Left out: the clinician answers. */
  readonly rule?: Rule | undefined
  readonly source: string
  /** Whether the source was read, is remembered, or the criterion is our own proposal. */
  readonly basis?: CriterionBasis | undefined
}

export const CRITERION_BASES = ['seen', 'recall', 'design'] as const
type CriterionBasis = (typeof CRITERION_BASES)[number]

export const INPUT_KINDS = [
  'integer',
  'number',
  'boolean',
  'answer',
  'code',
  'codeList',
  'instant',
  'reference',
] as const
export type InputKind = (typeof INPUT_KINDS)[number]

/** What a fact looks like; `answer` is a yes or no that the clinician gives. */
export type InputType = {
  readonly type: InputKind
  readonly labelNb: string
  readonly unit?: string | undefined
  readonly values?: readonly string[] | undefined
  /** How many a number may have; left out: any. */
  readonly decimals?: number | undefined
  /** Computed by the service from the observations; never typed in. */
  readonly derivedFrom?: string | undefined
}

/** Names one version for good: a version never changes once it is saved. */
export type CriteriaRef = { readonly criteriaSetId: string; readonly criteriaVersion: string }

/** What an admin writes of a version; the version's name and number come with saving it. */
export type CriteriaContent = {
  readonly validFrom: OsloDate
  readonly title: string
  readonly source: string
  readonly appliesTo: { readonly kinds: readonly UnitKind[]; readonly services: readonly Service[] }
  readonly config: Readonly<Record<string, ConfigValue>>
  /** Criterion by criterion, where this version uses another effect than the one the criterion came with. */
  readonly effectOverrides: Readonly<Record<string, CriterionEffect>>
  readonly inputTypes: Readonly<Record<string, InputType>>
  readonly criteria: readonly Criterion[]
}

/** One dated version of a set of criteria: a shared core, or a unit's own variant of it. */
export type CriteriaSet = CriteriaContent & { readonly criteriaSetId: string; readonly version: string }

/** The effect that this version gives the criterion. */
export const effectOf = (
  { id, effect }: Criterion,
  { effectOverrides }: Pick<CriteriaSet, 'effectOverrides'>,
): CriterionEffect => (Object.hasOwn(effectOverrides, id) ? (effectOverrides[id] ?? effect) : effect)

/** Every input that a rule looks at, in the order in which it names them. */
export function inputsOf(rule: Rule): readonly string[] {
  const named = partsOf(rule).flatMap((part) => [
    ...('inputs' in part ? part.inputs : 'input' in part ? [part.input] : []),
    ...('value' in part && typeof part.value === 'object' && 'input' in part.value ? [part.value.input] : []),
  ])
  return [...new Set(named)]
}

/** Every setting that a rule refers to. */
export const settingsOf = (rule: Rule): readonly string[] =>
  partsOf(rule).flatMap((part) =>
    'value' in part && typeof part.value === 'object' && 'config' in part.value ? [part.value.config] : [],
  )

/** The rule and all that it is put together from. */
const partsOf = (rule: Rule): readonly Rule[] => [
  rule,
  ...('args' in rule ? rule.args : 'arg' in rule ? [rule.arg] : []).flatMap(partsOf),
]
