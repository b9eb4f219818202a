import { useState } from 'preact/hooks'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { bedName } from '../../parts/bed-name.ts'
import { Choices } from '../../parts/choices.tsx'
import { CodeButtons } from '../../parts/code-buttons.tsx'
import { adviceFor } from '../advice-for.ts'
import type { StayDialogProps } from './dialog-props.ts'
import { instantOf, MomentField, NOW } from './moment-field.tsx'

const words = ENHET.discharge
/** Where a patient goes from here. */
const DISCHARGED_TO = ['hjem', 'sykehjem', 'sykehus', 'annet'] as const

/** The patient has gone, or is still in the bed though the discharge is decided: only the first empties it. */
export function DischargeDialog({ unitId, bed, stay, onActed, onClose }: StayDialogProps) {
  const [isGone, setGone] = useState(true)
  const [when, setWhen] = useState(NOW)
  return (
    <ActDialog
      title={words.title(bedName(bed.bedId))}
      operation="discharge-patient"
      adviceFor={adviceFor}
      onDone={(answer) =>
        onActed(isGone ? words.saidGone(bedName(bed.bedId)) : words.saidDecided(bedName(bed.bedId)), answer)
      }
      onClose={onClose}
    >
      {(send) => (
        <>
          <Choices
            legend={words.isGone}
            options={[
              { value: 'gone', label: words.yesGone },
              { value: 'here', label: words.stillHere },
            ]}
            value={isGone ? 'gone' : 'here'}
            onChosen={(chosen) => setGone(chosen === 'gone')}
          />
          {isGone && <MomentField legend={words.when} value={when} onChange={setWhen} />}
          <CodeButtons
            legend={isGone ? words.whereGone : words.whereGoing}
            codes={DISCHARGED_TO}
            onChosen={(dischargedTo) => {
              const departedAt = isGone ? instantOf(when) : null
              if (departedAt !== undefined)
                send({ params: { unitId, stayId: stay.stayId }, body: { departedAt, dischargedTo } })
            }}
          />
        </>
      )}
    </ActDialog>
  )
}
