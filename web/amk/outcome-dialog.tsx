import { useState } from 'preact/hooks'
import type { AskOf } from '../../lib/contract/routes.ts'
import { LOOKUP_OUTCOMES, LOOKUP_REASONS, type LookupOutcome, type LookupReason } from '../../lib/contract/words.ts'
import { TEXT } from '../i18n/nb.ts'
import { CodeRadios } from '../parts/code-radios.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Outcome } from '../parts/outcome.tsx'
import type { Standing } from '../parts/use-intent.ts'

const words = TEXT.amk

type Props = {
  /** The unit that holds a bed for this patient, where one does. */
  readonly holdsIn: string | undefined
  readonly standing: Standing<'close-lookup'>
  readonly onChosen: (body: AskOf<'close-lookup'>['body']) => void
  readonly onClose: () => void
}

/** What it came to, and why no bed was held where none was: the only place where anybody can tell. */
export function OutcomeDialog({ holdsIn, standing, onChosen, onClose }: Props) {
  const [outcome, setOutcome] = useState<LookupOutcome | undefined>(holdsIn === undefined ? undefined : 'held')
  const [reason, setReason] = useState<LookupReason>()
  const hasReason = outcome === 'phoned' || outcome === 'hospital-instead'
  return (
    <Dialog title={words.finishTitle} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (outcome === undefined) return
          onChosen({
            outcome,
            reason: (hasReason && reason) || null,
            unitId: (outcome === 'held' && holdsIn) || null,
          })
        }}
      >
        <CodeRadios
          title={words.finishTitle}
          isTitleHidden
          codes={LOOKUP_OUTCOMES}
          chosen={outcome}
          isRequired
          hasFocus
          onChosen={setOutcome}
        />
        {hasReason && (
          <CodeRadios
            title={words.whyNotHeld}
            codes={LOOKUP_REASONS}
            firstKey="a"
            chosen={reason}
            onChosen={setReason}
          />
        )}
        <Outcome standing={standing} />
        <div class="dialog-acts">
          <button type="submit" class="ds-button">
            {words.finish} <kbd>⏎</kbd>
          </button>
          <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>
            {TEXT.back} <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </Dialog>
  )
}
