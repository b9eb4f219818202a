import { useState } from 'preact/hooks'
import { serviceTime } from '../../api/service-clock.ts'
import { HISTORIKK } from '../../i18n/nb-historikk.ts'
import { eventName } from '../../i18n/nb-journal.ts'
import { instantsOf, localOf } from '../../i18n/oslo-time.ts'
import { Field } from '../../parts/field.tsx'
import { Refusal } from '../../parts/refusal.tsx'
import { instantOfWall, type WallTime } from '../../parts/wall-time.ts'
import { WallTimeField } from '../../parts/wall-time-field.tsx'
import type { UnitPageProps } from '../pages.ts'
import { type Change, stepAt } from './change-steps.ts'
import { exactMoment } from './exact-moment.ts'
import { PastBoard } from './past-board.tsx'
import { usePastBoard } from './use-past-board.ts'
import '../board.css'
import './history.css'

const words = HISTORIKK
const HOUR_MS = 3_600_000

/** The board at any time that has been, by the clock or from change to change. */
export function HistoryPage({ unitId, item }: UnitPageProps) {
  const [wall, setWall] = useState<WallTime>(() => wallOf(beginAt(item)))
  /** Set when one stepped to a change: its time is finer than the minute that the field shows. */
  const [exact, setExact] = useState<string | undefined>(() => (item === undefined ? undefined : beginAt(item)))
  const at = exact ?? instantOfWall(wall)
  const { board, steps, problem, isLost } = usePastBoard(unitId, at)
  const goTo = ({ at: changedAt }: Change) => {
    setExact(changedAt)
    setWall(wallOf(changedAt))
    history.replaceState(null, '', `/enhet/${encodeURIComponent(unitId)}/historikk/${encodeURIComponent(changedAt)}`)
  }
  const wrong =
    problem?.code === 'unit-not-found'
      ? words.notYet
      : problem?.code === 'time-in-the-future'
        ? words.future
        : undefined
  return (
    <div class="history">
      <h1 class="ds-heading" data-size="sm">
        {words.title}
      </h1>
      <p>{words.lead}</p>
      <div class="history-when">
        <WallTimeField
          label={words.at}
          value={wall}
          error={at === undefined ? undefined : wrong}
          max={localOf(new Date(serviceTime(Date.now())).toISOString())}
          onChange={(changed) => {
            setWall(changed)
            setExact(undefined)
          }}
        />
        <Steps steps={steps} at={at} onGo={goTo} />
      </div>
      {problem && wrong === undefined && <Refusal problem={problem} />}
      <p class="history-state" role="status">
        {isLost && words.lost}
        {!board && !problem && !isLost && words.loading}
      </p>
      {board && <PastBoard board={board} />}
    </div>
  )
}

type StepsProps = {
  readonly steps: readonly Change[]
  readonly at: string | undefined
  readonly onGo: (change: Change) => void
}

function Steps({ steps, at, onGo }: StepsProps) {
  const current = at === undefined ? -1 : stepAt(steps, at)
  const shown = steps[current]
  const go = (i: number) => {
    const step = steps[i]
    if (step) onGo(step)
  }
  const isOn = shown !== undefined && shown.at === at
  const previous = isOn ? current - 1 : current
  return (
    <div class="steps">
      <button
        type="button"
        class="ds-button"
        data-variant="secondary"
        aria-disabled={previous < 0}
        onClick={() => go(previous)}
      >
        <span aria-hidden="true">◀ </span>
        {words.previous}
      </button>
      <Field label={<span class="ds-sr-only">{words.step}</span>}>
        {(field) => (
          <input
            {...field}
            type="range"
            min={0}
            max={Math.max(0, steps.length - 1)}
            value={Math.max(0, current)}
            aria-valuetext={shown ? words.change(eventName(shown.type), exactMoment(shown.at)) : words.noChange}
            onInput={({ currentTarget }) => go(Number(currentTarget.value))}
          />
        )}
      </Field>
      <button
        type="button"
        class="ds-button"
        data-variant="secondary"
        aria-disabled={current + 1 >= steps.length}
        onClick={() => go(current + 1)}
      >
        {words.next}
        <span aria-hidden="true"> ▶</span>
      </button>
      <p class="step-shown">{shown ? words.change(eventName(shown.type), exactMoment(shown.at)) : words.noChange}</p>
    </div>
  )
}

function wallOf(instant: string): WallTime {
  const local = localOf(instant)
  const second = instantsOf(local)[1]
  return { local, isSecond: second !== undefined && Date.parse(instant) >= Date.parse(second) }
}

/** What the address asks for, else an hour ago. */
const beginAt = (item: string | undefined): string => {
  const asked = Date.parse(item ?? '')
  return new Date(Number.isNaN(asked) ? serviceTime(Date.now()) - HOUR_MS : asked).toISOString()
}
