import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { answerProblem } from '../../functions/runtime/problem.ts'
import type { LocalRoute } from './gateway.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Only what the app itself brings, and nobody may frame it. Images may be data: the design system draws icons so. */
const SECURITY = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

/** Files whose names carry a hash of what is in them. */
const NAMED_BY_CONTENT = '/assets/'
/** What belongs to the API, also where no such route exists: a mistyped route must not be answered with a page. */
const NOT_PAGES = /^\/(v1|dev|openapi)(?=[/.]|$)/

/** Serves the built app: its files, and its one page for every address that is none of them nor the API's. */
export function webFiles(dir: string): LocalRoute {
  const files = new Map(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && Object.hasOwn(TYPES, extname(entry.name)))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(dir.length), readFileSync(file)] as const),
  )
  return async (method, path) => {
    if (NOT_PAGES.test(path)) return undefined
    if (method !== 'GET' && method !== 'HEAD')
      return answerProblem({ kind: 'method-not-allowed' }, { allow: 'GET, HEAD' })
    const isNamedByContent = path.startsWith(NAMED_BY_CONTENT)
    const name = files.has(path) || isNamedByContent ? path : '/index.html'
    const bytes = files.get(name)
    if (!bytes) return answerProblem({ kind: 'route-not-found' })
    return fileAnswer(name, bytes, isNamedByContent)
  }
}

const fileAnswer = (name: string, bytes: Buffer, isNamedByContent: boolean): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 200,
  headers: {
    ...SECURITY,
    'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
    'cache-control': isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
  },
  body: bytes.toString('base64'),
  isBase64Encoded: true,
})
