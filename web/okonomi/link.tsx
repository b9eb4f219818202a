import type { ComponentChildren } from 'preact'
import { goTo } from '../shell/route.ts'

/** A link to another of the app's pages. */
export const Link = ({ to, children }: { readonly to: string; readonly children: ComponentChildren }) => (
  <a
    class="ds-link"
    href={to}
    onClick={(event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      goTo(to)
    }}
  >
    {children}
  </a>
)
