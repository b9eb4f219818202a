import { useState } from 'preact/hooks'
import {
  bandOfNews2,
  type News2Points,
  OBSERVATION_LIMITS,
  pointsOfNews2,
  scoreNews2,
  scoreQsofa,
} from '../../../lib/contract/assessment-inputs.ts'
import { word } from '../../i18n/nb.ts'
import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'
import { Choices } from '../../parts/choices.tsx'
import { Field } from '../../parts/field.tsx'
import { type Draft, isWhole, MEASURED, type Measured, numberIn, scorable, seenSoFar } from './draft.ts'
import { type Wrongs, wrongAt } from './wrongs.ts'

const words = INNLEGGELSE
/** As they stand in a sentence. */
const names: Readonly<Record<keyof News2Points, string>> = { ...words.inSentence, spo2: words.spo2 }
const ACVPU = ['A', 'C', 'V', 'P', 'U'] as const

type Props = {
  readonly draft: Draft
  readonly wrongs: Wrongs
  readonly onChange: (part: Partial<Draft>) => void
}

/** The observations, and NEWS2 and qSOFA as they come out while they are typed. */
export function Measurements({ draft, wrongs, onChange }: Props) {
  const points = pointsOfNews2(seenSoFar(draft))
  return (
    <section class="part" aria-labelledby="maalinger">
      <h2 id="maalinger" class="ds-heading" data-size="xs">
        {words.measured}
      </h2>
      <div class="measured">
        {MEASURED.map((name) => (
          <MeasuredField
            key={name}
            name={name}
            text={draft.measured[name]}
            points={points[name]}
            wrong={wrongAt(wrongs, `/news2/${name}`)}
            onChange={(text) => onChange({ measured: { ...draft.measured, [name]: text } })}
          />
        ))}
      </div>
      <Choices
        legend={words.consciousness}
        options={ACVPU.map((value) => ({
          value,
          label: (
            <>
              <b>{value}</b> {words.acvpu[value]}
            </>
          ),
        }))}
        value={draft.consciousness}
        error={wrongAt(wrongs, '/news2/consciousness')}
        onChosen={(consciousness) => onChange({ consciousness })}
      />
      <div class="choice-row">
        <label class="choice">
          <input
            type="checkbox"
            checked={draft.supplementalOxygen}
            onChange={() => onChange({ supplementalOxygen: !draft.supplementalOxygen })}
          />
          {words.oxygen}
        </label>
        <label class="choice">
          <input
            type="checkbox"
            checked={draft.spo2Scale === 2}
            onChange={() => onChange({ spo2Scale: draft.spo2Scale === 2 ? 1 : 2 })}
          />
          {words.scale2}
        </label>
      </div>
      <Score draft={draft} points={points} />
    </section>
  )
}

type MeasuredProps = {
  readonly name: Measured
  readonly text: string
  readonly points: number | undefined
  readonly wrong: string | undefined
  readonly onChange: (text: string) => void
}

function MeasuredField({ name, text, points, wrong, onChange }: MeasuredProps) {
  const [isLeft, setLeft] = useState(false)
  const [least, most] = OBSERVATION_LIMITS[name]
  const limits = [norwegian(name, least), norwegian(name, most)] as const
  // Nobody is told that a number is wrong before it is written to its end.
  const slip =
    isLeft && text.trim() !== '' && scorable(name, text) === undefined ? slipOf(name, text, limits) : undefined
  return (
    <div class="measured-field" data-points={points ?? ''}>
      <Field
        label={
          <>
            {words[name]} <small>{words.units[name]}</small>
          </>
        }
        hint={words.accepts(least, most)}
        error={slip ?? (text.trim() === '' || isLeft ? wrong : undefined)}
      >
        {(field) => (
          <input
            {...field}
            class="ds-input number"
            type="text"
            inputMode={name === 'temperature' ? 'decimal' : 'numeric'}
            autocomplete="off"
            data-next
            maxLength={6}
            value={text}
            onFocus={() => setLeft(false)}
            onBlur={() => setLeft(true)}
            onInput={({ currentTarget }) => onChange(currentTarget.value)}
          />
        )}
      </Field>
      <span class="points">{points !== undefined && words.pointsFor(points)}</span>
    </div>
  )
}

const norwegian = (name: Measured, value: number): string => (name === 'temperature' ? `${value},0` : `${value}`)

function slipOf(name: Measured, text: string, limits: readonly [string, string]): string {
  const value = numberIn(text)
  const [least, most] = OBSERVATION_LIMITS[name]
  if (value === undefined) return words.notNumber
  if (value < least || value > most) return words.outside(...limits)
  return name === 'temperature' ? words.oneDecimal : words.wholeNumber
}

type ScoreProps = { readonly draft: Draft; readonly points: Partial<News2Points> }

function Score({ draft, points }: ScoreProps) {
  const seen = seenSoFar(draft)
  const { respirationRate, systolicBp, consciousness } = seen
  const qsofa =
    respirationRate !== undefined && systolicBp !== undefined && consciousness !== undefined
      ? scoreQsofa({ respirationRate, systolicBp, consciousness })
      : undefined
  const lacking = [...MEASURED, 'consciousness' as const].filter((name) => seen[name] === undefined)
  const news2 = isWhole(seen) ? scoreNews2(seen) : undefined
  const band = news2 && bandOfNews2(news2)
  const heaviest = heaviestOf(points)
  return (
    <p class="score" role="status" data-band={band}>
      <strong>{news2 && band ? words.news2Of(news2.total, word(band)) : words.news2}</strong>
      <span>
        {lacking.length === MEASURED.length + 1
          ? words.news2Begin
          : lacking.length > 0
            ? words.news2Missing(lacking.map((name) => names[name]).join(', '))
            : heaviest.length > 0 && words.weighs(heaviest.join(', '))}
      </span>
      <span>{qsofa && words.qsofa(qsofa.total, qsofa.positive)}</span>
    </p>
  )
}

/** What gives the most points, by name and weight; nothing where nothing gives any. */
export function heaviestOf(points: Partial<News2Points>): readonly string[] {
  const most = Math.max(0, ...Object.values(points))
  if (most === 0) return []
  return Object.keys(points).flatMap((name) => {
    const key = name as keyof News2Points
    return points[key] === most ? [`${names[key]} (${most})`] : []
  })
}
