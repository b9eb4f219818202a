import { useState } from 'preact/hooks'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { bedName } from '../../parts/bed-name.ts'
import { Choices } from '../../parts/choices.tsx'
import { adviceFor } from '../advice-for.ts'
import { CodeChoices } from './code-choices.tsx'
import type { StayDialogProps } from './dialog-props.ts'
import { instantOf, MomentField, NOW } from './moment-field.tsx'

const words = ENHET.discharge
/** Where a patient goes from here. */
const DISCHARGED_TO = ['hjem', 'sykehjem', 'sykehus', 'annet'] as const

/** The patient has gone, or is still in the bed though the discharge is decided: only the first empties it. */
export function DischargeDialog({ unitId, bed, stay, onActed, onClose }: StayDialogProps) {
  const [isGone, setGone] = useState(true)
  const [when, setWhen] = useState(NOW)
  const [to, setTo] = useState<string>('hjem')
  return (
    <ActDialog
      title={words.title(bedName(bed.bedId))}
      operation="discharge-patient"
      button={isGone ? words.gone : words.decided}
      adviceFor={adviceFor}
      ask={() => {
        const departedAt = isGone ? instantOf(when) : null
        if (departedAt === undefined) return undefined
        return { params: { unitId, stayId: stay.stayId }, body: { departedAt, dischargedTo: to } }
      }}
      onDone={(answer) =>
        onActed(isGone ? words.saidGone(bedName(bed.bedId)) : words.saidDecided(bedName(bed.bedId)), answer)
      }
      onClose={onClose}
    >
      <CodeChoices legend={words.where} codes={DISCHARGED_TO} value={to} onChosen={setTo} />
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
    </ActDialog>
  )
}
