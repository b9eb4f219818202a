import { useState } from 'preact/hooks'
import { SERVICES } from '../../../lib/contract/words.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { bedName } from '../../parts/bed-name.ts'
import { partyName } from '../../parts/party.ts'
import { PartySelect } from '../../parts/party-select.tsx'
import { adviceFor } from '../advice-for.ts'
import { likelyPayers } from '../parties-of.ts'
import type { StayDialogProps } from './dialog-props.ts'
import { instantOf, MomentField, NOW } from './moment-field.tsx'
import { ReasonInput } from './reason-field.tsx'
import { ServiceSelect } from './service-select.tsx'

const words = ENHET.responsibility

/** Who pays for the stay, and for which service, from a time on. */
export function ResponsibilityDialog({ unitId, board, bed, stay, onActed, onClose }: StayDialogProps) {
  const [partyId, setPartyId] = useState(stay.partyId)
  const [service, setService] = useState(SERVICES.find((each) => each === stay.service) ?? SERVICES[0])
  const [when, setWhen] = useState(NOW)
  const [reason, setReason] = useState('')
  const isSame = partyId === stay.partyId && service === stay.service
  return (
    <ActDialog
      title={words.title(bedName(bed.bedId))}
      operation="change-responsibility"
      button={words.button}
      adviceFor={adviceFor}
      ask={() => {
        const from = instantOf(when)
        if (isSame || from === undefined) return undefined
        return { params: { unitId, stayId: stay.stayId }, body: { partyId, service, from, reason } }
      }}
      onDone={(answer) => onActed(words.said(bedName(bed.bedId), partyName(partyId)), answer)}
      onClose={onClose}
    >
      <PartySelect label={words.party} value={partyId} likely={likelyPayers(board)} onChosen={setPartyId} />
      <ServiceSelect offered={board.services} value={service} onChosen={setService} />
      {isSame && <p class="field-hint">{words.same}</p>}
      <MomentField legend={words.from} value={when} onChange={setWhen} />
      <ReasonInput onChange={setReason} />
    </ActDialog>
  )
}
