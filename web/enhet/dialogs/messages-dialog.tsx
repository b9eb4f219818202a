import { useState } from 'preact/hooks'
import { UTSKRIVNINGSKLAR_EVENTS } from '../../../lib/contract/words.ts'
import { usePolled } from '../../api/use-polled.ts'
import { word } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { moment } from '../../i18n/time.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { bedName } from '../../parts/bed-name.ts'
import { partyName } from '../../parts/party.ts'
import { PartySelect } from '../../parts/party-select.tsx'
import { adviceFor } from '../advice-for.ts'
import { CodeChoices } from './code-choices.tsx'
import type { StayDialogProps } from './dialog-props.ts'
import { instantOf, MomentField, NOW } from './moment-field.tsx'

const words = ENHET.messages
const SELDOM_MS = 60_000
type Event = (typeof UTSKRIVNINGSKLAR_EVENTS)[number]

/** What HF and kommune have told each other about the departure, and one more message with its time and sender. */
export function MessagesDialog({ unitId, board, bed, stay, onActed, onClose }: StayDialogProps) {
  const params = { unitId, stayId: stay.stayId }
  const { answer } = usePolled('show-stay', { params }, { everyMs: SELDOM_MS })
  const [event, setEvent] = useState<Event>('utskrivningsklar')
  const [when, setWhen] = useState(NOW)
  const [by, setBy] = useState<string>()
  const [kommune, setKommune] = useState<string>()
  const parties = board.parties.map((party) => party.partyId)
  const answering = kommune ?? (answer?.oppholdskommune ? `k-${answer.oppholdskommune}` : '')
  const sender = by ?? usualSender(event, stay.partyId, parties, answering)
  return (
    <ActDialog
      title={words.title(bedName(bed.bedId))}
      operation="record-utskrivningsklar"
      button={words.button}
      adviceFor={adviceFor}
      ask={() => {
        const at = instantOf(when)
        if (at === undefined) return undefined
        const changed = kommune ? { oppholdskommune: kommune.replace('k-', '') } : {}
        return { params, body: { event, at, by: sender, ...changed } }
      }}
      onDone={(done) => onActed(words.said(bedName(bed.bedId), word(event)), done)}
      onClose={onClose}
    >
      {answer && answer.utskrivningsklar.length > 0 && (
        <ol class="told">
          {answer.utskrivningsklar.map((message) => (
            <li key={`${message.event} ${message.at}`}>
              <b>{word(message.event)}</b> {words.told(moment(message.at), partyName(message.by))}
            </li>
          ))}
        </ol>
      )}
      {answer?.duty && <p>{words.duty(answer.duty.from, answer.duty.until)}</p>}
      <CodeChoices legend={words.event} codes={UTSKRIVNINGSKLAR_EVENTS} value={event} onChosen={setEvent} />
      <MomentField legend={words.when} value={when} onChange={setWhen} />
      <PartySelect label={words.by} value={sender} likely={parties} onChosen={setBy} />
      <PartySelect
        label={words.kommune}
        hint={words.kommuneHint}
        value={answering}
        likely={parties}
        isOptional
        kommunerOnly
        onChosen={setKommune}
      />
    </ActDialog>
  )
}

/** The kommune says what it can do; all else the HF tells, which is not guessed where there are several. */
function usualSender(event: Event, payer: string, parties: readonly string[], kommune: string): string {
  if (event === 'kan-motta' || event === 'kan-ikke-motta') return kommune
  const [hf = '', another] = isHf(payer) ? [payer] : parties.filter(isHf)
  return another === undefined ? hf : ''
}

const isHf = (partyId: string): boolean => partyId.startsWith('hf-')
