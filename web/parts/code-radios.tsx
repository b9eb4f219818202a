import { useEffect, useRef } from 'preact/hooks'
import { word } from '../i18n/nb.ts'
import { useSteady } from './use-steady.ts'

type Props<Code extends string> = {
  readonly title: string
  readonly isTitleHidden?: boolean
  readonly codes: readonly Code[]
  /** The key of the first one; the others have those that follow. */
  readonly firstKey?: '1' | 'a'
  readonly chosen: Code | undefined
  /** Takes the focus when it comes. */
  readonly hasFocus?: boolean
  readonly onChosen: (code: Code) => void
}

/** One of a few code words, chosen by arrows, by finger, or by the key that stands before it, in a dialog. */
export function CodeRadios<Code extends string>(props: Props<Code>) {
  const { title, isTitleHidden = false, codes, firstKey = '1', chosen, hasFocus = false, onChosen } = props
  const group = useRef<HTMLFieldSetElement>(null)
  const keyOf = (i: number): string => String.fromCharCode(firstKey.charCodeAt(0) + i)
  const press = useSteady(({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey || (target instanceof HTMLInputElement && target.type !== 'radio')) return
    const at = codes.findIndex((_, i) => keyOf(i) === key.toLowerCase())
    const code = codes[at]
    if (code === undefined) return
    onChosen(code)
    // So that it is heard, and the arrows go on from there.
    group.current?.querySelectorAll('input')[at]?.focus()
  })
  useEffect(() => {
    const dialog = group.current?.closest('dialog')
    dialog?.addEventListener('keydown', press)
    return () => dialog?.removeEventListener('keydown', press)
  }, [])
  return (
    <fieldset class="radios" ref={group}>
      <legend class={isTitleHidden ? 'ds-sr-only' : 'ds-label'}>{title}</legend>
      {codes.map((code, i) => (
        <label key={code} class="check">
          <input
            type="radio"
            name={title}
            autofocus={hasFocus && (code === chosen || (chosen === undefined && i === 0))}
            checked={code === chosen}
            onChange={() => onChosen(code)}
          />
          <kbd>{keyOf(i).toUpperCase()}</kbd> {word(code)}
        </label>
      ))}
    </fieldset>
  )
}
