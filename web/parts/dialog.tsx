import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

type Props = { readonly title: string; readonly onClose: () => void; readonly children: ComponentChildren }

/** A question that must be answered first. The browser keeps the focus inside, and gives it back afterwards. */
export function Dialog({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const isGone = useRef(false)
  // Before anything is painted: the key that follows at once must find it open.
  useLayoutEffect(() => {
    const before = document.activeElement
    const shown = dialog.current
    shown?.showModal()
    return () => {
      // As long as it stands open nothing behind it takes the focus, and a question that follows on another would never
      // learn where the first one came from.
      isGone.current = true
      shown?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog ref={dialog} class="ds-dialog" aria-labelledby="dialog-title" onClose={() => isGone.current || onClose()}>
      <h2 id="dialog-title" class="ds-heading" data-size="sm">
        {title}
      </h2>
      {children}
    </dialog>
  )
}
