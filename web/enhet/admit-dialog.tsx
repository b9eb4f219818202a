import { useState } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'
import { ENHET } from '../i18n/nb-enhet.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Outcome } from '../parts/outcome.tsx'
import type { Standing } from '../parts/use-intent.ts'

const words = ENHET.board

type Props = {
  readonly standing: Standing<'admit-patient'>
  readonly onAdmit: (patientRef: string) => void
  readonly onClose: () => void
}

/** The patient has come. All that is asked for is the record system's own reference: no name, no number. */
export function AdmitDialog({ standing, onAdmit, onClose }: Props) {
  const [patientRef, setPatientRef] = useState('')
  return (
    <Dialog title={words.admitTitle} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onAdmit(patientRef.trim())
        }}
      >
        <label class="ds-field">
          <span class="ds-label">{words.patientRef}</span>
          <input
            class="ds-input"
            required
            maxLength={100}
            autocomplete="off"
            autofocus
            value={patientRef}
            onInput={({ currentTarget }) => setPatientRef(currentTarget.value)}
          />
        </label>
        <p class="ds-paragraph">{words.patientRefHint}</p>
        <Outcome standing={standing} />
        <div class="dialog-acts">
          <button type="submit" class="ds-button">
            {words.admit}
          </button>
          <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>
            {TEXT.back}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
