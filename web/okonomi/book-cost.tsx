import { useState } from 'preact/hooks'
import { kroner } from '../../lib/documents/norwegian-text.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { readKroner } from '../parts/kroner-input.ts'
import { Outcome } from '../parts/outcome.tsx'
import { useIntent } from '../parts/use-intent.ts'
import type { MonthAt, Run } from './run.ts'

const words = OKONOMI.cost

/** The host says what the month cost, and the month is computed at once. */
export function BookCost({
  at,
  run,
  onRun,
}: {
  readonly at: MonthAt
  readonly run: Run | undefined
  readonly onRun: (run: Run) => void
}) {
  const [cost, setCost] = useState('')
  const [income, setIncome] = useState('0')
  const [note, setNote] = useState('')
  const [isWrong, setWrong] = useState(false)
  const compute = useIntent('run-avregning', onRun)
  const book = useIntent('book-cost', () => compute.start({ params: at, body: {} }))
  const submit = () => {
    const [costOre, guestIncomeOre] = [readKroner(cost), readKroner(income)]
    const isReadable = costOre !== undefined && guestIncomeOre !== undefined
    setWrong(!isReadable)
    if (!isReadable) return
    book.start({ params: at, body: { costOre, guestIncomeOre, note: note.trim() === '' ? null : note } })
  }
  return (
    <section id="kostnad" aria-labelledby="kostnad-tittel">
      <h2 class="ds-heading" data-size="sm" id="kostnad-tittel">
        {words.title}
      </h2>
      <p class="ds-paragraph">
        {run ? words.standing(kroner(run.costOre), kroner(run.guestIncomeOre), kroner(run.poolOre)) : words.lead}
      </p>
      {run?.state !== 'locked' && run?.state !== 'approved' && (
        <form
          class="fields"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <label class="field">
            {words.field}
            <input
              class="ds-input"
              inputMode="decimal"
              value={cost}
              aria-invalid={isWrong && readKroner(cost) === undefined}
              aria-describedby={isWrong ? 'kostnad-feil' : undefined}
              onInput={({ currentTarget }) => setCost(currentTarget.value)}
            />
          </label>
          <label class="field">
            {words.income}
            <input
              class="ds-input"
              inputMode="decimal"
              value={income}
              aria-invalid={isWrong && readKroner(income) === undefined}
              aria-describedby={isWrong ? 'kostnad-feil' : undefined}
              onInput={({ currentTarget }) => setIncome(currentTarget.value)}
            />
          </label>
          <label class="field">
            {words.note}
            <input class="ds-input" value={note} onInput={({ currentTarget }) => setNote(currentTarget.value)} />
          </label>
          <button type="submit" class="ds-button">
            {words.book}
          </button>
          {isWrong && (
            <p class="ds-paragraph wrong" id="kostnad-feil" role="alert">
              {words.wrong}
            </p>
          )}
        </form>
      )}
      {book.standing.kind === 'done' ? (
        <Outcome standing={compute.standing} sending={OKONOMI.months.running} done={words.booked} />
      ) : (
        <Outcome standing={book.standing} />
      )}
    </section>
  )
}
