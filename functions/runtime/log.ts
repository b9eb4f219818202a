/**
 * One structured line per thing worth knowing, its code first: `place-hold.refused`.
 * Lambda writes console objects as JSON with level, time and request id (its JSON log format), so nothing is added here.
 * Never a path, a query, a body or a header that somebody sent.
 */
export const log = {
  info: (code: string, facts: object): void => {
    if (process.env['LOG_LEVEL'] !== 'error') console.info({ code, ...facts })
  },
  /** For faults alone: a refusal is no error. */
  error: (code: string, facts: object): void => console.error({ code, ...facts }),
}
