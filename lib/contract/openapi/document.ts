import * as z from 'zod'
import { PATH_PARAMETERS, parametersOf } from '../path-parameters.ts'
import { EDGE_PROBLEMS, PROBLEMS, type ProblemCode } from '../problems.ts'
import type { RouteRow } from '../routes/route-row.ts'
import { OPERATIONS, type Operation, ROUTES_BY_SUBJECT, rowOf } from '../routes.ts'
import { componentSchemas, inlineSchema, type JsonSchema } from './component-schemas.ts'
import { ABOUT, PATH_TEXTS, QUERY_TEXTS, SUBJECTS } from './texts.ts'
import { webhooks } from './webhooks.ts'

/** One request that was sent to a running service, and what it answered. */
export type Example = {
  readonly params: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly status: number
  /** Left out where the answer was a file. */
  readonly answer?: unknown
}
export type Examples = Readonly<Record<Operation, Example>>

type Members = Readonly<Record<string, unknown>>

/** The OpenAPI 3.1 document: every word of it from the rows and their schemas, and every example from a run. */
export function openApiDocument(examples: Examples): Members {
  const { schemas, refTo } = componentSchemas(OPERATIONS.map(rowOf).filter(({ answers }) => answers !== 'file'))
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of OPERATIONS) {
    const { method, path } = rowOf(operation)
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(operation, examples[operation], refTo) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Trekkspill',
      version: '1',
      description: ABOUT,
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: '/', description: 'Der tjenesten kjører' }],
    security: [{ bearer: [] }, { dpop: [] }],
    tags: Object.entries(SUBJECTS).map(([name, [title, description]]) => ({
      name,
      description,
      'x-displayName': title,
    })),
    paths,
    webhooks: webhooks(),
    components: {
      schemas: { ...schemas, Problem: PROBLEM },
      examples: Object.fromEntries(
        [...new Set(OPERATIONS.flatMap(problemsOf))].sort().map((code) => [code, { value: problemExample(code) }]),
      ),
      responses: Object.fromEntries(SINGLE.map((code) => [code, problemResponse([code])])),
      headers: HEADERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  }
}

/** All that an operation can be refused with: its row's, and what every request can meet at the edge. */
const problemsOf = (operation: Operation): readonly ProblemCode[] => {
  const row = rowOf(operation)
  const edge = EDGE_PROBLEMS.filter(
    (code) =>
      (row.request !== undefined || (code !== 'malformed-json' && code !== 'body-too-large')) &&
      (parametersOf(row.path).length > 0 || code !== 'route-not-found'),
  )
  return [...new Set([...row.refusals, ...edge])]
}

function describe(operation: Operation, example: Example, refTo: (schema: z.ZodType) => JsonSchema): Members {
  const row = rowOf(operation)
  const isExample = example.status === row.success
  return {
    operationId: camelCase(operation),
    tags: [subjectOf(operation)],
    summary: row.summary,
    ...(row.roles === 'anyone' ? { security: [] } : {}),
    description: `${rolesText(row)} Når den feiler: ${row.impact}.`,
    parameters: [...pathParameters(row, example), ...queryParameters(row, example), ...headerParameters(row)],
    ...(row.request
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: refTo(row.request), example: example.body } },
          },
        }
      : {}),
    responses: {
      [row.success]: {
        description: row.summary,
        ...(row.caching ? { headers: { ETag: { $ref: '#/components/headers/ETag' } } } : {}),
        content: successContent(row, refTo, isExample ? example.answer : undefined),
      },
      ...(row.caching && row.method === 'GET'
        ? { 304: { description: 'Ingenting er endret siden ETag-en som ble sendt' } }
        : {}),
      ...problemResponses(operation),
    },
  }
}

const rolesText = ({ roles }: RouteRow): string =>
  roles === 'anyone' ? 'Åpen for alle, uten token.' : `Roller: ${roles.join(', ')}.`

const MEDIA_TYPE = { json: 'application/json', fhir: 'application/fhir+json', xml: 'application/xml' } as const

const successContent = (row: RouteRow, refTo: (schema: z.ZodType) => JsonSchema, answer: unknown): Members =>
  row.answers === 'file'
    ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : {
        [MEDIA_TYPE[row.answers ?? 'json']]: {
          schema: refTo(row.response),
          ...(answer === undefined ? {} : { example: answer }),
        },
      }

const pathParameters = ({ path }: RouteRow, { params }: Example): readonly Members[] =>
  parametersOf(path).map((name) => ({
    name,
    in: 'path',
    required: true,
    description: PATH_TEXTS[name],
    schema: inlineSchema(PATH_PARAMETERS[name], 'input'),
    example: params[name],
  }))

