import { ASKER_FIELD } from './asker-field-id.ts'

let text = ''
let stopHearing = () => {}

/** Reads what a hurried hand has written into the page's own field (vite/dispatcher-shell.ts) before the app can hear it. False where the page came without the field. */
export function readEarlyText(): boolean {
  const field = document.getElementById(ASKER_FIELD)
  if (!(field instanceof HTMLInputElement)) return false
  text = field.value
  return true
}

/** The field is away while the session is taken up again: what the hand goes on writing meanwhile is heard all the same. */
export function hearEarlyText(): void {
  const hear = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey || target !== document.body) return
    if (key === 'Backspace') text = text.slice(0, -1)
    else if (key.length === 1) text += key
  }
  document.addEventListener('keydown', hear)
  stopHearing = () => document.removeEventListener('keydown', hear)
}

/** Somebody has to sign in first: what was written before is not the beginning of their search. */
export const forgetEarlyText = (): void => void takeEarlyText()

/** Handed out once: it is the beginning of one search. */
export function takeEarlyText(): string {
  stopHearing()
  const taken = text
  text = ''
  return taken
}
