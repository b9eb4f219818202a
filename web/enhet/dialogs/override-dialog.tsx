import { useState } from 'preact/hooks'
import type { AskOf } from '../../../lib/contract/routes.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { bedName } from '../../parts/bed-name.ts'
import { Field } from '../../parts/field.tsx'
import { adviceFor } from '../advice-for.ts'
import { brokenBy } from '../board/broken-by.ts'
import type { OnActed } from '../board/use-acted.ts'
import type { Target } from '../board/use-moving.ts'

const words = ENHET.override
type Override = NonNullable<AskOf<'move-stay'>['body']>['override']

type Props = {
  readonly unitId: string
  readonly stayId: string
  readonly fromBedId: string
  readonly target: Target
  readonly onActed: OnActed
  readonly onClose: () => void
}

/** A room rule set aside: the leader's doing, with lege and sykepleier behind, and a reason that is kept. */
export function OverrideDialog({ unitId, stayId, fromBedId, target, onActed, onClose }: Props) {
  const [reason, setReason] = useState('')
  const [isAgreed, setAgreed] = useState(false)
  const { bedId, otherStayId, obstacle } = target
  const params = { unitId, stayId }
  const override: Override = { reason, roles: ['lege', 'sykepleier'] }
  const frame = {
    title: words.title(bedName(fromBedId), bedName(bedId)),
    button: words.button,
    isDanger: true,
    adviceFor,
    onClose,
    children: (
      <>
        <p>{obstacle && brokenBy(obstacle).join(' ')}</p>
        <Field label={words.reason} hint={ENHET.reason.hint}>
          {(field) => (
            <textarea
              {...field}
              class="ds-input"
              required
              rows={2}
              maxLength={500}
              value={reason}
              onInput={({ currentTarget }) => setReason(currentTarget.value)}
            />
          )}
        </Field>
        <label class="check">
          <input type="checkbox" required checked={isAgreed} onChange={() => setAgreed(!isAgreed)} />
          {words.agreed}
        </label>
      </>
    ),
  }
  return otherStayId === null ? (
    <ActDialog
      {...frame}
      operation="move-stay"
      ask={() => ({ params, body: { bedId, override } })}
      onDone={(answer) => onActed(ENHET.move.moved(bedName(fromBedId), bedName(bedId)), answer)}
    />
  ) : (
    <ActDialog
      {...frame}
      operation="swap-stays"
      ask={() => ({ params, body: { otherStayId, override } })}
      onDone={(answer) => onActed(ENHET.move.swapped(bedName(fromBedId), bedName(bedId)), answer)}
    />
  )
}
