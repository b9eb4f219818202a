import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { nameOf, type Secret } from './subscription.ts'

const words = TILGANG.subscriptions.secret

/** The only time that anybody sees it. It stays until somebody says that it is put away. */
export function SecretNote({ subscriptionId, secret, onDone }: Secret & { readonly onDone: () => void }) {
  const [copied, setCopied] = useState(false)
  const note = useRef<HTMLElement>(null)
  const id = useId()
  // Where it stands is not where the button was; nobody shall miss it.
  useEffect(() => note.current?.focus(), [secret])
  return (
    <section ref={note} class="ds-alert secret" data-color="warning" aria-labelledby={id} tabIndex={-1}>
      <h3 class="ds-heading" data-size="2xs" id={id}>
        {words.title(nameOf(subscriptionId))}
      </h3>
      <p class="ds-paragraph">{words.lead}</p>
      <p class="ds-paragraph">
        <code>{secret}</code>
      </p>
      <div class="buttons">
        <button
          type="button"
          class="ds-button"
          onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
        >
          {words.copy}
        </button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={onDone}>
          {words.done}
        </button>
      </div>
      <p class="ds-paragraph" role="status">
        {copied && words.copied}
      </p>
    </section>
  )
}
