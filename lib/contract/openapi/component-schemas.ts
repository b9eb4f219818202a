import * as z from 'zod'
import * as accessList from '../access-list.ts'
import * as accessLog from '../access-log.ts'
import * as agreement from '../agreement.ts'
import * as assessment from '../assessment.ts'
import * as avregning from '../avregning.ts'
import * as bed from '../bed.ts'
import * as bedUse from '../bed-use.ts'
import * as board from '../board.ts'
import * as criteria from '../criteria.ts'
import * as fhir from '../fhir.ts'
import * as have from '../have.ts'
import * as hold from '../hold.ts'
import * as incomingEvent from '../incoming-event.ts'
import * as journal from '../journal.ts'
import * as lookup from '../lookup.ts'
import * as staffing from '../staffing.ts'
import * as statistics from '../statistics.ts'
import * as stay from '../stay.ts'
import * as subscription from '../subscription.ts'
import * as ukpRate from '../ukp-rate.ts'
import * as unit from '../unit.ts'
import * as waiting from '../waiting.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

const MODULES = [
  accessList,
  accessLog,
  agreement,
  assessment,
  avregning,
  bed,
  bedUse,
  board,
  criteria,
  fhir,
  have,
  hold,
  incomingEvent,
  journal,
  lookup,
  staffing,
  statistics,
  stay,
  subscription,
  ukpRate,
  unit,
  waiting,
]

/** Every schema that the contract's files export under a name of its own; a capital says that it is a shape, no field. */
const NAMED: ReadonlyMap<z.ZodType, string> = new Map([
  ...MODULES.flatMap((module) => Object.entries(module))
    .filter(([name]) => /^[A-Z][a-z]/.test(name) && !name.endsWith('Query'))
    .flatMap(([name, value]): [z.ZodType, string][] => (value instanceof z.ZodType ? [[value, name]] : [])),
  ...criteria.RULE_LEVELS.map((level, above): [z.ZodType, string] => [
    level,
    `Rule${criteria.RULE_LEVELS.length - above}`,
  ]),
])

const URI = '#/components/schemas/'

/** What a caller writes (`input`), or what stands in an answer (`output`). */
type Direction = 'input' | 'output'

/** One schema where it stands, without names. */
export function inlineSchema(schema: z.ZodType, io: Direction): JsonSchema {
  const { $schema: _, ...inline } = z.toJSONSchema(schema, optionsFor(io))
  return inline
}

/** The named schemas that rows speak of, as components, and the reference to each. */
export function componentSchemas(rows: readonly { readonly request?: z.ZodType; readonly response: z.ZodType }[]) {
  const asked = rows.flatMap(({ request }) => (request ? [request] : []))
  const answered = rows.map(({ response }) => response)
  const [inputs, outputs] = [componentsOf(asked, 'input'), componentsOf(answered, 'output')]
  const twice = Object.keys(inputs).filter(
    (name) => JSON.stringify(inputs[name]) !== JSON.stringify(outputs[name] ?? inputs[name]),
  )
  if (twice.length > 0) throw new RangeError(`asked and answered in different shapes: ${twice.join(', ')}`)
  return {
    schemas: Object.fromEntries(Object.entries({ ...inputs, ...outputs }).sort(([a], [b]) => (a < b ? -1 : 1))),
    refTo: (schema: z.ZodType): JsonSchema => {
      const name = NAMED.get(schema)
      if (name === undefined) throw new RangeError('a row names a schema that the contract does not export')
      return { $ref: `${URI}${name}` }
    },
  }
}

function componentsOf(roots: readonly z.ZodType[], io: Direction): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>()
  for (const [schema, id] of NAMED) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, { ...optionsFor(io), uri: (id) => `${URI}${id}` })
  const wanted = new Set<string>()
  const want = (name: string) => {
    if (wanted.has(name)) return
    wanted.add(name)
    for (const [, inner = ''] of JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g)) want(inner)
  }
  for (const root of roots) want(NAMED.get(root) ?? '')
  return Object.fromEntries(
    Object.entries(schemas).flatMap(([name, { $schema: _, $id: __, ...schema }]) =>
      wanted.has(name) ? [[name, schema]] : [],
    ),
  )
}

/**
 * A transformed value is told as what went into the transformation: the wire has the text of an instant or an exact number,
 * and a member that may be left out is told as such.
 */
const optionsFor = (io: Direction) => ({
  io,
  unrepresentable: 'any' as const,
  override: ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema }) => {
    const { def } = zodSchema._zod
    // A list that nobody here changes is no field that the caller must leave out.
    delete jsonSchema.readOnly
    // Answers may get more members; a client that refuses them would break by it.
    if (def.type === 'object' && io === 'output' && def.catchall === undefined) delete jsonSchema.additionalProperties
    if (def.type !== 'pipe' || io !== 'output' || def.out._zod.def.type !== 'transform') return
    const { $schema: _, ...before } = z.toJSONSchema(def.in, optionsFor(io))
    Object.assign(jsonSchema, before)
  },
})
