import type { EDGE_PROBLEMS } from '../contract/problems.ts'
import type { Operation, RefusalCodeOf } from '../contract/routes.ts'

/** All that the operation can be refused with: what its row names, and what every request can meet. */
export type ProblemCodeOf<Op extends Operation> = RefusalCodeOf<Op> | (typeof EDGE_PROBLEMS)[number]

/** A problem document (RFC 9457), as the service writes it: `title` is bokmål, `detail` says what to do next. */
export type Problem<Code extends string = string> = {
  readonly code: Code
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly errors: readonly { readonly pointer: string; readonly rule: string }[]
  /** The one field that stands in the way, where it is not a matter of its form. */
  readonly field: string | undefined
  /** What else stood in the way, by the refusal's own names. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** Undefined where the answer is no problem document, as when something between us and the service answered. */
export async function readProblem<Code extends string>(response: Response): Promise<Problem<Code> | undefined> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return undefined
  const { type, status: _, title, detail, errors, field, ...facts } = (await response.json()) as Record<string, unknown>
  return {
    // The service names no code that its row does not, and a test holds it to that.
    code: String(type).replace('urn:problem:', '') as Code,
    status: response.status,
    title: String(title),
    detail: String(detail ?? ''),
    errors: Array.isArray(errors) ? errors : [],
    field: typeof field === 'string' ? field : undefined,
    facts,
  }
}
