import { useState } from 'preact/hooks'
import type { Operation } from '../../lib/contract/routes.ts'
import { TEXT } from '../i18n/nb.ts'
import { CodeRadios } from './code-radios.tsx'
import { Dialog } from './dialog.tsx'
import { Outcome } from './outcome.tsx'
import type { Standing } from './use-intent.ts'

type Props<Code extends string> = {
  readonly title: string
  readonly codes: readonly Code[]
  readonly first: Code
  readonly button: string
  readonly standing: Standing<Operation>
  readonly onChosen: (code: Code) => void
  readonly onClose: () => void
}

/** One of a few code words, and go. Arrow keys or its number choose, Enter does it. */
export function ChooseDialog<Code extends string>(props: Props<Code>) {
  const { title, codes, first, button, standing, onChosen, onClose } = props
  const [chosen, setChosen] = useState(first)
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onChosen(chosen)
        }}
      >
        <CodeRadios title={title} isTitleHidden codes={codes} chosen={chosen} hasFocus onChosen={setChosen} />
        <Outcome standing={standing} />
        <div class="dialog-acts">
          <button type="submit" class="ds-button">
            {button} <kbd>⏎</kbd>
          </button>
          <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>
            {TEXT.back} <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </Dialog>
  )
}
