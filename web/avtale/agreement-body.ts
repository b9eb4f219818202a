import type { AskOf, Operation } from '../../lib/contract/routes.ts'
import type { Reply } from '../api/call.ts'
import { emptyAsMissing } from './empty-as-missing.ts'
import type { NamedFault } from './form.tsx'
import type { SavedAgreement } from './owner-page.tsx'

export type AgreementBody = AskOf<'put-agreement'>['body']

/** What was saved, as it would be sent to be saved again. */
export const bodyOf = ({ agreementId: _, version: __, savedAt: ___, ...body }: SavedAgreement): AgreementBody => body

/** The fields that the service finds wrong; a fault of the draft, and of nothing else. */
export const faultsIn = (reply: Reply<Operation> | undefined, draft: unknown): readonly NamedFault[] =>
  reply?.kind === 'problem' && reply.problem.status === 422 ? emptyAsMissing(draft, reply.problem.errors) : []

/** Everything that the agreement says about the unit goes with it. */
export function withoutUnit(draft: AgreementBody, unitId: string): AgreementBody {
  const { units, travelMinutes = {} } = draft
  return {
    ...draft,
    units: units.filter((each) => each !== unitId),
    travelMinutes: Object.fromEntries(
      Object.entries(travelMinutes).flatMap(([partyId, byUnit]) => {
        const others = Object.entries(byUnit).filter(([each]) => each !== unitId)
        return others.length === 0 ? [] : [[partyId, Object.fromEntries(others)]]
      }),
    ),
  }
}
