import type { AskOf } from '../../../lib/contract/routes.ts'
import type { Problem } from '../../api/problem.ts'
import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'
import type { Standing } from '../../parts/use-intent.ts'

/** What is wrong, by JSON pointer; a field finds its own. */
export type Wrongs = ReadonlyMap<string, string>
export const NOTHING_WRONG: Wrongs = new Map()

/** Where a refusal that names no field belongs. */
const PLACE_OF: Readonly<Record<string, string>> = {
  'bed-not-free': '/bedId',
  'bed-not-found': '/bedId',
  'bed-occupied-then': '/admittedAt',
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

type Body = AskOf<'admit-patient'>['body']
type Sent = Body | undefined

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
/** What stands at a JSON pointer. */
const at = (body: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((part, name) => (part instanceof Object ? Reflect.get(part, name) : undefined), body)

/**
 * How the admission stands for what is written now. A refusal speaks of what was sent: a field that was wrong and has been
 * changed since is not wrong any more, and one that names no field is over with the first change.
 */
export function standingFor(standing: Standing<'admit-patient'>, sent: Sent, written: Body): Standing<'admit-patient'> {
  if (standing.kind !== 'refused' || isSame(sent, written)) return standing
  const { problem } = standing
  const isUntouched = (pointer: string) => isSame(at(sent, pointer), at(written, pointer))
  const errors = problem.errors.filter(({ pointer }) => isUntouched(pointer))
  const stands = errors.length > 0 || (problem.field !== undefined && isUntouched(`/${problem.field}`))
  return stands ? { kind: 'refused', problem: { ...problem, errors } } : { kind: 'none' }
}

/** Refused so that an override may set it aside, and nothing but the override has been written since. */
export const isOverrideAsked = (standing: Standing<'admit-patient'>, sent: Sent, written: Body): boolean =>
  standing.kind === 'refused' &&
  MAY_BE_OVERRIDDEN.has(standing.problem.code) &&
  isSame({ ...sent, override: null }, { ...written, override: null })

export function wrongsOf({ code, title, detail, errors, field }: Problem): Wrongs {
  const asWhole = `${title}. ${detail}`.trim()
  const named = errors.map(({ pointer, rule }) => [pointer, INNLEGGELSE.rules[rule] ?? INNLEGGELSE.wrong] as const)
  const place = field === undefined ? PLACE_OF[code] : `/${field}`
  return new Map([...named, ...(place === undefined ? [] : [[place, asWhole] as const])])
}

/** Also what is wrong with a part of it, as with the third of several roles. */
export const wrongAt = (wrongs: Wrongs, pointer: string): string | undefined =>
  wrongs.get(pointer) ?? [...wrongs].find(([at]) => at.startsWith(`${pointer}/`))?.[1]
