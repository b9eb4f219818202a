import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

type Props<P> = { readonly load: () => Promise<ComponentType<P>> } & P

/** A part that the page can be used without: it comes when it comes, and is not missed where it does not. */
export function Later<P extends object>({ load, ...props }: Props<P>) {
  const [part, setPart] = useState<{ readonly Part: ComponentType<P> }>()
  useEffect(() => {
    load().then(
      (Part) => setPart({ Part }),
      () => {},
    )
  }, [load])
  // What is left of the props when `load` is taken out is what the part takes.
  return part ? <part.Part {...(props as unknown as P)} /> : null
}
