import type { AnswerOf } from '../../lib/contract/routes.ts'
import { word } from '../i18n/nb.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { partyName } from '../parts/party.ts'

export type Agreement = AnswerOf<'get-agreement'>
export type Entry = AnswerOf<'get-access-list'>['entries'][number]
/** The list as it is now: the next save follows it, or is the first. */
export type SavedList = { readonly entries: readonly Entry[]; readonly version: number | null }
export type UnitNames = ReadonlyMap<string, string>

/** Those who may act for the agreement as a whole, and not for a place in it. */
export const isForWhole = (role: Entry['role']): boolean =>
  role === 'host-finance' || role === 'admin' || role === 'auditor'

/** What they may be, and where: `ansatt ved enheten, Fauske KAD`. */
export function whoIs({ role, org }: Pick<Entry, 'role' | 'org'>, names: UnitNames): string {
  const where = role === 'finance' ? partyName(org) : (names.get(org) ?? org)
  return `${word(role)}, ${isForWhole(role) ? TILGANG.list.wholeAgreement : where}`
}
