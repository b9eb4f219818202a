import { useState } from 'preact/hooks'

type Props = { readonly path: string; readonly label: string; readonly said: string }

/** The address of a page that the reader may not open, to send to whoever may. */
export function CopyLink({ path, label, said }: Props) {
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(`${location.origin}${path}`).then(
      () => setCopied(true),
      () => {},
    )
  return (
    <>
      <button type="button" class="as-link" onClick={() => void copy()}>
        {label}
      </button>{' '}
      <span role="status">{isCopied && said}</span>
    </>
  )
}
