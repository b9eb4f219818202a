import { Field } from '../../parts/field.tsx'

type Props = {
  readonly label: string
  readonly hint: string
  readonly most: number
  readonly required?: boolean
  readonly onChange: (text: string) => void
}

/** A few words on one line, without the spaces around them; where they are required, spaces are none. */
export const TextInput = ({ label, hint, most, required = false, onChange }: Props) => (
  <Field label={label} hint={hint}>
    {(field) => (
      <input
        {...field}
        class="ds-input"
        required={required}
        pattern={required ? '.*\\S.*' : undefined}
        maxLength={most}
        autocomplete="off"
        onInput={({ currentTarget }) => onChange(currentTarget.value.trim())}
      />
    )}
  </Field>
)
