import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** What an input must carry to be tied to its label, its hint and what is wrong with it. */
export type FieldAttributes = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

type Props = {
  readonly label: ComponentChildren
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly children: (field: FieldAttributes) => ComponentChildren
}

/** One input with its label, what to know beforehand, and what was wrong with it in words. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label class="ds-label" for={id}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} class="field-error">
          <span aria-hidden="true">▲ </span>
          {error}
        </p>
      )}
    </div>
  )
}
