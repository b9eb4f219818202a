import { useState } from 'preact/hooks'
import { call, type Reply } from '../api/call.ts'
import { TEXT } from '../i18n/nb.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { clockTime } from '../i18n/time.ts'
import { Field } from '../parts/field.tsx'
import { Refusal } from '../parts/refusal.tsx'

const words = TILGANG.log

/** Whether a date of the log is as it was when its hours were sealed. */
export function LogSeals() {
  const [date, setDate] = useState(new Date().toISOString().slice(0, 10))
  const [reply, setReply] = useState<Reply<'verify-access-log'>>()
  const verify = async () => {
    setReply(undefined)
    setReply(await call('verify-access-log', { query: { date } }))
  }
  return (
    <section aria-labelledby="kontroll-tittel">
      <h2 class="ds-heading" data-size="sm" id="kontroll-tittel">
        {words.verify}
      </h2>
      <p class="ds-paragraph">{words.verifyLead}</p>
      <form
        class="log-search"
        onSubmit={(event) => {
          event.preventDefault()
          void verify()
        }}
      >
        <Field label={words.verifyDate}>
          {(field) => (
            <input
              {...field}
              class="ds-input"
              type="date"
              required
              value={date}
              onInput={({ currentTarget }) => setDate(currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" class="ds-button big" data-variant="secondary">
          {words.verifyButton}
        </button>
      </form>
      {reply?.kind === 'problem' && <Refusal problem={reply.problem} />}
      <p class="ds-paragraph" role="status">
        {reply?.kind === 'unreachable' && TEXT.connection.never}
        {reply?.kind === 'answer' && reply.value.ok && words.sound(reply.value.records, reply.value.unsealedHours)}
      </p>
      {reply?.kind === 'answer' && !reply.value.ok && (
        <div class="ds-alert" data-color="danger" role="alert">
          <p class="ds-paragraph">{words.broken}</p>
          <ul class="ds-list">
            {reply.value.faults.map(({ hour, fault }) => (
              <li key={`${hour} ${fault}`}>
                {hour === null ? words.whole : clockTime(hour)}: {words.faults[fault]}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
