import { createHash } from 'node:crypto'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type * as z from 'zod'
import { FileResponse } from '../../lib/contract/file.ts'
import type { RouteRow } from '../../lib/contract/routes/route-row.ts'
import { FHIR_JSON } from './operation-outcome.ts'
import { stringifyForWire } from './wire-json.ts'

/** What moves with every poll without anything having happened. */
const NO_PART_OF_ETAG = /"(?:asOf|lookupId|ageSeconds)":(?:"[^"]*"|\d+)/g

/** The answer by the row's response schema, which drops what it does not name; 304 when the caller has it already. */
export function answerOk(
  row: RouteRow,
  answer: unknown,
  ifNoneMatch: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const parsed = row.response.parse(answer)
  if (row.answers === 'file') return answerFile(row, FileResponse.parse(parsed))
  const body = row.answers === 'xml' ? String(parsed) : stringifyForWire(parsed)
  const etag = row.caching && etagOf(row.caching, parsed, body)
  const headers = {
    'cache-control': row.caching === 'etag' ? 'private, no-cache' : 'no-store',
    'x-content-type-options': 'nosniff',
    ...(etag ? { etag } : {}),
  }
  if (etag && row.method === 'GET' && matches(ifNoneMatch, etag)) return { statusCode: 304, headers, body: '' }
  return { statusCode: row.success, headers: { 'content-type': TYPES[row.answers ?? 'json'], ...headers }, body }
}

const TYPES = {
  json: 'application/json; charset=utf-8',
  fhir: FHIR_JSON,
  xml: 'application/xml; charset=utf-8',
} as const

/** Bytes go through the gateway as base64. The name is ASCII, so it needs no encoding in the header. */
const answerFile = (
  row: RouteRow,
  { fileName, contentType, body }: z.output<typeof FileResponse>,
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: row.success,
  headers: {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  },
  body: Buffer.from(body).toString('base64'),
  isBase64Encoded: true,
})

function etagOf(caching: NonNullable<RouteRow['caching']>, parsed: unknown, body: string): string {
  if (caching === 'versioned' && typeof parsed === 'object' && parsed !== null && 'version' in parsed)
    return `"${parsed.version}"`
  const lasting = body.replace(NO_PART_OF_ETAG, '')
  return `"${createHash('sha256').update(lasting).digest('base64url').slice(0, 27)}"`
}

/** `*` is whatever there is (RFC 9110 § 13.1.2). */
const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
