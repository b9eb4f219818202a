import { useState } from 'preact/hooks'
import { serviceTime } from '../../api/service-clock.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { instantsOf, localOf } from '../../i18n/oslo-time.ts'
import { Choices } from '../../parts/choices.tsx'
import { instantOfWall, NO_TIME, type WallTime } from '../../parts/wall-time.ts'
import { WallTimeField } from '../../parts/wall-time-field.tsx'

const words = ENHET.end
const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

type Choice = 'open' | 'hours' | 'morning' | 'other'
/** Null: until somebody says otherwise. Undefined: another time was chosen, and none is written. */
export type End = string | null | undefined

type Props = {
  readonly legend: string
  /** Left out where it must end by itself. */
  readonly openLabel?: string
  readonly startsWith?: 'open' | 'hours'
  readonly onChange: (end: End) => void
}

/** How long something lasts: the ends that are usual with one tap, any other by the clock. */
export function EndField({
  legend,
  openLabel,
  startsWith = openLabel === undefined ? 'hours' : 'open',
  onChange,
}: Props) {
  const [choice, setChoice] = useState<Choice>(startsWith)
  const [wall, setWall] = useState<WallTime>(NO_TIME)
  const options: readonly { readonly value: Choice; readonly label: string }[] = [
    ...(openLabel === undefined ? [] : [{ value: 'open' as const, label: openLabel }]),
    { value: 'hours', label: words.hours },
    { value: 'morning', label: words.morning },
    { value: 'other', label: words.other },
  ]
  return (
    <>
      <Choices
        legend={legend}
        options={options}
        value={choice}
        onChosen={(chosen) => {
          setChoice(chosen)
          onChange(chosen === 'other' ? writtenEnd(wall) : usualEnd(chosen))
        }}
      />
      {choice === 'other' && (
        <WallTimeField
          label={words.at}
          required
          error={wall.local !== '' && writtenEnd(wall) === undefined ? words.past : undefined}
          value={wall}
          onChange={(written) => {
            setWall(written)
            onChange(writtenEnd(written))
          }}
        />
      )}
    </>
  )
}

/** An end that has been is none. */
const writtenEnd = (wall: WallTime): string | undefined => {
  const end = instantOfWall(wall)
  return end !== undefined && Date.parse(end) > serviceTime(Date.now()) ? end : undefined
}

/** What the field says before anybody touches it. */
export const usualEnd = (choice: 'open' | 'hours' | 'morning'): string | null => {
  const now = serviceTime(Date.now())
  if (choice === 'open') return null
  if (choice === 'hours') return new Date(now + 4 * HOUR_MS).toISOString()
  const tomorrow = localOf(new Date(now + DAY_MS).toISOString()).slice(0, 'YYYY-MM-DD'.length)
  return instantsOf(`${tomorrow}T08:00`)[0] ?? null
}
