/** Whole seconds go out without a fraction, as in every example that clients were given. */
const WHOLE_SECONDS = /"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.000Z"/g

export const stringifyForWire = (value: unknown): string => JSON.stringify(value).replace(WHOLE_SECONDS, '"$1Z"')
