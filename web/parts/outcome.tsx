import type { Operation } from '../../lib/contract/routes.ts'
import type { Problem } from '../api/problem.ts'
import { TEXT } from '../i18n/nb.ts'
import { Refusal } from './refusal.tsx'
import type { Standing } from './use-intent.ts'

/** How it goes with what was asked for: on its way, unanswered, refused, or done in the words given. */
export function Outcome<Op extends Operation>({
  standing,
  sending = TEXT.sending,
  done,
  adviceFor,
}: {
  readonly standing: Standing<Op>
  readonly sending?: string
  readonly done?: string
  readonly adviceFor?: ((problem: Problem) => string) | undefined
}) {
  if (standing.kind === 'refused') return <Refusal problem={standing.problem} adviceFor={adviceFor} />
  return (
    <p class="ds-paragraph outcome" role="status">
      {standing.kind === 'sending' && sending}
      {standing.kind === 'unsure' && TEXT.unsure}
      {standing.kind === 'done' && done}
    </p>
  )
}
