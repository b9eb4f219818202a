/** What a PUT expects to find: nothing at all (`If-None-Match: *`), or a version (`If-Match: 3`). */
export type Precondition = { readonly kind: 'absent' } | { readonly kind: 'version'; readonly version: number }

/** Undefined when a header is there and says neither. */
export function parsePrecondition(headers: {
  readonly ifMatch?: string | undefined
  readonly ifNoneMatch?: string | undefined
}): Precondition | null | undefined {
  if (headers.ifNoneMatch?.trim() === '*') return { kind: 'absent' }
  if (headers.ifMatch === undefined) return headers.ifNoneMatch === undefined ? null : undefined
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(headers.ifMatch.trim())?.[1]
  return version === undefined ? undefined : { kind: 'version', version: Number(version) }
}
