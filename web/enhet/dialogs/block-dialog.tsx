import { useState } from 'preact/hooks'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { dayAndTime } from '../../i18n/time.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { bedName } from '../../parts/bed-name.ts'
import { adviceFor } from '../advice-for.ts'
import type { BedDialogProps } from './dialog-props.ts'
import { type End, EndField } from './end-field.tsx'
import { ReasonField } from './reason-field.tsx'

const words = ENHET.block

/** Takes a bed out of use, and says why and for how long. */
export function BlockDialog({ unitId, bed, onActed, onClose }: BedDialogProps) {
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState<End>(null)
  return (
    <ActDialog
      title={words.title(bedName(bed.bedId))}
      operation="block-bed"
      button={words.button}
      adviceFor={adviceFor}
      ask={() => (until === undefined ? undefined : { params: { unitId, bedId: bed.bedId }, body: { reason, until } })}
      onDone={(answer) => onActed(words.said(bedName(bed.bedId), until ? dayAndTime(until) : undefined), answer)}
      onClose={onClose}
    >
      <ReasonField legend={words.why} usual={words.usual} onChange={setReason} />
      <EndField legend={words.until} openLabel={words.openEnd} onChange={setUntil} />
    </ActDialog>
  )
}
