import { useId } from 'preact/hooks'
import { TID } from '../i18n/nb-tid.ts'
import { instantsOf } from '../i18n/oslo-time.ts'
import { Field } from './field.tsx'
import type { WallTime } from './wall-time.ts'

type Props = {
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly value: WallTime
  readonly max?: string
  readonly required?: boolean
  readonly onChange: (value: WallTime) => void
}

/** A date and a time in Norway, also on the two nights when the clocks are changed. */
export function WallTimeField({ label, hint, error, value, max, required = false, onChange }: Props) {
  const name = useId()
  const isWritten = value.local !== ''
  const instants = instantsOf(value.local)
  const isGap = isWritten && instants.length === 0
  return (
    <>
      <Field label={label} hint={hint} error={error ?? (isGap ? TID.gap : undefined)}>
        {(field) => (
          <input
            {...field}
            class="ds-input"
            type="datetime-local"
            max={max}
            required={required}
            value={value.local}
            onInput={({ currentTarget }) => onChange({ ...value, local: currentTarget.value })}
          />
        )}
      </Field>
      {instants.length === 2 && (
        <fieldset class="choices">
          <legend class="ds-label">{TID.twice}</legend>
          {[false, true].map((isSecond) => (
            <label key={String(isSecond)} class="choice">
              <input
                type="radio"
                name={name}
                checked={value.isSecond === isSecond}
                onChange={() => onChange({ ...value, isSecond })}
              />
              {isSecond ? TID.second : TID.first}
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}
