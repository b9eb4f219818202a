import { word } from '../../i18n/nb.ts'
import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'
import { Choices } from '../../parts/choices.tsx'
import { Field } from '../../parts/field.tsx'
import { WallTimeField } from '../../parts/wall-time-field.tsx'
import type { Criteria } from './draft.ts'
import { type Wrongs, wrongAt } from './wrongs.ts'

const words = INNLEGGELSE
const YES_NO = ['yes', 'no', 'unknown'] as const

type Inputs = Readonly<Record<string, string>>
type Props = {
  readonly names: readonly string[]
  readonly types: Criteria['inputTypes']
  readonly inputs: Inputs
  readonly wrongs: Wrongs
  readonly onChange: (inputs: Inputs) => void
}

type FieldProps = Omit<Props, 'names' | 'types'> & {
  readonly name: string
  readonly type: Criteria['inputTypes'][string] | undefined
}

/** The facts that a rule judges by, for who will rather give those than answer yes or no. */
export function FactFields({ names, types, inputs, wrongs, onChange }: Props) {
  return (
    <div class="facts">
      {names.map((name) => (
        <FactField key={name} name={name} type={types[name]} inputs={inputs} wrongs={wrongs} onChange={onChange} />
      ))}
    </div>
  )
}

function FactField({ name, type, inputs, wrongs, onChange }: FieldProps) {
  if (!type) return null
  const field = {
    label: type.unit === undefined ? type.labelNb : `${type.labelNb} (${type.unit})`,
    value: inputs[name] ?? '',
    error: wrongAt(wrongs, `/inputs/${name}`),
    onChange: (text: string) => onChange({ ...inputs, [name]: text }),
  }
  switch (type.type) {
    case 'answer':
    case 'boolean':
      return <CodeFact {...field} values={YES_NO} />
    case 'code':
      return type.values ? <CodeFact {...field} values={type.values} /> : null
    case 'integer':
    case 'number':
      return <NumberFact {...field} />
    case 'instant':
      return (
        <WallTimeField
          label={field.label.replace(' (UTC)', '')}
          error={field.error}
          value={{ local: field.value, isSecond: false }}
          onChange={({ local }) => field.onChange(local)}
        />
      )
    // Lists and references come from the service's own knowledge.
    case 'codeList':
    case 'reference':
      return null
  }
}

type FactProps = {
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (text: string) => void
}

const CodeFact = ({ label, value, error, values, onChange }: FactProps & { readonly values: readonly string[] }) => (
  <Choices
    legend={label}
    options={values.map((code) => ({ value: code, label: words.values[code] ?? word(code) }))}
    value={value === '' ? null : value}
    error={error}
    onChosen={onChange}
  />
)

const NumberFact = ({ label, value, error, onChange }: FactProps) => (
  <Field label={label} error={error}>
    {(field) => (
      <input
        {...field}
        class="ds-input number"
        type="text"
        inputMode="decimal"
        autocomplete="off"
        data-next
        maxLength={10}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    )}
  </Field>
)
