import type { Instant } from '../../kernel/instant.ts'

/** How an hour of the access log, or its seal, is not as it was set. */
export const SEAL_FAULTS = [
  'records-changed',
  'record-out-of-place',
  'seal-missing',
  'seal-not-ours',
  'seal-not-linked',
] as const
export type SealFault = {
  /** Null for what lies in no hour of the date. */
  readonly hour: Instant | null
  readonly fault: (typeof SEAL_FAULTS)[number]
  /** How many records there were when it was sealed, and are now. */
  readonly sealed: number | null
  readonly found: number
}
