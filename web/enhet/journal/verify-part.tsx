import { useState } from 'preact/hooks'
import { call, type Reply } from '../../api/call.ts'
import { JOURNAL } from '../../i18n/nb-journal.ts'
import { moment } from '../../i18n/time.ts'
import { Refusal } from '../../parts/refusal.tsx'

const words = JOURNAL.verify
type Checked = { readonly reply: Reply<'verify-journal'>; readonly at: string }

/** Whether the journal is whole and the board is its sum: what that proves, and what was found. */
export function VerifyPart({ unitId }: { readonly unitId: string }) {
  const [checked, setChecked] = useState<Checked | 'running'>()
  const check = async () => {
    if (checked === 'running') return
    setChecked('running')
    const reply = await call('verify-journal', { params: { unitId } }, { patienceMs: 30_000 })
    setChecked({ reply, at: new Date().toISOString() })
  }
  const reply = checked === 'running' ? undefined : checked?.reply
  return (
    <section class="verify" aria-labelledby="kontroll">
      <h2 id="kontroll" class="ds-heading" data-size="xs">
        {words.title}
      </h2>
      <p>{words.lead}</p>
      <button type="button" class="ds-button" aria-disabled={checked === 'running'} onClick={check}>
        {words.start}
      </button>
      <div role="status">
        {checked === 'running' && <p>{words.running}</p>}
        {reply?.kind === 'answer' && checked !== 'running' && checked && (
          <div class="ds-alert" data-color={reply.value.ok ? 'success' : 'danger'}>
            <p>
              <strong>{sentenceOf(reply.value)}</strong>
            </p>
            {!reply.value.ok && <p>{words.next}</p>}
            <p>{moment(checked.at)}</p>
          </div>
        )}
        {reply?.kind === 'unreachable' && <p>{words.failed}</p>}
        {reply?.kind === 'problem' && <Refusal problem={reply.problem} />}
      </div>
    </section>
  )
}

function sentenceOf({ ok, events, brokenAt }: Extract<Reply<'verify-journal'>, { kind: 'answer' }>['value']): string {
  if (ok) return words.ok(events)
  return brokenAt === null ? words.differs : words.broken(brokenAt)
}
