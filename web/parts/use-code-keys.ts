import { useLayoutEffect, useRef } from 'preact/hooks'
import { useSteady } from './use-steady.ts'

type FirstKey = '1' | 'a'
/** The key of the first code is given; the others have those that follow. */
export const keyOfCode = (firstKey: FirstKey, i: number): string => String.fromCharCode(firstKey.charCodeAt(0) + i)

/** In a dialog, where the codes stand in a group of their own: each chosen by its key, except while somebody types. */
export function useCodeKeys<Code extends string>(
  codes: readonly Code[],
  firstKey: FirstKey,
  onPressed: (code: Code, at: number) => void,
) {
  const group = useRef<HTMLFieldSetElement>(null)
  const press = useSteady(({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey || (target instanceof HTMLInputElement && target.type !== 'radio')) return
    const at = codes.findIndex((_, i) => keyOfCode(firstKey, i) === key.toLowerCase())
    const code = codes[at]
    if (code !== undefined) onPressed(code, at)
  })
  // Before anything is painted: a hurried hand's next key follows at once.
  useLayoutEffect(() => {
    const dialog = group.current?.closest('dialog')
    dialog?.addEventListener('keydown', press)
    return () => dialog?.removeEventListener('keydown', press)
  }, [])
  return group
}
