import { usePolled } from '../api/use-polled.ts'
import { TEXT } from '../i18n/nb.ts'
import { clockTime } from '../i18n/time.ts'
import { ConnectionState } from '../parts/connection-state.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { useIntent } from '../parts/use-intent.ts'

/** The unit's board. */
export function UnitPage({ unitId }: { readonly unitId: string }) {
  const { answer, problem, connection, heardAt, refresh } = usePolled('show-board', { params: { unitId }, query: {} })
  const confirm = useIntent('confirm-unit', refresh)
  return (
    <div class="page-note">
      {answer && <h1 class="ds-heading">{answer.name}</h1>}
      <ConnectionState connection={connection} heardAt={heardAt} />
      {problem && <Refusal problem={problem} />}
      {answer && <p class="ds-paragraph">{TEXT.unit.confirmedAt(clockTime(answer.confirmedAt))}</p>}
      <button type="button" class="ds-button" onClick={() => confirm.start({ params: { unitId }, body: {} })}>
        {TEXT.unit.confirm}
      </button>
      {confirm.standing.kind === 'unsure' && <p class="ds-paragraph">{TEXT.unsure}</p>}
      {confirm.standing.kind === 'refused' && <Refusal problem={confirm.standing.problem} />}
    </div>
  )
}
