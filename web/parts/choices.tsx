import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

type Props<Value extends string> = {
  readonly legend: ComponentChildren
  readonly options: readonly { readonly value: Value; readonly label: ComponentChildren }[]
  readonly value: Value | null
  readonly isRequired?: boolean
  readonly error?: string | undefined
  /** Letters that choose while the focus is among the choices. */
  readonly keys?: Readonly<Record<string, Value>>
  readonly onChosen: (value: Value) => void
}

/** One of a few, as buttons that a gloved finger hits. Arrow keys choose, as among any radio buttons. */
export function Choices<Value extends string>(props: Props<Value>) {
  const { legend, options, value, isRequired = false, error, keys = {}, onChosen } = props
  const name = useId()
  return (
    <div
      class="choices"
      role="radiogroup"
      aria-labelledby={`${name}-label`}
      aria-describedby={error ? `${name}-error` : undefined}
    >
      <span id={`${name}-label`} class="ds-label">
        {legend}
      </span>
      <div class="choice-row">
        {options.map((option) => (
          <label key={option.value} class="choice">
            <input
              type="radio"
              name={name}
              required={isRequired}
              aria-invalid={error ? true : undefined}
              checked={option.value === value}
              onChange={() => onChosen(option.value)}
              onKeyDown={(event) => {
                const chosen = keys[event.key.toLowerCase()]
                if (chosen === undefined || event.ctrlKey || event.metaKey || event.altKey) return
                event.preventDefault()
                onChosen(chosen)
              }}
            />
            {option.label}
          </label>
        ))}
      </div>
      {error && (
        <p id={`${name}-error`} class="field-error">
          <span aria-hidden="true">▲ </span>
          {error}
        </p>
      )}
    </div>
  )
}
