import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { PROBLEMS, type ProblemCode } from '../../lib/contract/problems.ts'
import { monthText } from '../../lib/documents/norwegian-text.ts'
import { stringifyForWire } from './wire-json.ts'

/** A refusal with its facts, as decisions and the edges give them. Facts are ours: no value that a caller sent is among them. */
export type Problem = { readonly kind: ProblemCode }

/** RFC 9457, in bokmål. Facts of the refusal become members of the document. */
export function answerProblem(
  { kind, ...facts }: Problem & { readonly retryAfterSeconds?: number; readonly month?: string },
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 {
  const { status, title, advice } = PROBLEMS[kind]
  const { retryAfterSeconds, ...members } = facts
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
      ...headers,
    },
    body: stringifyForWire({ type: `urn:problem:${kind}`, status, title, detail: worded(advice, members), ...members }),
  }
}

const worded = (advice: string, facts: { readonly month?: string }): string =>
  advice.replace('{month}', () => monthText(facts.month ?? ''))

/** Which problem an answer is, by the answer itself. */
export const problemCodeIn = (body: string | undefined): ProblemCode | undefined =>
  /^\{"type":"urn:problem:([a-z-]+)"/.exec(body ?? '')?.[1] as ProblemCode | undefined
