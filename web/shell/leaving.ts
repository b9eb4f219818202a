import { useEffect } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'

/** How many forms on the page hold something that is not saved. */
let unsaved = 0

/** Whether one may go to another page: asks, where something typed would be lost by it. Asked and answered once. */
export function mayLeave(): boolean {
  if (unsaved === 0) return true
  const isSure = confirm(TEXT.leaving)
  if (isSure) unsaved = 0
  return isSure
}

/** The browser asks before the tab is closed or loaded anew, and the app before it shows another of its pages. */
export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    unsaved += 1
    return () => {
      removeEventListener('beforeunload', warn)
      unsaved = Math.max(0, unsaved - 1)
    }
  }, [isUnsaved])
}
