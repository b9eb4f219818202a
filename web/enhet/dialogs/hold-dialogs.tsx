import { useState } from 'preact/hooks'
import { CANCEL_REASONS, DECLINE_REASONS } from '../../../lib/contract/words.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { bedName } from '../../parts/bed-name.ts'
import { CodeButtons } from '../../parts/code-buttons.tsx'
import { adviceFor } from '../advice-for.ts'
import type { OnActed } from '../board/use-acted.ts'
import type { BoardHold } from '../hold-answer.tsx'
import { TextInput } from './text-input.tsx'

const words = ENHET.board

type Props = {
  readonly unitId: string
  readonly hold: BoardHold
  readonly onActed: OnActed
  readonly onClose: () => void
}

/** What the two ways to let go of a bed have in common. */
const endOf = ({ unitId, hold, onActed, onClose }: Props, said: (bed: string) => string) => ({
  params: { unitId, holdId: hold.holdId },
  form: {
    adviceFor,
    onClose,
    // The desk hears it at once and asks another unit: taken back here, the patient would have two beds.
    onDone: (answer: { readonly unitVersion: number }) => onActed(said(bedName(hold.bedId)), answer, false),
  },
})

/** No, and why: the dispatcher sees it at once and looks on. */
export function DeclineDialog(props: Props) {
  const [detail, setDetail] = useState('')
  const { params, form } = endOf(props, words.declined)
  return (
    <ActDialog {...form} title={words.declineTitle} operation="decline-hold">
      {(send) => (
        <>
          <TextInput label={words.detail} hint={ENHET.reason.hint} most={200} onChange={setDetail} />
          <CodeButtons
            legend={words.declineBy}
            codes={DECLINE_REASONS}
            isDanger
            onChosen={(reason) => send({ params, body: { reason, detail: detail || null } })}
          />
        </>
      )}
    </ActDialog>
  )
}

/** A bed that was promised is not needed after all. */
export function ReleaseDialog(props: Props) {
  const { params, form } = endOf(props, words.released)
  return (
    <ActDialog {...form} title={words.releaseTitle(bedName(props.hold.bedId))} operation="cancel-hold">
      {(send) => (
        <CodeButtons
          legend={words.releaseBy}
          codes={CANCEL_REASONS}
          isDanger
          onChosen={(reason) => send({ params, body: { reason } })}
        />
      )}
    </ActDialog>
  )
}
