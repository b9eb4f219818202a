import { useState } from 'preact/hooks'
import type { AskOf } from '../../lib/contract/routes.ts'
import { word } from '../i18n/nb.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { Outcome } from '../parts/outcome.tsx'
import { useIntent } from '../parts/use-intent.ts'
import type { Run } from './run.ts'

type Reason = AskOf<'raise-dispute'>['body']['reason']
type Night = { readonly stayId: string; readonly date: string }
const REASONS = [
  'not-our-patient',
  'wrong-dates',
  'wrong-service',
  'wrong-key',
  'other',
] as const satisfies readonly Reason[]
const words = OKONOMI.disputes

/** A party objects to the nights it has chosen, or to its line as a whole. */
export function RaiseDispute({
  run: { agreementId, month },
  nights,
  onRaised,
}: {
  readonly run: Run
  readonly nights: readonly Night[]
  readonly onRaised: () => void
}) {
  const [reason, setReason] = useState<Reason>()
  const [detail, setDetail] = useState('')
  const [isUnfinished, setUnfinished] = useState(false)
  const raise = useIntent('raise-dispute', () => {
    setDetail('')
    onRaised()
  })
  const submit = () => {
    setUnfinished(reason === undefined || detail.trim() === '')
    if (reason === undefined || detail.trim() === '') return
    raise.start({ params: { agreementId, month }, body: { reason, detail, nights: [...nights] } })
  }
  return (
    <form
      class="raise"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h4 class="ds-heading" data-size="2xs">
        {words.raiseTitle}
      </h4>
      <p class="ds-paragraph" role="status">
        {nights.length === 0 ? words.noneChosen : words.chosen(nights.length)}
      </p>
      <div class="fields">
        <label class="field">
          {words.reason}
          <select
            class="ds-input"
            value={reason ?? ''}
            onChange={({ currentTarget }) => setReason(REASONS.find((each) => each === currentTarget.value))}
          >
            <option value="">{words.chooseReason}</option>
            {REASONS.map((each) => (
              <option key={each} value={each}>
                {word(each)}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          {words.detail}
          <textarea
            class="ds-input"
            rows={2}
            maxLength={1000}
            value={detail}
            onInput={({ currentTarget }) => setDetail(currentTarget.value)}
          />
        </label>
        <button type="submit" class="ds-button">
          {words.raise}
        </button>
      </div>
      {isUnfinished && (
        <p class="ds-paragraph wrong" role="alert">
          {words.raiseUnfinished}
        </p>
      )}
      <Outcome standing={raise.standing} done={words.raisedDone} />
    </form>
  )
}
