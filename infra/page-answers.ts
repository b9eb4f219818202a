/** How pages are answered, the same from the local server and from CloudFront. */

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Images may be data: the design system draws icons so.
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Only what the app itself brings, over TLS, and nobody may frame it. Browsers obey `strict-transport-security` over TLS only. */
export const SECURITY_HEADERS = {
  'content-security-policy': CSP,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const

/** The app's one page, for every address that is no file and not the API's. */
export const PAGE = '/index.html'

/** A page of its own is a file, and stands at its name without the ending: `/docs`. */
export const PAGE_ENDING = '.html'

/** Files whose names carry a hash of what is in them. */
export const NAMED_BY_CONTENT = '/assets/'
export const isNamedByContent = (path: string): boolean => path.startsWith(NAMED_BY_CONTENT)

/** The page itself is asked for each time, so that a new version is seen at once. */
export const cacheControlOf = (path: string): string =>
  isNamedByContent(path) ? 'public, max-age=31536000, immutable' : 'no-cache'

/** What a file that the app is made of is sent as; what has no type here is no part of the app. */
export const FILE_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
}

/** First parts of the addresses that are the API's, also where no such route exists: a mistyped route is no page. */
export const API_ROOTS = ['v1', 'session', 'fhir', 'have'] as const
