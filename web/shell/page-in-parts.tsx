import type { ComponentType } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'

/** A page whose code comes when it is asked for, and is at hand from then on. */
export type PagePart<P> = { readonly bring: () => Promise<void>; readonly here: () => ComponentType<P> | undefined }

export function inParts<P>(load: () => Promise<ComponentType<P>>): PagePart<P> {
  let Page: ComponentType<P> | undefined
  return {
    bring: async () => {
      Page ??= await load()
    },
    here: () => Page,
  }
}

type Props<P> = { readonly shown: PagePart<P> } & P

/** Shows it: at once where it is at hand already, and says so when it does not come. */
export function PageInParts<P extends object>({ shown, ...props }: Props<P>) {
  const [answered, setAnswered] = useState<{ readonly shown: PagePart<P>; readonly failed: boolean }>()
  // Asked for at once; an effect would wait until something is painted.
  const coming = useMemo(() => (shown.here() ? undefined : shown.bring()), [shown])
  useEffect(() => {
    let isGone = false
    coming?.then(
      () => isGone || setAnswered({ shown, failed: false }),
      () => isGone || setAnswered({ shown, failed: true }),
    )
    return () => {
      isGone = true
    }
  }, [coming])
  const Page = shown.here()
  // What is left of the props when `shown` is taken out is what the page takes.
  if (Page) return <Page {...(props as unknown as P)} />
  const failed = answered?.shown === shown && answered.failed
  return <p class="ds-paragraph page-note">{failed ? TEXT.pageNotLoaded : TEXT.connection.waiting}</p>
}
