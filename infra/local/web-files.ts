import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { answerProblem } from '../../functions/runtime/problem.ts'
import {
  API_ROOTS,
  cacheControlOf,
  FILE_TYPES,
  isNamedByContent,
  PAGE,
  PAGE_ENDING,
  SECURITY_HEADERS,
} from '../page-answers.ts'
import type { LocalRoute } from './gateway.ts'

/** The API's, and what the local run has beside it. */
const NOT_PAGES = new RegExp(`^/(${[...API_ROOTS, 'dev'].join('|')})(?=[/.]|$)`)

/** Serves the built app: its files, and its one page for every address that is none of them nor the API's. */
export function webFiles(dir: string): LocalRoute {
  const files = new Map(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && Object.hasOwn(FILE_TYPES, extname(entry.name)))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(dir.length), readFileSync(file)] as const),
  )
  return async (method, path) => {
    if (NOT_PAGES.test(path)) return undefined
    if (method !== 'GET' && method !== 'HEAD')
      return answerProblem({ kind: 'method-not-allowed' }, { allow: 'GET, HEAD' })
    const named = files.has(path + PAGE_ENDING) ? path + PAGE_ENDING : path
    const name = files.has(named) || isNamedByContent(path) ? named : PAGE
    const bytes = files.get(name)
    if (!bytes) return answerProblem({ kind: 'route-not-found' })
    return fileAnswer(name, bytes)
  }
}

const fileAnswer = (name: string, bytes: Buffer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 200,
  headers: {
    ...SECURITY_HEADERS,
    'content-type': FILE_TYPES[extname(name)] ?? 'application/octet-stream',
    'cache-control': cacheControlOf(name),
  },
  body: bytes.toString('base64'),
  isBase64Encoded: true,
})
