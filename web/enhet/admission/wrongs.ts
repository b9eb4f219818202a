import type { Problem } from '../../api/problem.ts'
import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'

/** What is wrong, by JSON pointer; a field finds its own. */
export type Wrongs = ReadonlyMap<string, string>
export const NOTHING_WRONG: Wrongs = new Map()

/** Where a refusal that names no field belongs. */
const PLACE_OF: Readonly<Record<string, string>> = {
  'bed-not-free': '/bedId',
  'bed-not-found': '/bedId',
  'bed-occupied-then': '/bedId',
  'room-rule-broken': '/bedId',
  'no-bookable-bed': '/partyId',
  'service-not-offered': '/service',
  'patient-already-admitted': '/patientRef',
  'assessment-says-no': '/override/reason',
  'override-needs-doctor': '/override/roles',
  'override-needs-joint-team': '/override/roles',
  'override-needs-ward-leader': '/override/roles',
}

/** A refusal that an override, with a reason and those who decided, may set aside. */
const MAY_BE_OVERRIDDEN = new Set([
  'no-bookable-bed',
  'room-rule-broken',
  'assessment-says-no',
  'override-needs-doctor',
  'override-needs-joint-team',
  'override-needs-ward-leader',
])
export const mayBeOverridden = ({ code }: Problem): boolean => MAY_BE_OVERRIDDEN.has(code)

export function wrongsOf({ code, title, detail, errors, field }: Problem): Wrongs {
  const asWhole = `${title}. ${detail}`.trim()
  const named = errors.map(({ pointer, rule }) => [pointer, INNLEGGELSE.rules[rule] ?? INNLEGGELSE.wrong] as const)
  const place = field === undefined ? PLACE_OF[code] : `/${field}`
  return new Map([...named, ...(place === undefined ? [] : [[place, asWhole] as const])])
}

/** Also what is wrong with a part of it, as with the third of several roles. */
export const wrongAt = (wrongs: Wrongs, pointer: string): string | undefined =>
  wrongs.get(pointer) ?? [...wrongs].find(([at]) => at.startsWith(`${pointer}/`))?.[1]
