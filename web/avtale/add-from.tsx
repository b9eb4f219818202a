import { useState } from 'preact/hooks'
import type { Option } from './form.tsx'

type Props = {
  readonly label: string
  readonly button: string
  readonly options: readonly Option[]
  readonly onAdd: (value: string) => void
}

/** Chooses one of those that are not there yet, and puts it there. */
export function AddFrom({ label, button, options, onAdd }: Props) {
  const [value, setValue] = useState('')
  const chosen = options.find((each) => each.value === value) ?? options[0]
  return (
    <div class="fields">
      <label class="field">
        {label}
        <select class="ds-input" value={chosen?.value} onChange={({ currentTarget }) => setValue(currentTarget.value)}>
          {options.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => chosen && onAdd(chosen.value)}>
        {button}
      </button>
    </div>
  )
}
