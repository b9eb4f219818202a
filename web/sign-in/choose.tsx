import { useState } from 'preact/hooks'

export type Choice = { readonly value: string; readonly label: string }

/** One list and one button. */
export function Choose({
  field,
  button,
  choices,
  onChosen,
}: {
  field: string
  button: string
  choices: readonly Choice[]
  onChosen: (choice: Choice) => void
}) {
  const [value, setValue] = useState('')
  const chosen = choices.find((choice) => choice.value === value) ?? choices[0]
  return (
    <form
      class="choose"
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen) onChosen(chosen)
      }}
    >
      <label class="ds-field">
        <span class="ds-label">{field}</span>
        <select
          class="ds-input"
          value={chosen?.value ?? ''}
          onChange={({ currentTarget }) => setValue(currentTarget.value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="ds-button" data-variant="secondary" disabled={!chosen}>
        {button}
      </button>
    </form>
  )
}
