import type { ComponentType } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'

type Props<P> = { readonly load: () => Promise<ComponentType<P>> } & P

/** Shows a page whose code comes when it is asked for, and says so when it does not come. */
export function PageInParts<P extends object>({ load, ...props }: Props<P>) {
  const [page, setPage] = useState<{ readonly Page: ComponentType<P>; readonly load: unknown }>()
  const [failed, setFailed] = useState(false)
  // Asked for at once; an effect would wait until something is painted.
  const coming = useMemo(load, [load])
  useEffect(() => {
    let isGone = false
    coming.then(
      (Page) => isGone || setPage({ Page, load }),
      () => isGone || setFailed(true),
    )
    return () => {
      isGone = true
    }
  }, [coming])
  if (failed) return <p class="ds-paragraph page-note">{TEXT.pageNotLoaded}</p>
  if (page?.load !== load) return <p class="ds-paragraph page-note">{TEXT.connection.waiting}</p>
  // What is left of the props when `load` is taken out is what the page takes.
  return <page.Page {...(props as unknown as P)} />
}
