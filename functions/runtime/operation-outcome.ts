import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

export const FHIR_JSON = 'application/fhir+json; charset=utf-8'

/** FHIR R4's own words for what is wrong (IssueType), by the problem's status. */
const ISSUE_TYPES: Readonly<Record<number, string>> = {
  400: 'not-supported',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  413: 'too-long',
  422: 'invalid',
  503: 'transient',
}

/** A refusal or fault as a FHIR client reads it: the same words, and one issue for each field that is wrong. */
export function asOperationOutcome(answer: APIGatewayProxyStructuredResultV2): APIGatewayProxyStructuredResultV2 {
  if ((answer.statusCode ?? 0) < 400 || answer.body === undefined) return answer
  const { type, status, title, detail, errors, parameters } = JSON.parse(answer.body)
  const issue = {
    severity: 'error',
    code: ISSUE_TYPES[status] ?? 'exception',
    details: { coding: [{ system: 'urn:problem', code: String(type).replace('urn:problem:', '') }], text: title },
    diagnostics: detail,
    // R4 writes a parameter of the request so.
    ...(Array.isArray(parameters) ? { location: parameters.map((name) => `http.${name}`) } : {}),
  }
  const faults: readonly { pointer: string; rule: string }[] = Array.isArray(errors) ? errors : []
  const places = faults.map(({ pointer, rule }) => ({ ...issue, diagnostics: `${pointer}: ${rule}` }))
  const outcome = { resourceType: 'OperationOutcome', issue: places.length > 0 ? places : [issue] }
  return { ...answer, headers: { ...answer.headers, 'content-type': FHIR_JSON }, body: JSON.stringify(outcome) }
}
