import { useEffect, useState } from 'preact/hooks'
import { useAsked } from '../api/use-asked.ts'
import { TEXT } from '../i18n/nb.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { DifferenceTable } from '../parts/difference-table.tsx'
import { Refusal } from '../parts/refusal.tsx'
import type { Run } from './run.ts'
import { agreedTrial, KEY_CHOICES, type Terms, type Trial, trialBody } from './trial.ts'

const words = OKONOMI.whatIf

/** A month is computed anew for each trial, so nothing is asked before somebody wants one. */
export function WhatIf({ run }: { readonly run: Run }) {
  const [isWanted, setWanted] = useState(false)
  return (
    <section id="hva-om" aria-labelledby="hva-om-tittel">
      <h2 class="ds-heading" data-size="sm" id="hva-om-tittel">
        {words.title}
      </h2>
      <p class="ds-paragraph">{words.lead}</p>
      {isWanted ? (
        <Trials run={run} />
      ) : (
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => setWanted(true)}>
          {words.begin}
        </button>
      )}
    </section>
  )
}

/** The month under other terms, party by party, as the terms are turned. Nothing is kept. */
function Trials({ run: { agreementId, month } }: { readonly run: Run }) {
  const [terms, setTerms] = useState<Terms>()
  const [trial, setTrial] = useState<Trial>()
  const body = terms && trial ? trialBody(terms, trial) : {}
  const reply = useAsked('what-if', { params: { agreementId, month }, body })
  const answer = reply?.kind === 'answer' ? reply.value : undefined
  useEffect(() => {
    if (!answer?.before.terms || terms) return
    setTerms(answer.before.terms)
    setTrial(agreedTrial(answer.before.terms))
  }, [answer])
  return (
    <>
      {terms && trial && (
        <>
          <Dials terms={terms} trial={trial} onTurn={setTrial} />
          <button type="button" class="ds-button" data-variant="tertiary" onClick={() => setTrial(agreedTrial(terms))}>
            {words.reset}
          </button>
        </>
      )}
      {reply?.kind === 'problem' && <Refusal problem={reply.problem} />}
      <p class="ds-paragraph outcome" role="status">
        {reply === undefined && words.computing}
        {reply?.kind === 'unreachable' && TEXT.connection.never}
        {answer && words.computed}
      </p>
      {answer && <DifferenceTable title={words.title} rows={answer.differences} />}
    </>
  )
}

function Dials({
  terms,
  trial,
  onTurn,
}: {
  readonly terms: Terms
  readonly trial: Trial
  readonly onTurn: (trial: Trial) => void
}) {
  const turn = (part: Partial<Trial>) => onTurn({ ...trial, ...part })
  return (
    <div class="dials">
      <Slider
        label={words.share}
        value={trial.sharePercent}
        unit="%"
        onInput={(sharePercent) => turn({ sharePercent })}
      />
      <label class="field">
        {words.key}
        <select
          class="ds-input"
          value={trial.key}
          onChange={({ currentTarget }) =>
            turn({ key: KEY_CHOICES.find((choice) => choice === currentTarget.value) ?? 'agreed' })
          }
        >
          {KEY_CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {words.keys[choice]}
            </option>
          ))}
        </select>
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={trial.isProtected}
          onChange={({ currentTarget }) => turn({ isProtected: currentTarget.checked })}
        />
        {words.protect}
      </label>
      {trial.isProtected && (
        <>
          <Slider
            label={words.factor}
            value={trial.factor}
            min={1}
            max={5}
            step={0.1}
            onInput={(factor) => turn({ factor })}
          />
          <Slider
            label={words.standby}
            value={trial.standbyPercent}
            unit="%"
            onInput={(standbyPercent) => turn({ standbyPercent })}
          />
        </>
      )}
      {terms.guests?.admitted && (
        <label class="field">
          {words.guestRate}
          <input
            class="ds-input"
            type="number"
            min="0"
            step="100"
            value={trial.guestKroner}
            onInput={({ currentTarget }) =>
              turn({ guestKroner: Math.max(0, Math.round(currentTarget.valueAsNumber || 0)) })
            }
          />
        </label>
      )}
    </div>
  )
}

const Slider = ({
  label,
  value,
  unit = '',
  min = 0,
  max = 100,
  step = 1,
  onInput,
}: {
  readonly label: string
  readonly value: number
  readonly unit?: string
  readonly min?: number
  readonly max?: number
  readonly step?: number
  readonly onInput: (value: number) => void
}) => {
  const shown = `${String(value).replace('.', ',')}${unit && ` ${unit}`}`
  return (
    <label class="field">
      <span>
        {label}: <strong>{shown}</strong>
      </span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-label={label}
        aria-valuetext={shown}
        onInput={({ currentTarget }) => onInput(currentTarget.valueAsNumber)}
      />
    </label>
  )
}
