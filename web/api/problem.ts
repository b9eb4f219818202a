/** A problem document (RFC 9457), as the service writes it: `title` is bokmål, `detail` says what to do next. */
export type Problem = {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly errors: readonly { readonly pointer: string; readonly rule: string }[]
  /** The one field that stands in the way, where it is not a matter of its form. */
  readonly field: string | undefined
}

/** Undefined where the answer is no problem document, as when something between us and the service answered. */
export async function readProblem(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return undefined
  const { type, title, detail, errors, field } = await response.json()
  return {
    code: String(type).replace('urn:problem:', ''),
    status: response.status,
    title: String(title),
    detail: String(detail ?? ''),
    errors: Array.isArray(errors) ? errors : [],
    field: typeof field === 'string' ? field : undefined,
  }
}
