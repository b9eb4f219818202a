import { word } from '../i18n/nb.ts'
import { keyOfCode, useCodeKeys } from './use-code-keys.ts'

type Props<Code extends string> = {
  readonly title: string
  readonly isTitleHidden?: boolean
  readonly codes: readonly Code[]
  readonly firstKey?: '1' | 'a'
  readonly chosen: Code | undefined
  readonly isRequired?: boolean
  /** Takes the focus when it comes. */
  readonly hasFocus?: boolean
  readonly onChosen: (code: Code) => void
}

/** One of a few code words, chosen by arrows, by finger, or by the key that stands before it, in a dialog. */
export function CodeRadios<Code extends string>(props: Props<Code>) {
  const { title, isTitleHidden = false, codes, firstKey = '1', chosen, isRequired = false, hasFocus = false } = props
  const { onChosen } = props
  const group = useCodeKeys(codes, firstKey, (code, at) => {
    onChosen(code)
    // So that it is heard, and the arrows go on from there.
    group.current?.querySelectorAll('input')[at]?.focus()
  })
  return (
    <fieldset class="radios" ref={group}>
      <legend class={isTitleHidden ? 'ds-sr-only' : 'ds-label'}>{title}</legend>
      {codes.map((code, i) => (
        <label key={code} class="check">
          <input
            type="radio"
            name={title}
            autofocus={hasFocus && (code === chosen || (chosen === undefined && i === 0))}
            required={isRequired}
            checked={code === chosen}
            onChange={() => onChosen(code)}
          />
          <kbd>{keyOfCode(firstKey, i).toUpperCase()}</kbd> {word(code)}
        </label>
      ))}
    </fieldset>
  )
}
