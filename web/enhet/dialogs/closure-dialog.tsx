import { useState } from 'preact/hooks'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { dayAndTime } from '../../i18n/time.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { adviceFor } from '../advice-for.ts'
import type { UnitDialogProps } from './dialog-props.ts'
import { type End, EndField, usualEnd } from './end-field.tsx'
import { ReasonField } from './reason-field.tsx'

const words = ENHET.closure

/** Closes the unit for new patients, always with an end; whoever lies there stays. */
export function ClosureDialog({ unitId, onActed, onClose }: UnitDialogProps) {
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState<End>(usualEnd('hours'))
  return (
    <ActDialog
      title={words.title}
      operation="close-unit"
      button={words.button}
      isDanger
      adviceFor={adviceFor}
      ask={() => (until ? { params: { unitId }, body: { reason, until } } : undefined)}
      onDone={(answer) => onActed(words.said(dayAndTime(until ?? '')), answer)}
      onClose={onClose}
    >
      <p>{words.means}</p>
      <ReasonField legend={words.why} usual={words.usual} onChange={setReason} />
      <EndField legend={words.until} onChange={setUntil} />
    </ActDialog>
  )
}
