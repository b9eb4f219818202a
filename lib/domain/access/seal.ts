import { createHmac } from 'node:crypto'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { hashOf } from '../../kernel/hash-of.ts'
import { type Instant, plusMinutes } from '../../kernel/instant.ts'
import type { SealFault } from './seal-fault.ts'

/** A record of the access log as it lies there, byte for byte, with when it may be forgotten. */
export type LoggedLine = { readonly name: string; readonly text: string; readonly forgetAt: string }

/** That an hour of the log (UTC) was so, and no other: each carries the mark of the one before, and a mark of its own. */
export type Seal = {
  readonly hour: Instant
  readonly lines: number
  readonly digest: string
  /** Null for the first of all. */
  readonly previous: string | null
  /** Nobody without the key can make it. */
  readonly mark: string
}

export const hourAfter = (hour: Instant): Instant => plusMinutes(hour, 60)

/** Seals what lies in an hour, in the order of the names. */
export function sealHour(
  key: Uint8Array,
  hour: Instant,
  lines: readonly LoggedLine[],
  before: Pick<Seal, 'mark'> | undefined,
): Seal {
  const said = { hour, lines: lines.length, digest: hashOf(lines), previous: before?.mark ?? null }
  return { ...said, mark: markOf(key, said) }
}

const markOf = (key: Uint8Array, { hour, lines, digest, previous }: Omit<Seal, 'mark'>): string =>
  createHmac('sha256', key).update(canonicalJson({ hour, lines, digest, previous })).digest('hex')

/** A date of the log, with its seals and those around them. */
export type SealedDate = {
  readonly hours: readonly Instant[]
  readonly lines: readonly (LoggedLine & { readonly hour: Instant | undefined })[]
  readonly seals: readonly Seal[]
  /** The last before the date, and the first and the last that there are. */
  readonly before: Seal | undefined
  readonly first: Seal | undefined
  readonly newest: Seal | undefined
}

/** What is not as it was sealed, hour by hour, and how many hours no seal has been set on yet, or never was. */
export function judgeDate(
  key: Uint8Array,
  { hours, lines, seals, before, first, newest }: SealedDate,
): { readonly faults: readonly SealFault[]; readonly unsealedHours: number } {
  const faults: SealFault[] = []
  let unsealedHours = 0
  let earlier = before
  const astray = lines.filter(({ hour }) => hour === undefined || !hours.includes(hour)).length
  if (astray > 0) faults.push({ hour: null, fault: 'record-out-of-place', sealed: null, found: astray })
  for (const hour of hours) {
    const own = lines.filter((line) => line.hour === hour).map(({ name, text, forgetAt }) => ({ name, text, forgetAt }))
    const seal = seals.find((each) => each.hour === hour)
    const isOutside = !newest || hour > newest.hour || (first?.previous === null && hour < first.hour)
    const fault = seal ? faultOf(key, seal, own, earlier) : isOutside ? undefined : 'seal-missing'
    if (fault) faults.push({ hour, fault, sealed: seal?.lines ?? null, found: own.length })
    if (!seal && isOutside) unsealedHours += 1
    earlier = seal
  }
  return { faults, unsealedHours }
}

function faultOf(
  key: Uint8Array,
  seal: Seal,
  lines: readonly LoggedLine[],
  before: Seal | undefined,
): SealFault['fault'] | undefined {
  if (markOf(key, seal) !== seal.mark) return 'seal-not-ours'
  // The one before is gone with its own date, where all of that is old enough; where it is there, this follows on it.
  if (before && seal.previous !== before.mark) return 'seal-not-linked'
  return hashOf(lines) === seal.digest ? undefined : 'records-changed'
}
