/** What the pages show when the service refuses. */
export type { Problem } from '../../lib/client/problem.ts'
