import { useState } from 'preact/hooks'
import type { AskOf } from '../../lib/contract/routes.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Outcome } from '../parts/outcome.tsx'
import type { Standing } from '../parts/use-intent.ts'
import type { Ask, Row } from './ask.ts'
import type { Asker } from './asker.ts'

const words = TEXT.amk
const USUAL_MINUTES = 30
/** Nobody is there at once, also where the unit is in the patient's own kommune. */
const LEAST_MINUTES = 10

type Arrival = Pick<AskOf<'place-hold'>['body'], 'etaMinutes' | 'onSilence'>
type Props = {
  readonly row: Row
  readonly ask: Ask
  readonly asker: Asker
  /** The units that keep a bed for this patient already. */
  readonly heldIn: readonly string[]
  readonly standing: Standing<'place-hold'>
  readonly onConfirm: (arrival: Arrival) => void
  readonly onClose: () => void
}

/** The last look before a bed is held: where, for whom, and when they come. Enter confirms, but not a second bed. */
export function HoldDialog({ row, ask, asker, heldIn, standing, onConfirm, onClose }: Props) {
  const [eta, setEta] = useState(String(Math.max(row.travelMinutes ?? USUAL_MINUTES, LEAST_MINUTES)))
  const [isPassedOn, setPassedOn] = useState(true)
  const isSecond = heldIn.length > 0
  const isBusy = standing.kind === 'sending' || standing.kind === 'unsure'
  return (
    <Dialog title={words.holdTitle(row.name)} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) onConfirm({ etaMinutes: Math.round(Number(eta)), onSilence: isPassedOn ? 'next-unit' : 'wait' })
        }}
      >
        {isSecond && (
          <p class="ds-alert hold-second" data-color="warning">
            {words.heldAlready(heldIn.join(', '))}
          </p>
        )}
        <p class="hold-whose">
          {words.holdFor} <strong>{asker.name}</strong> {asker.note}
        </p>
        <p class="ds-paragraph">
          {word(ask.service)}
          {ask.needs.length > 0 && `. ${words.holdNeeds(ask.needs.map(word).join(', '))}`}
        </p>
        {row.stale && <p class="ds-paragraph">{words.holdStale(row.phone)}</p>}
        <label class="ds-field">
          <span class="ds-label">{words.eta}</span>
          <input
            class="ds-input"
            type="number"
            required
            min="0"
            max="2880"
            value={eta}
            onInput={({ currentTarget }) => setEta(currentTarget.value)}
          />
        </label>
        <label class="check">
          <input type="checkbox" checked={isPassedOn} onChange={() => setPassedOn(!isPassedOn)} />
          {words.passOn}
        </label>
        <Outcome standing={standing} />
        <div class="dialog-acts">
          {/* The one thing this dialog is for: Enter must do it at once, unless a bed is held already. */}
          <button type="submit" class="ds-button" autofocus={!isSecond} aria-disabled={isBusy}>
            {isBusy ? words.holding : words[isSecond ? 'holdSecond' : 'holdNow']} {!isSecond && <kbd>⏎</kbd>}
          </button>
          <button type="button" class="ds-button" data-variant="secondary" autofocus={isSecond} onClick={onClose}>
            {TEXT.back} <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </Dialog>
  )
}
