import type * as z from 'zod'
import type { AccessKept } from '../../domain/access/access-record.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { ProblemCode } from '../problems.ts'

/** One Lambda per audience; a row names its own, so splitting later is a change of the table. */
export const LAMBDAS = ['availability', 'ward', 'finance', 'documents', 'admin', 'audit'] as const
export type LambdaName = (typeof LAMBDAS)[number]

/**
 * Answers what is no row's, and so carries them all. It has most subjects in any case, and whoever guesses at addresses
 * wakes nothing that a patient waits for.
 */
export const FALLBACK: LambdaName = 'admin'

export type Method = 'GET' | 'POST' | 'PUT'

/**
 * Whose things a role may touch through a route. `own-unit`: the ward roles only their own unit, others any.
 * `own-agreement`: an admin only what belongs to the agreement in the token, or everything with `*`.
 * `agreement-party`: the same for the host's people; a party's people any, for whose party it is stands in the agreement.
 * `whole-region`: what concerns every agreement, and so only `*`.
 */
export type Scope = 'any' | 'own-unit' | 'own-agreement' | 'agreement-party' | 'whole-region'

export type RouteRow = {
  /** What a caller gets done with it, in bokmål: its line in the API's documentation. */
  readonly summary: string
  readonly method: Method
  readonly path: `/v1/${string}` | `/fhir/R4/${string}` | `/have/2.0/${string}`
  readonly lambda: LambdaName
  /** `anyone`: without a token too, for there is nothing in it that is anybody's, and nothing is asked of the table. */
  readonly roles: readonly Role[] | 'anyone'
  readonly scope: Scope
  readonly query?: z.ZodType
  readonly request?: z.ZodType
  readonly response: z.ZodType
  readonly success: 200 | 201
  /** `file`: something to keep, with `fileName`, `contentType` and the bytes in `body`. `fhir`: a resource, also when it is refused. `xml`: a document, as text. */
  readonly answers?: 'file' | 'fhir' | 'xml'
  /** Answers carry an ETag and obey If-None-Match; `versioned` routes take If-Match instead. */
  readonly caching?: 'etag' | 'versioned'
  /** What the operation does to the table: the grants are made from this. */
  readonly table: 'read' | 'write'
  /** How its reads stand in the access log, where they show a stay. Left out: only whoever is turned away is kept. */
  readonly accessLog?: AccessKept
  readonly refusals: readonly ProblemCode[]
  /** Who is hurt, and how, when the operation fails: the text of its alarm. */
  readonly impact: string
}

/** API Gateway's name for a route: `POST /v1/units/{unitId}/holds`. */
export const routeKeyOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method} ${path}`
