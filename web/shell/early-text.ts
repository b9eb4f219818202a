import { ASKER_FIELD } from './asker-field-id.ts'

let text = ''

/** Reads what a hurried hand has written into the page's own field (vite/dispatcher-shell.ts) before the app can hear it. False where the page came without the field. */
export function readEarlyText(): boolean {
  const field = document.getElementById(ASKER_FIELD)
  if (!(field instanceof HTMLInputElement)) return false
  text = field.value
  return true
}

/** Handed out once: it is the beginning of one search. */
export function takeEarlyText(): string {
  const taken = text
  text = ''
  return taken
}
