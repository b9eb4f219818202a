import { useState } from 'preact/hooks'
import { GENDER_NEEDS, ROOM_NEEDS, SERVICES } from '../../../lib/contract/words.ts'
import { word } from '../../i18n/nb.ts'
import { VENTER } from '../../i18n/nb-venter.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { Choices } from '../../parts/choices.tsx'
import { partyName } from '../../parts/party.ts'
import { PartySelect } from '../../parts/party-select.tsx'
import { adviceFor } from '../advice-for.ts'
import type { OnActed } from '../board/use-acted.ts'
import type { UnitDialogProps } from '../dialogs/dialog-props.ts'
import { ReasonField } from '../dialogs/reason-field.tsx'
import { ServiceSelect } from '../dialogs/service-select.tsx'
import { TextInput } from '../dialogs/text-input.tsx'
import { likelyPayers } from '../parties-of.ts'

const words = VENTER.waiting
const PRIORITIES = { urgent: 1, usual: 5, later: 9 } as const
type Priority = keyof typeof PRIORITIES

/** One more who waits; the place in the line follows from how pressing it is and when they came. */
export function AddWaitingDialog({ unitId, board, onActed, onClose }: UnitDialogProps) {
  const offered = SERVICES.filter((each) => board.services?.includes(each) ?? true)
  const [partyId, setPartyId] = useState('')
  const [service, setService] = useState(offered.length === 1 ? offered[0] : undefined)
  const [needs, setNeeds] = useState<readonly string[]>([])
  const [priority, setPriority] = useState<Priority>('usual')
  const [patientRef, setPatientRef] = useState('')
  return (
    <ActDialog
      title={words.addTitle}
      operation="add-waiting"
      button={words.add}
      adviceFor={adviceFor}
      ask={() =>
        service && {
          params: { unitId },
          body: { partyId, service, needs: [...needs], priority: PRIORITIES[priority], patientRef },
        }
      }
      onDone={(answer) => onActed(words.added(partyName(partyId), answer.position), answer, false)}
      onClose={onClose}
    >
      <PartySelect label={words.party} value={partyId} likely={likelyPayers(board)} onChosen={setPartyId} />
      <ServiceSelect offered={board.services} value={service} onChosen={setService} />
      <fieldset class="choices">
        <legend class="ds-label">{words.needs}</legend>
        <div class="choice-row">
          {[...ROOM_NEEDS, ...GENDER_NEEDS].map((need) => (
            <label key={need} class="choice">
              <input
                type="checkbox"
                checked={needs.includes(need)}
                onChange={({ currentTarget }) =>
                  setNeeds(currentTarget.checked ? [...needs, need] : needs.filter((each) => each !== need))
                }
              />
              {word(need)}
            </label>
          ))}
        </div>
      </fieldset>
      <Choices
        legend={words.pressing}
        options={[
          { value: 'urgent', label: words.urgent },
          { value: 'usual', label: words.usual },
          { value: 'later', label: words.later },
        ]}
        value={priority}
        onChosen={setPriority}
      />
      <TextInput label={words.patientRef} hint={words.patientRefHint} most={100} required onChange={setPatientRef} />
    </ActDialog>
  )
}

type RemoveProps = {
  readonly unitId: string
  readonly waitingId: string
  readonly onActed: OnActed
  readonly onClose: () => void
}

/** Somebody who waits no longer, and why. */
export function RemoveWaitingDialog({ unitId, waitingId, onActed, onClose }: RemoveProps) {
  const [reason, setReason] = useState('')
  return (
    <ActDialog
      title={words.removeTitle}
      operation="remove-waiting"
      button={words.remove}
      isDanger
      adviceFor={adviceFor}
      ask={() => ({ params: { unitId, waitingId }, body: { reason } })}
      onDone={(answer) => onActed(words.removed, answer, false)}
      onClose={onClose}
    >
      <ReasonField legend={words.why} usual={words.usualReasons} onChange={setReason} />
    </ActDialog>
  )
}
