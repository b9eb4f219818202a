import type { OsloDate } from '../../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import type { Agreement, NamedFault } from '../agreement/agreement.ts'
import type { AgreementId } from '../ids.ts'
import { isOrgnr } from '../party/orgnr.ts'
import type { Role } from '../vocabulary.ts'
import type { Caller } from './judge-token.ts'

/** A person who has signed in, or a system that calls on its own. */
export const CALLED_BY = ['user', 'system'] as const
export type CalledBy = (typeof CALLED_BY)[number]

/** Who may act as what, and for whom. An organisation and its systems, never a person. */
export type AccessEntry = {
  /** Hovedenhet or underenhet: a token of either opens, so the hovedenhet's entry covers all that are under it. */
  readonly orgnr: string
  readonly by: CalledBy
  /** Only through this HelseID client; left out: any that acts for the organisation. A system is always named. */
  readonly clientId?: string | undefined
  /** Only those whom the organisation's own sign-in calls so (the stage's role claim). */
  readonly claimedRole?: string | undefined
  readonly role: Role
  /** The unit of the ward roles, the party of finance, the agreement for the others; a name for a dispatcher. */
  readonly org: string
  readonly fom: OsloDate
  readonly tom?: OsloDate | undefined
}

/** An entry with the agreement that gives it: what it opens ends at that agreement's borders. */
export type Grant = { readonly agreementId: AgreementId; readonly entry: AccessEntry }

/** `within`: the agreements whose months and terms they may open; null for an operator, who may open all. */
export type Acting = { readonly actor: Actor; readonly within: readonly AgreementId[] | null }
/** Which of several they are now: the role, and the organisation where the role alone leaves a choice. */
export type ActingAs = { readonly role: string; readonly org: string | null }

export type ActingRefusal =
  | { readonly kind: 'not-in-access-list' }
  | { readonly kind: 'acting-as-required'; readonly choices: readonly Actor[] }

/** Default deny: whoever no entry in force names is nobody here, and nobody is two at once. */
export function chooseActing(
  caller: Caller,
  grants: readonly Grant[],
  operators: readonly string[],
  asked: ActingAs | null,
  on: OsloDate,
): Result<Acting, ActingRefusal> {
  const choices = actingChoices(caller, grants, operators, on)
  const meant = choices.filter(
    ({ actor }) => asked === null || (actor.role === asked.role && (asked.org === null || actor.org === asked.org)),
  )
  const [only, ...others] = meant
  if (!only) return refused({ kind: 'not-in-access-list' })
  if (others.length > 0) return refused({ kind: 'acting-as-required', choices: meant.map(({ actor }) => actor) })
  return accepted(only)
}

/** Everything that the caller may be today, each once. */
export function actingChoices(
  caller: Caller,
  grants: readonly Grant[],
  operators: readonly string[],
  on: OsloDate,
): readonly Acting[] {
  const asOperator: Acting[] = operators.some((orgnr) => caller.orgnrs.includes(orgnr))
    ? [{ actor: { role: 'admin', org: '*' }, within: null }]
    : []
  const granted = grants
    .filter(({ entry }) => isNamed(entry, caller) && entry.fom <= on && (entry.tom === undefined || on <= entry.tom))
    .map(({ agreementId, entry: { role, org } }): Acting => ({ actor: { role, org }, within: [agreementId] }))
  const byName = new Map<string, Acting>()
  for (const acting of [...asOperator, ...granted]) {
    const name = `${acting.actor.role} ${acting.actor.org}`
    const within = byName.get(name)?.within ?? []
    byName.set(name, { ...acting, within: acting.within && [...new Set([...within, ...acting.within])] })
  }
  return [...byName.values()]
}

const isNamed = (entry: AccessEntry, caller: Caller): boolean =>
  caller.orgnrs.includes(entry.orgnr) &&
  entry.by === (caller.isUser ? 'user' : 'system') &&
  (entry.clientId === undefined || entry.clientId === caller.clientId) &&
  (entry.claimedRole === undefined || caller.claimedRoles.includes(entry.claimedRole))

/** Every entry that the agreement cannot give; empty when the list may be saved. */
export function findAccessFaults(
  agreementId: AgreementId,
  agreement: Agreement,
  entries: readonly AccessEntry[],
): NamedFault[] {
  const seen = new Set<string>()
  return entries.flatMap((entry, i) => {
    const at = (member: string, rule: string) => ({ pointer: `/entries/${i}/${member}`, rule })
    const text = JSON.stringify([entry.orgnr, entry.by, entry.clientId, entry.claimedRole, entry.role, entry.org])
    const isRepeated = seen.has(`${text}${entry.fom}`)
    seen.add(`${text}${entry.fom}`)
    return [
      ...(isOrgnr(entry.orgnr) ? [] : [at('orgnr', 'orgnr')]),
      ...(isWithin(agreementId, agreement, entry) ? [] : [at('org', 'not-of-this-agreement')]),
      // A system that is not named would be every system of a supplier.
      ...(entry.by === 'system' && entry.clientId === undefined ? [at('clientId', 'missing')] : []),
      ...(entry.tom !== undefined && entry.tom < entry.fom ? [at('tom', 'before-fom')] : []),
      ...(isRepeated ? [at('orgnr', 'repeated')] : []),
    ]
  })
}

/** Whether the agreement, as it is now, has what the entry opens: a unit that has left takes its people along. */
export function isWithin(agreementId: AgreementId, agreement: Agreement, { role, org }: AccessEntry): boolean {
  switch (role) {
    case 'dispatcher':
      return org !== '' && org !== '*'
    case 'ward':
    case 'ward-leader':
      return agreement.units.some((unitId) => unitId === org)
    case 'finance':
      return agreement.parties.some(({ partyId }) => partyId === org)
    case 'host-finance':
    case 'admin':
    case 'auditor':
      return org === agreementId
  }
}
