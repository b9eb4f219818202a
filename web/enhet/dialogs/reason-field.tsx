import { useState } from 'preact/hooks'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { Choices } from '../../parts/choices.tsx'
import { TextInput } from './text-input.tsx'

const words = ENHET.reason
const OWN = 'own'

type Props = {
  readonly legend: string
  readonly usual: readonly string[]
  readonly onChange: (reason: string) => void
}

/** Why: the usual reasons with one tap, or in words of one's own; none before somebody has said it. */
export function ReasonField({ legend, usual, onChange }: Props) {
  const [choice, setChoice] = useState<string | null>(null)
  return (
    <>
      <Choices
        legend={legend}
        options={[...usual.map((reason) => ({ value: reason, label: reason })), { value: OWN, label: words.own }]}
        value={choice}
        isRequired
        onChosen={(chosen) => {
          setChoice(chosen)
          onChange(chosen === OWN ? '' : chosen)
        }}
      />
      {choice === OWN && <ReasonInput onChange={onChange} />}
    </>
  )
}

/** A few words, never about a person. */
export const ReasonInput = ({ onChange }: { readonly onChange: (reason: string) => void }) => (
  <TextInput label={words.label} hint={words.hint} most={200} required onChange={onChange} />
)
