/** Signatures that HelseID may make, and that a client may prove its key with. Neither `none` nor a shared secret. */
export const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const

/** Which tokens open the API. One set per stage; who may do what then stands in the agreements' access lists. */
export type TokenRules = {
  readonly issuer: string
  /** HelseID's short name of this API: the token must be made out to it and to nothing else. */
  readonly audience: string
  readonly scope: string
  readonly algorithms: readonly (typeof ALGORITHMS)[number][]
  /** Clients that send their token alone. All others prove their key for each request; no client may do both. */
  readonly bearerClients: readonly string[]
  /** Organisations that set up the region's agreements, and so stand in none of their lists. */
  readonly operators: readonly string[]
  /** A claim by which an organisation's own sign-in says what somebody is; null where there is none. */
  readonly roleClaim: string | null
  readonly skewSeconds: number
  /** How old a proof may be. */
  readonly proofSeconds: number
}

/** Claims as they stand in a token: nothing is known of them before they are looked at. */
export type Claims = Readonly<Record<string, unknown>>

export const textIn = (claims: Claims, name: string): string | undefined => {
  const value = claims[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
export const secondsIn = (claims: Claims, name: string): number | undefined => {
  const value = claims[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
export const isRecord = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
