import { useState } from 'preact/hooks'
import { DOCTORS_ON_DUTY } from '../../../lib/contract/words.ts'
import { word } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { Choices } from '../../parts/choices.tsx'
import { adviceFor } from '../advice-for.ts'
import type { UnitDialogProps } from './dialog-props.ts'
import { type End, EndField, usualEnd } from './end-field.tsx'
import { ReasonField } from './reason-field.tsx'

const words = ENHET.staffing

/** How many beds there are people for, for how long, and who is on duty. */
export function StaffingDialog({ unitId, board, onActed, onClose }: UnitDialogProps) {
  const [staffed, setStaffed] = useState(board.staffed)
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState<End>(usualEnd('hours'))
  const [doctor, setDoctor] = useState(board.doctor)
  const [nurse24h, setNurse24h] = useState(board.nurse24h)
  const used = board.occupied + board.held
  return (
    <ActDialog
      title={words.title}
      operation="set-staffing"
      button={words.button}
      adviceFor={adviceFor}
      ask={() =>
        until === undefined
          ? undefined
          : {
              params: { unitId },
              // What nobody has said stays unsaid.
              body: { staffed, until, reason, doctor: doctor ?? undefined, nurse24h: nurse24h ?? undefined },
            }
      }
      onDone={(answer) => onActed(words.said(staffed), answer)}
      onClose={onClose}
    >
      <fieldset class="stepper">
        <legend class="ds-label">{words.beds}</legend>
        <button
          type="button"
          class="ds-button big"
          data-variant="secondary"
          aria-label={words.fewer}
          onClick={() => setStaffed(Math.max(0, staffed - 1))}
        >
          −
        </button>
        <output class="stepper-value">{staffed}</output>
        <button
          type="button"
          class="ds-button big"
          data-variant="secondary"
          aria-label={words.more}
          onClick={() => setStaffed(Math.min(board.physical, staffed + 1))}
        >
          +
        </button>
      </fieldset>
      <p class="field-hint" role="status">
        {words.effect(used, Math.max(0, staffed - used))}
      </p>
      <EndField legend={words.until} openLabel={words.openEnd} onChange={setUntil} startsWith="hours" />
      <Choices
        legend={words.doctor}
        options={DOCTORS_ON_DUTY.map((code) => ({ value: code, label: code === 'none' ? words.noDoctor : word(code) }))}
        value={doctor}
        onChosen={setDoctor}
      />
      <Choices
        legend={words.nurse24h}
        options={[
          { value: 'yes', label: words.nurseAlways },
          { value: 'no', label: words.nurseNotAlways },
        ]}
        value={nurse24h === null ? null : nurse24h ? 'yes' : 'no'}
        onChosen={(chosen) => setNurse24h(chosen === 'yes')}
      />
      <ReasonField legend={words.why} usual={words.usual} onChange={setReason} />
    </ActDialog>
  )
}
