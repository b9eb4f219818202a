import type { ComponentChildren } from 'preact'
import { goTo } from '../shell/route.ts'

type Props = {
  readonly to: string
  /** The page that one is on already. */
  readonly isCurrent?: boolean
  /** What it is called where its text alone could be any of many. */
  readonly name?: string
  readonly children: ComponentChildren
}

/** A link to another of the app's pages. */
export const Link = ({ to, isCurrent = false, name, children }: Props) => (
  <a
    class="ds-link"
    href={to}
    aria-label={name}
    aria-current={isCurrent ? 'page' : undefined}
    onClick={(event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      goTo(to)
    }}
  >
    {children}
  </a>
)