function queryParameters({ query: schema }: RouteRow, { query = {} }: Example): readonly Members[] {
  if (!schema) return []
  const { properties = {}, required = [] } = QueryShape.parse(inlineSchema(schema, 'input'))
  return Object.entries(properties).map(([name, member]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description: textOf(name),
    schema: member,
    ...(Object.hasOwn(query, name) ? { example: query[name] } : {}),
  }))
}
const QueryShape = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
})

function textOf(name: string): string {
  const text = QUERY_TEXTS[name]
  if (text === undefined) throw new RangeError(`nobody has said what ${name} means in a query`)
  return text
}

function headerParameters({ method, table, caching }: RouteRow): readonly Members[] {
  const header = (name: string, description: string, schema: Members) => ({ name, in: 'header', description, schema })
  const etag = { type: 'string' }
  return [
    ...(method !== 'GET' && table === 'write'
      ? [
          header(
            'Idempotency-Key',
            'Samme nøkkel og innhold gir samme svar, og ingenting gjøres to ganger. Høyst 64 tegn.',
            {
              type: 'string',
              minLength: 1,
              maxLength: 64,
            },
          ),
        ]
      : []),
    ...(caching && method === 'GET'
      ? [header('If-None-Match', 'ETag-en fra forrige svar; 304 når ingenting er endret.', etag)]
      : []),
    ...(caching === 'versioned' && method === 'PUT'
      ? [
          header('If-Match', 'Versjonen som skal endres, slik ETag sier den.', etag),
          header('If-None-Match', '* når den ikke skal finnes fra før.', { type: 'string', enum: ['*'] }),
        ]
      : []),
  ]
}

/** One answer for each status, with the codes that it may carry; those with a single code are written once for all. */
function problemResponses(operation: Operation): Members {
  const byStatus = Map.groupBy(problemsOf(operation), (code) => PROBLEMS[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const [only, another] = codes
      return [status, another === undefined ? { $ref: `#/components/responses/${only}` } : problemResponse(codes)]
    }),
  )
}

const problemResponse = (codes: readonly ProblemCode[]): Members => ({
  description: codes.map((code) => PROBLEMS[code].title).join(' · '),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { properties: { type: { enum: codes.map((code) => `urn:problem:${code}`) } } },
        ],
      },
      examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
    },
  },
})

/** The codes that stand alone with their status somewhere. */
const SINGLE = [
  ...new Set(
    OPERATIONS.flatMap((operation) =>
      [...Map.groupBy(problemsOf(operation), (code) => PROBLEMS[code].status).values()].flatMap((codes) =>
        codes.length === 1 ? codes : [],
      ),
    ),
  ),
].sort()

const problemExample = (code: ProblemCode): Members => {
  const { status, title, advice } = PROBLEMS[code]
  return { type: `urn:problem:${code}`, status, title, detail: advice }
}

const PROBLEM = {
  type: 'object',
  description: 'Problemdokument (RFC 9457). En avvisning kan ha flere medlemmer: fakta om hva som sto i veien.',
  required: ['type', 'status', 'title', 'detail'],
  properties: {
    type: { type: 'string', pattern: '^urn:problem:[a-z-]+$' },
    status: { type: 'integer' },
    title: { type: 'string', description: 'Hva som sto i veien, på bokmål' },
    detail: { type: 'string', description: 'Hva du kan gjøre nå' },
    errors: {
      type: 'array',
      description: 'Feltene som er feil: hvor (JSON-peker) og hvilken regel',
      items: {
        type: 'object',
        required: ['pointer', 'rule'],
        properties: { pointer: { type: 'string' }, rule: { type: 'string' } },
      },
    },
  },
}

const HEADERS = {
  ETag: {
    description: 'Merket på det som ble svart; send det i If-None-Match eller If-Match.',
    schema: { type: 'string' },
  },
}

const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Token fra HelseID; lokalt fra POST /dev/token.',
  },
  dpop: {
    type: 'http',
    scheme: 'dpop',
    description: 'Token fra HelseID bundet til klientens nøkkel, med bevis i hodet DPoP (RFC 9449).',
  },
}

const subjectOf = (operation: Operation): string =>
  Object.entries(ROUTES_BY_SUBJECT).find(([, rows]) => Object.hasOwn(rows, operation))?.[0] ?? ''

/** The operation's name to a client: `place-hold` is `placeHold`. */
const camelCase = (operation: Operation): string =>
  operation.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
