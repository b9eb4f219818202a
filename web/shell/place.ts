/** The app's addresses. Whose month or which unit may stand in one; never anything about a patient. */
export type Place =
  | { readonly page: 'sign-in' }
  | { readonly page: 'dispatcher' }
  | {
      readonly page: 'unit'
      readonly unitId: string
      readonly part: string | undefined
      /** What the page is about, such as a hold or a stay, by its id. */
      readonly item: string | undefined
    }
  | { readonly page: 'finance'; readonly agreementId: string; readonly month: string | undefined }
  | { readonly page: 'owner'; readonly agreementId: string; readonly part: string | undefined }
  | {
      readonly page: 'region'
      readonly part: string | undefined
      /** Which criteria set, by its id. */
      readonly item: string | undefined
    }
  | { readonly page: 'access'; readonly agreementId: string; readonly part: string | undefined }
  | { readonly page: 'access-log' }
  | { readonly page: 'statistics' }
  | { readonly page: 'unknown' }

export function placeOf(path: string): Place {
  const [first, second, third, fourth, ...rest] = (decoded(path) ?? '%').split('/').filter(Boolean)
  if (first === undefined || (first === 'innlogget' && second === undefined)) return { page: 'sign-in' }
  if (rest.length > 0) return { page: 'unknown' }
  if (first === 'enhet' && second !== undefined) return { page: 'unit', unitId: second, part: third, item: fourth }
  if (fourth !== undefined) return { page: 'unknown' }
  if (first === 'amk' && second === undefined) return { page: 'dispatcher' }
  if (first === 'okonomi' && second !== undefined) return { page: 'finance', agreementId: second, month: third }
  if (first === 'avtale' && second !== undefined) return { page: 'owner', agreementId: second, part: third }
  if (first === 'region') return { page: 'region', part: second, item: third }
  if (first === 'tilgang' && second !== undefined) return { page: 'access', agreementId: second, part: third }
  if (first === 'tilgangslogg' && second === undefined) return { page: 'access-log' }
  if (first === 'statistikk' && second === undefined) return { page: 'statistics' }
  return { page: 'unknown' }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
