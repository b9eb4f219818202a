/** Whole seconds go out without a fraction, as in every example that clients were given. */
const WHOLE_SECONDS = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.000Z$/

export const stringifyForWire = (value: unknown): string =>
  JSON.stringify(value, (_key, member) => (typeof member === 'string' ? member.replace(WHOLE_SECONDS, '$1Z') : member))
