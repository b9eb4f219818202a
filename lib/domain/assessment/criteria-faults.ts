import type { NamedFault } from '../agreement/agreement.ts'
import { type CriteriaContent, type Criterion, effectOf, inputsOf } from './criteria-set.ts'
import { ruleOf } from './evaluate.ts'
import { knownInput } from './known-inputs.ts'
import { ANYHOW, bothWays, type Ways, waysOf } from './possible.ts'
import { findRuleFaults } from './rule-faults.ts'

/** Every way in which a set of criteria does not hold together; empty when it may be used. */
export function findCriteriaFaults(set: CriteriaContent): NamedFault[] {
  const ids = set.criteria.map(({ id }) => id)
  const faults = [
    ...repeated(set.appliesTo.kinds, '/appliesTo/kinds'),
    ...repeated(set.appliesTo.services, '/appliesTo/services'),
    ...repeated(ids, '/criteria', '/id'),
    ...Object.keys(set.effectOverrides).flatMap((id) =>
      ids.includes(id) ? [] : [{ pointer: `/effectOverrides/${id}`, rule: 'unknown-criterion' }],
    ),
    ...findInputTypeFaults(set),
    ...set.criteria.flatMap((criterion, i) => findCriterionFaults(criterion, `/criteria/${i}`, set)),
  ]
  return faults.length > 0 ? faults : findContradictions(set)
}

function findInputTypeFaults({ inputTypes }: CriteriaContent): NamedFault[] {
  return Object.entries(inputTypes).flatMap(([name, { type, values, decimals, derivedFrom }]) => {
    const pointer = `/inputTypes/${name}`
    const known = knownInput(name)
    const isComputed = known?.isComputed ?? false
    return [
      ...(known && !known.kinds.includes(type) ? [{ pointer: `${pointer}/type`, rule: 'type' }] : []),
      ...(values && type !== 'code' ? [{ pointer: `${pointer}/values`, rule: 'not-a-code' }] : []),
      ...repeated(values ?? [], `${pointer}/values`),
      ...(decimals !== undefined && type !== 'number'
        ? [{ pointer: `${pointer}/decimals`, rule: 'not-a-number' }]
        : []),
      // Nobody would ever fill it in, or somebody would type in what the service scores itself.
      ...((derivedFrom !== undefined) === isComputed
        ? []
        : [{ pointer: `${pointer}/derivedFrom`, rule: isComputed ? 'computed' : 'not-computed' }]),
    ]
  })
}

function findCriterionFaults({ inputs, rule }: Criterion, pointer: string, set: CriteriaContent): NamedFault[] {
  const used = rule && inputsOf(rule)
  return [
    ...repeated(inputs, `${pointer}/inputs`),
    ...inputs.flatMap((input, i) => {
      if (!Object.hasOwn(set.inputTypes, input)) return [{ pointer: `${pointer}/inputs/${i}`, rule: 'unknown-input' }]
      return used && !used.includes(input) ? [{ pointer: `${pointer}/inputs/${i}`, rule: 'not-in-rule' }] : []
    }),
    // An input that the criterion does not name would be asked for by no form.
    ...(used?.some((input) => !inputs.includes(input))
      ? [{ pointer: `${pointer}/inputs`, rule: 'input-not-named' }]
      : []),
    ...(rule ? findRuleFaults(rule, `${pointer}/rule`, set) : []),
  ]
}

/**
 * Criteria that no patient can meet together: an exclusion that always applies, two that shut each other out, and, where no
 * two do, all that block. Only what facts decide is looked at; see `waysOf` for what can be told.
 */
function findContradictions(set: CriteriaContent): NamedFault[] {
  const asked = set.criteria.flatMap((criterion, i) => {
    const effect = effectOf(criterion, set)
    const rule = ruleOf(criterion, set)
    const ways = rule && waysOf(rule, criterion.kind !== 'exclusion', set)
    const counts = effect !== 'off' && criterion.kind !== 'documentation'
    return ways && counts
      ? [{ pointer: `/criteria/${i}${criterion.rule ? '/rule' : ''}`, ways, blocks: effect === 'block' }]
      : []
  })
  const always = asked.filter(({ ways }) => ways.length === 0).map(({ pointer }) => ({ pointer, rule: 'always-true' }))
  if (always.length > 0) return always
  const pairs = new Set(
    asked.flatMap((one, i) =>
      asked
        .slice(i + 1)
        .flatMap((other) => (bothWays(one.ways, other.ways, set).length === 0 ? [one.pointer, other.pointer] : [])),
    ),
  )
  if (pairs.size > 0) return [...pairs].map((pointer) => ({ pointer, rule: 'contradiction' }))
  let open: Ways = ANYHOW
  for (const { pointer, ways } of asked.filter(({ blocks }) => blocks)) {
    open = bothWays(open, ways, set)
    if (open.length === 0) return [{ pointer, rule: 'contradiction' }]
  }
  return []
}

const repeated = (values: readonly string[], pointer: string, member = ''): NamedFault[] =>
  values.flatMap((value, i) =>
    values.indexOf(value) < i ? [{ pointer: `${pointer}/${i}${member}`, rule: 'repeated' }] : [],
  )
