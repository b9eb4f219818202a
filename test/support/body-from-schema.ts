import fc from 'fast-check'
import * as z from 'zod'

type Schema = z.core.JSONSchema.BaseSchema

/** Deeper than this only the shortest way out is taken: formulas may hold formulas without end. */
const DEPTH = 5

/** Bodies that the schema's JSON Schema form lets through; what only a refinement says may still be broken. */
export function bodiesOf(request: z.ZodType): fc.Arbitrary<unknown> {
  const root = z.toJSONSchema(request, { io: 'input', unrepresentable: 'any' })
  return arbitraryOf(root, root, DEPTH)
}

function arbitraryOf(schema: Schema | boolean, root: Schema, depth: number): fc.Arbitrary<unknown> {
  if (typeof schema === 'boolean') return fc.jsonValue({ maxDepth: 1 })
  const inner = (part: Schema | boolean) => arbitraryOf(part, root, depth - 1)
  const named = schema.$ref === undefined ? undefined : resolve(schema.$ref, root)
  if (named) return inner(named)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...(depth > 0 ? choices : choices.slice(0, 1)).map(inner))
  switch (schema.type) {
    case 'object':
      return objectOf(schema, inner, depth)
    case 'array':
      return fc.array(inner(schema.items === undefined || Array.isArray(schema.items) ? true : schema.items), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(schema.minItems ?? 0, depth > 0 ? 3 : 1)),
      })
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({ min: clamp(schema.minimum ?? -1000), max: clamp(schema.maximum ?? 100_000) })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

type Inner = (part: Schema | boolean) => fc.Arbitrary<unknown>

function objectOf(schema: Schema, inner: Inner, depth: number): fc.Arbitrary<unknown> {
  const required = schema.required ?? []
  const members = Object.entries(schema.properties ?? {}).filter(([name]) => depth > 0 || required.includes(name))
  if (members.length > 0) {
    return fc.record(Object.fromEntries(members.map(([name, part]) => [name, inner(part)])), {
      requiredKeys: required.filter((name) => members.some(([member]) => member === name)),
      noNullPrototype: true,
    })
  }
  const values = schema.additionalProperties
  if (values === undefined || values === false) return fc.constant({})
  const names = schema.propertyNames ? inner(schema.propertyNames).map(String) : fc.string({ maxLength: 10 })
  return fc.dictionary(names, inner(values), { maxKeys: 3, noNullPrototype: true })
}

function textOf({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  const days = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  if (format === 'date-time') return days.map((day) => day.toISOString())
  if (format === 'date') return days.map((day) => day.toISOString().slice(0, 10))
  if (format === 'uri') return fc.webUrl({ validSchemes: ['https'] })
  if (pattern !== undefined && !BEYOND_FAST_CHECK.test(pattern)) return fc.stringMatching(new RegExp(pattern, 'u'))
  return fc
    .string({ unit: fc.constantFrom(...'abcæøåABC 0123-_'), minLength: Math.max(1, minLength), maxLength })
    .map((text) => text.trim() || 'x')
}

/** Classes of characters and looking around are more than `stringMatching` knows; plain words stand in for them. */
const BEYOND_FAST_CHECK = /\\p\{|\(\?/

const clamp = (bound: number): number => Math.min(Math.max(bound, -2_147_483_648), 2_147_483_647)

function resolve(ref: string, root: Schema): Schema | undefined {
  if (ref === '#') return root
  const found = root.$defs?.[ref.slice('#/$defs/'.length)]
  return typeof found === 'object' ? found : undefined
}
