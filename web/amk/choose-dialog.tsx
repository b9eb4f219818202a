import { useState } from 'preact/hooks'
import type { Operation } from '../../lib/contract/routes.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { Refusal } from '../parts/refusal.tsx'
import type { Standing } from '../parts/use-intent.ts'
import { Dialog } from './dialog.tsx'

const words = TEXT.amk

type Props<Code extends string> = {
  readonly title: string
  readonly codes: readonly Code[]
  readonly first: Code
  readonly button: string
  readonly standing: Standing<Operation>
  readonly onChosen: (code: Code) => void
  readonly onClose: () => void
}

/** One of a few code words, and go. Arrow keys choose, Enter does it. */
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
        <fieldset class="radios">
          <legend class="ds-sr-only">{title}</legend>
          {codes.map((code) => (
            <label key={code} class="check">
              <input
                type="radio"
                name="code"
                autofocus={code === first}
                checked={code === chosen}
                onChange={() => setChosen(code)}
              />
              {word(code)}
            </label>
          ))}
        </fieldset>
        {standing.kind === 'refused' && <Refusal problem={standing.problem} />}
        {standing.kind === 'unsure' && (
          <p class="ds-paragraph" role="status">
            {TEXT.unsure}
          </p>
        )}
        <div class="dialog-acts">
          <button type="submit" class="ds-button">
            {button} <kbd>⏎</kbd>
          </button>
          <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>
            {words.back} <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </Dialog>
  )
}
