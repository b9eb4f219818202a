import type * as z from 'zod'
import type { NamedError } from '../../lib/contract/problems.ts'

/** Turns a schema's complaints into pointer + rule, each once, never a value. `root` is the input that the schema read. */
export function namedErrors(issues: readonly z.core.$ZodIssue[], root: unknown, prefix = ''): NamedError[] {
  const named = issues.flatMap((issue) => nameIssue(issue, root, prefix))
  return [...new Map(named.map((error) => [`${error.pointer} ${error.rule}`, error])).values()]
}

function nameIssue(issue: z.core.$ZodIssue, root: unknown, prefix: string): NamedError[] {
  const pointer = prefix + pointerOf(issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ pointer: prefix + pointerOf([...issue.path, key]), rule: 'unknown' }))
    case 'invalid_union': {
      // Of several shapes the one that fits best is the one the caller meant: fewest faults, and those deepest inside.
      const [best = []] = [...issue.errors].sort((a, b) => a.length - b.length || depthOf(b) - depthOf(a))
      const nested = best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
      return nested.length > 0 ? namedErrors(nested, root, prefix) : [{ pointer, rule: 'value' }]
    }
    case 'invalid_type':
      return [{ pointer, rule: ruleOfType(issue.expected, valueAt(root, issue.path)) }]
    case 'invalid_value': {
      const value = valueAt(root, issue.path)
      if (value === undefined) return [{ pointer, rule: 'missing' }]
      return [{ pointer, rule: issue.values.some((allowed) => typeof allowed === typeof value) ? 'value' : 'type' }]
    }
    case 'too_small':
    case 'too_big':
      return [{ pointer, rule: ['string', 'array', 'set', 'map'].includes(issue.origin) ? 'length' : 'range' }]
    case 'invalid_format':
      return [{ pointer, rule: 'format' }]
    case 'not_multiple_of':
      return [{ pointer, rule: 'decimals' }]
    case 'invalid_key':
      return [{ pointer, rule: 'unknown' }]
    case 'invalid_element':
      return [{ pointer, rule: 'value' }]
    case 'custom':
      return [{ pointer, rule: typeof issue.params?.['rule'] === 'string' ? issue.params['rule'] : 'value' }]
  }
}

const depthOf = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(
    ...issues.map(
      ({ path, ...issue }) =>
        path.length + (issue.code === 'invalid_union' ? Math.max(0, ...issue.errors.map(depthOf)) : 0),
    ),
  )

function ruleOfType(expected: string, value: unknown): string {
  if (value === undefined) return 'missing'
  return expected === 'int' && typeof value === 'number' ? 'decimals' : 'type'
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    root,
  )
}

/** JSON pointer (RFC 6901); overlong names are cut, for a pointer points and does not carry. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${String(key).slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
