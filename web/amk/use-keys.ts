import { useEffect, useRef } from 'preact/hooks'

/** What a key does: a single key by what it writes (`h`, `/`, `ArrowDown`), shift and a digit by `shift+1`. */
export type Keys = Readonly<Record<string, () => void>>

/** Keys for the whole page, except while somebody types, answers a dialog, or holds down a key of the browser's own. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusyWithKeys(event)) return
      // The digit's place on the keyboard: with shift it writes something else, and not the same everywhere.
      const digit = /^Digit(\d)$/.exec(event.code)?.[1]
      const name =
        event.shiftKey && digit ? `shift+${digit}` : event.key.length === 1 ? event.key.toLowerCase() : event.key
      const act = latest.current[name]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function isBusyWithKeys({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('dialog, select, textarea')) return true
  if (target instanceof HTMLInputElement) {
    const isMark = target.type === 'radio' || target.type === 'checkbox'
    return !isMark || key === ' ' || key.startsWith('Arrow')
  }
  // Enter on a link or a button is its own, but on a row's name it holds, as it does everywhere else.
  return key === 'Enter' && target.closest('a, button:not(.unit-name)') !== null
}
