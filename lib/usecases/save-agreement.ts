import type { Precondition } from '../contract/precondition.ts'
import type { AnswerOf, QueryOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import {
  type Agreement,
  agreementFrom,
  findAgreementFaults,
  type NamedFault,
  termsFor,
} from '../domain/agreement/agreement.ts'
import type { AgreementId, UnitId } from '../domain/ids.ts'
import { decide } from '../domain/pool/decide.ts'
import { agreementIdOf, type UnitState } from '../domain/pool/state.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { AgreementVersion } from '../store/agreement-codecs.ts'
import { agreementParts, findAgreement, findAgreementVersion } from '../store/agreement-store.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type Refusal =
  | WriteRefusal
  | { readonly kind: 'precondition-required' }
  | { readonly kind: 'version-mismatch'; readonly version: number | null }
  | { readonly kind: 'agreement-does-not-add-up'; readonly errors: readonly NamedFault[] }

/** The newest version, also one that is still to come, or the one that is named. */
export async function getAgreement(
  deps: Deps,
  { agreementId, version }: { readonly agreementId: AgreementId } & QueryOf<'get-agreement'>,
): Promise<Result<AnswerOf<'get-agreement'>, { readonly kind: 'agreement-not-found' }>> {
  const saved =
    version === undefined
      ? await findAgreement(deps.store, agreementId)
      : await findAgreementVersion(deps.store, agreementId, version)
  return saved ? accepted(agreementAnswer(saved)) : refused({ kind: 'agreement-not-found' })
}

/**
 * A new version per PUT. The version and the terms in every unit it names, or names no more, change in one transaction,
 * so no bed is ever counted by two versions.
 */
export async function putAgreement(
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor; readonly precondition: Precondition | null },
  agreementId: AgreementId,
  agreement: Agreement,
): Promise<Result<AnswerOf<'put-agreement'>, Refusal>> {
  const { actor, now, precondition } = request
  const saved = await findAgreement(deps.store, agreementId)
  const current = saved?.version ?? null
  const mismatch = { kind: 'version-mismatch', version: current } as const
  const next: AgreementVersion = {
    agreementId,
    version: (current ?? 0) + 1,
    savedAt: now,
    savedBy: actor,
    agreement: copy(agreement),
  }
  const from = agreementFrom(agreement)
  const left = (saved?.agreement.units ?? []).filter((unitId) => !agreement.units.includes(unitId))
  return changeUnits<AnswerOf<'put-agreement'>, Refusal>(
    deps,
    request,
    { unitIds: [...new Set([...agreement.units, ...left])] },
    ({ units }) => {
      if (precondition === null) return refused({ kind: 'precondition-required' })
      const isMet = precondition.kind === 'absent' ? current === null : current === precondition.version
      if (!isMet) return refused(mismatch)
      const errors = findAgreementFaults(agreementId, agreement, factsOf(agreement.units, units, now))
      if (errors.length > 0) return refused({ kind: 'agreement-does-not-add-up', errors })
      const terms = (unitId: UnitId) =>
        left.includes(unitId) ? null : termsFor(agreementId, next.version, agreement, unitId)
      const changed = [...units.values()].map((unit) => {
        const decision = decide(unit, { name: 'apply-agreement', ask: { from, terms: terms(unit.unitId) } }, request)
        return { unitId: unit.unitId, events: decision.ok ? decision.value : [] }
      })
      return accepted({ units: changed, alongside: agreementParts(next), answer: () => agreementAnswer(next) })
    },
    (lost) => (lost.has('agreement') ? mismatch : undefined),
  )
}

export function factsOf(named: readonly UnitId[], units: ReadonlyMap<UnitId, UnitState>, now: Instant) {
  return new Map(
    named.map((unitId) => {
      const unit = units.get(unitId)
      const facts = unit && { physical: unit.beds.length, agreementId: agreementIdOf(unit, now) }
      return [unitId, facts]
    }),
  )
}

const agreementAnswer = ({
  agreementId,
  version,
  savedAt,
  agreement,
}: AgreementVersion): AnswerOf<'get-agreement'> => ({
  ...agreement,
  agreementId,
  version,
  savedAt,
})

/** The codec's arrays are mutable; the agreement as given is not. */
const copy = (agreement: Agreement): AgreementVersion['agreement'] =>
  structuredClone(agreement) as AgreementVersion['agreement']
