import { useState } from 'preact/hooks'
import { CANCEL_REASONS, DECLINE_REASONS } from '../../../lib/contract/words.ts'
import { word } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { Choices } from '../../parts/choices.tsx'
import { Field } from '../../parts/field.tsx'
import { adviceFor } from '../advice-for.ts'
import { bedName } from '../bed-name.ts'
import type { OnActed } from '../board/use-acted.ts'
import type { BoardHold } from '../hold-answer.tsx'

const words = ENHET.board

type Props = {
  readonly unitId: string
  readonly hold: BoardHold
  readonly onActed: OnActed
  readonly onClose: () => void
}

/** No, and why: the dispatcher sees it at once and looks on. */
export function DeclineDialog({ unitId, hold, onActed, onClose }: Props) {
  const [reason, setReason] = useState<(typeof DECLINE_REASONS)[number]>('no-doctor')
  const [detail, setDetail] = useState('')
  return (
    <ActDialog
      title={words.declineTitle}
      operation="decline-hold"
      button={words.decline}
      isDanger
      adviceFor={adviceFor}
      ask={() => ({ params: { unitId, holdId: hold.holdId }, body: { reason, detail: detail.trim() || null } })}
      onDone={(answer) => onActed(words.declined(bedName(hold.bedId)), answer)}
      onClose={onClose}
    >
      <Choices
        legend={words.why}
        options={DECLINE_REASONS.map((code) => ({ value: code, label: word(code) }))}
        value={reason}
        onChosen={setReason}
      />
      <Field label={words.detail} hint={ENHET.reason.hint}>
        {(field) => (
          <input
            {...field}
            class="ds-input"
            maxLength={200}
            autocomplete="off"
            value={detail}
            onInput={({ currentTarget }) => setDetail(currentTarget.value)}
          />
        )}
      </Field>
    </ActDialog>
  )
}

/** A bed that was promised is not needed after all. */
export function ReleaseDialog({ unitId, hold, onActed, onClose }: Props) {
  const [reason, setReason] = useState<(typeof CANCEL_REASONS)[number]>('not-needed')
  return (
    <ActDialog
      title={words.releaseTitle(bedName(hold.bedId))}
      operation="cancel-hold"
      button={words.release}
      isDanger
      adviceFor={adviceFor}
      ask={() => ({ params: { unitId, holdId: hold.holdId }, body: { reason } })}
      onDone={(answer) => onActed(words.released(bedName(hold.bedId)), answer)}
      onClose={onClose}
    >
      <Choices
        legend={words.why}
        options={CANCEL_REASONS.map((code) => ({ value: code, label: word(code) }))}
        value={reason}
        onChosen={setReason}
      />
    </ActDialog>
  )
}
