import { useState } from 'preact/hooks'
import { word } from '../i18n/nb.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { Outcome } from '../parts/outcome.tsx'
import { partyName } from '../parts/party.ts'
import { useIntent } from '../parts/use-intent.ts'
import type { Run } from './run.ts'

type Outcomes = 'upheld' | 'rejected'
const OUTCOMES = ['upheld', 'rejected'] as const satisfies readonly Outcomes[]
const words = OKONOMI.disputes
/** What the choice of nobody is called in the form; the service says it with null. */
const NOBODY = 'nobody'

/** The host says yes or no, why, and with a yes who pays instead. */
export function AnswerDispute({
  run,
  dispute,
  onAnswered,
}: {
  readonly run: Run
  readonly dispute: Run['disputes'][number]
  readonly onAnswered: () => void
}) {
  const [outcome, setOutcome] = useState<Outcomes>()
  const [text, setText] = useState('')
  const [payer, setPayer] = useState('')
  const [isUnfinished, setUnfinished] = useState(false)
  const answer = useIntent('answer-dispute', onAnswered)
  const { agreementId, month } = run
  const { disputeId, partyId } = dispute
  const others = [...new Set(run.lines.map((line) => line.partyId))].filter((each) => each !== partyId)
  const asksForPayer = outcome === 'upheld' && dispute.nights.length > 0
  const submit = () => {
    const lacks = outcome === undefined || text.trim() === '' || (asksForPayer && payer === '')
    setUnfinished(lacks)
    if (lacks) return
    const newPayer = asksForPayer && payer !== NOBODY ? payer : null
    answer.start({ params: { agreementId, month, disputeId }, body: { outcome, text, payer: newPayer } })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <fieldset class="choices">
        <legend>{words.yourAnswer}</legend>
        {OUTCOMES.map((each) => (
          <label key={each} class="choice">
            <input
              type="radio"
              name={`utfall-${disputeId}`}
              checked={outcome === each}
              onChange={() => setOutcome(each)}
            />
            {word(each)}
          </label>
        ))}
      </fieldset>
      <div class="fields">
        {asksForPayer && (
          <label class="field">
            {words.payer}
            <select class="ds-input" value={payer} onChange={({ currentTarget }) => setPayer(currentTarget.value)}>
              <option value="">{words.choosePayer}</option>
              {others.map((each) => (
                <option key={each} value={each}>
                  {partyName(each)}
                </option>
              ))}
              <option value={NOBODY}>{words.nobody}</option>
            </select>
          </label>
        )}
        <label class="field">
          {words.why}
          <textarea
            class="ds-input"
            rows={2}
            maxLength={1000}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <button type="submit" class="ds-button">
          {words.answer}
        </button>
      </div>
      {isUnfinished && (
        <p class="ds-paragraph wrong" role="alert">
          {words.answerUnfinished}
        </p>
      )}
      <Outcome standing={answer.standing} />
    </form>
  )
}
