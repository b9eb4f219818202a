import { word } from '../i18n/nb.ts'
import { keyOfCode, useCodeKeys } from './use-code-keys.ts'

type Props<Code extends string> = {
  readonly legend: string
  readonly codes: readonly Code[]
  readonly isDanger?: boolean
  readonly onChosen: (code: Code) => void
}

/**
 * One of a few code words in a dialog, where choosing is the deed, by finger or by the number that stands before it.
 * Nothing is chosen beforehand, and no button has the focus when it opens: a key too many says nothing.
 */
export function CodeButtons<Code extends string>({ legend, codes, isDanger = false, onChosen }: Props<Code>) {
  const choose = (code: Code) => {
    // What else the form asks comes first.
    if (group.current?.form?.reportValidity() ?? true) onChosen(code)
  }
  const group = useCodeKeys(codes, '1', choose)
  return (
    <fieldset class="code-buttons" ref={group} tabIndex={-1} autofocus>
      <legend class="ds-label">{legend}</legend>
      {codes.map((code, i) => (
        <button
          key={code}
          type="button"
          class="ds-button"
          data-color={isDanger ? 'danger' : undefined}
          data-variant="secondary"
          // The second of two quick taps was meant for the button that opened the question.
          onClick={({ detail }) => {
            if (detail <= 1) choose(code)
          }}
        >
          <kbd>{keyOfCode('1', i)}</kbd> {word(code)}
        </button>
      ))}
    </fieldset>
  )
}
