import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { valueAt } from './pointer.ts'
import { type Typed, WORDS_AS_TYPED } from './typed-number.ts'

export type NamedFault = { readonly pointer: string; readonly rule: string }
/** What is being edited, and what the service says about it as it stands. */
export type Form = {
  readonly draft: unknown
  readonly faults: readonly NamedFault[]
  readonly set: (pointer: string, value: unknown) => void
}

type FieldProps = {
  readonly form: Form
  /** JSON pointer of the value. */
  readonly at: string
  readonly label: string
  /** Read for the field in place of the label, where that says too little by itself. */
  readonly name?: string
}

export const fieldId = (pointer: string): string => `felt${pointer.replaceAll('/', '-')}`
export const faultText = (rule: string): string => AVTALE.faults[rule] ?? AVTALE.faultUnknown(rule)
const faultsAt = ({ faults }: Form, at: string): readonly NamedFault[] => faults.filter(({ pointer }) => pointer === at)

/** Something typed. An empty field is a value that is left out. */
export function TypedField({
  form,
  at,
  label,
  name,
  typed = WORDS_AS_TYPED,
  type = 'text',
  suggestions,
  isLong = false,
}: FieldProps & {
  readonly typed?: Typed
  readonly type?: 'text' | 'date'
  /** What others have written there; anything else is as good. */
  readonly suggestions?: readonly string[]
  /** A sentence, and not a name or a number. */
  readonly isLong?: boolean
}) {
  const [inHand, setInHand] = useState<string>()
  const faults = faultsAt(form, at)
  const input = {
    class: 'ds-input',
    id: fieldId(at),
    'aria-label': name,
    value: inHand ?? typed.show(valueAt(form.draft, at)),
    'aria-invalid': faults.length > 0,
    'aria-describedby': faults.length > 0 ? `${fieldId(at)}-feil` : undefined,
    onInput: ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) => {
      setInHand(value)
      form.set(at, value.trim() === '' ? undefined : typed.read(value))
    },
    onBlur: () => setInHand(undefined),
  } as const
  const inputMode = typed === WORDS_AS_TYPED ? undefined : 'decimal'
  const kind = type === 'date' ? ({ type: 'date' } as const) : ({ type: 'text', inputMode } as const)
  return (
    <label class={isLong ? 'field long' : 'field'}>
      {label}
      <input {...input} {...kind} list={suggestions && `${fieldId(at)}-valg`} />
      {suggestions && (
        <datalist id={`${fieldId(at)}-valg`}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      <Faults form={form} at={at} />
    </label>
  )
}

/** What the service says about a value, beside it. */
export function Faults({ form, at }: { readonly form: Form; readonly at: string }) {
  const faults = faultsAt(form, at)
  if (faults.length === 0) return null
  return (
    <span class="fault" id={`${fieldId(at)}-feil`}>
      {faults.map(({ rule }) => faultText(rule)).join(' ')}
    </span>
  )
}

export type Option = { readonly value: string; readonly label: string }

export function ChoiceField({
  form,
  at,
  label,
  name,
  options,
  onChosen,
}: FieldProps & { readonly options: readonly Option[]; readonly onChosen?: (value: string) => void }) {
  const value = valueAt(form.draft, at)
  return (
    <label class="field">
      {label}
      <select
        class="ds-input"
        id={fieldId(at)}
        aria-label={name}
        aria-invalid={faultsAt(form, at).length > 0}
        value={typeof value === 'string' ? value : ''}
        onChange={({ currentTarget }) => (onChosen ?? ((chosen) => form.set(at, chosen)))(currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Faults form={form} at={at} />
    </label>
  )
}

export const CheckField = ({ form, at, label, onTurn }: FieldProps & { readonly onTurn?: (isOn: boolean) => void }) => (
  <label class="choice">
    <input
      type="checkbox"
      id={fieldId(at)}
      checked={Boolean(valueAt(form.draft, at))}
      onChange={({ currentTarget: { checked } }) => (onTurn ?? ((isOn) => form.set(at, isOn)))(checked)}
    />
    {label}
    <Faults form={form} at={at} />
  </label>
)

type CodesProps = FieldProps & {
  readonly options: readonly Option[]
  /** None chosen is a value that is left out, and not an empty list. */
  readonly isOptional?: boolean
}

/** Some of a list of codes. */
export function CodesField({ form, at, label, options, isOptional = false }: CodesProps) {
  const given = valueAt(form.draft, at)
  const chosen: readonly unknown[] = Array.isArray(given) ? given : []
  const choose = (codes: readonly unknown[]) => form.set(at, isOptional && codes.length === 0 ? undefined : codes)
  return (
    <fieldset class="choices" id={fieldId(at)} tabIndex={-1}>
      <legend>{label}</legend>
      {options.map(({ value, label: shown }) => (
        <label key={value} class="choice">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ currentTarget: { checked } }) =>
              choose(checked ? [...chosen, value] : chosen.filter((each) => each !== value))
            }
          />
          {shown}
        </label>
      ))}
      <Faults form={form} at={at} />
    </fieldset>
  )
}

export const Section = ({
  id,
  title,
  lead,
  children,
}: {
  readonly id: string
  readonly title: string
  readonly lead?: string
  readonly children: ComponentChildren
}) => (
  <section aria-labelledby={id}>
    <h2 class="ds-heading" data-size="sm" id={id}>
      {title}
    </h2>
    {lead && <p class="ds-paragraph">{lead}</p>}
    {children}
  </section>
)
