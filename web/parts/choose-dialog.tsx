import type { Operation } from '../../lib/contract/routes.ts'
import { TEXT } from '../i18n/nb.ts'
import { CodeButtons } from './code-buttons.tsx'
import { Dialog } from './dialog.tsx'
import { Outcome } from './outcome.tsx'
import type { Standing } from './use-intent.ts'

type Props<Code extends string> = {
  readonly title: string
  readonly legend: string
  readonly codes: readonly Code[]
  readonly standing: Standing<Operation>
  readonly onChosen: (code: Code) => void
  readonly onClose: () => void
}

/** One of a few code words, which does it at once. */
export const ChooseDialog = <Code extends string>({ title, standing, onClose, ...choice }: Props<Code>) => (
  <Dialog title={title} onClose={onClose}>
    <CodeButtons {...choice} />
    <Outcome standing={standing} />
    <div class="dialog-acts">
      <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>
        {TEXT.back} <kbd>Esc</kbd>
      </button>
    </div>
  </Dialog>
)
