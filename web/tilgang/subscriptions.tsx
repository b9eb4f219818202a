import { useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT } from '../i18n/nb.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { ConnectionState } from '../parts/connection-state.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { SecretNote } from './secret-note.tsx'
import type { Secret } from './subscription.ts'
import { SubscriptionCard } from './subscription-card.tsx'
import { SubscriptionDialog } from './subscription-dialog.tsx'

const words = TILGANG.subscriptions
const UNHURRIED_MS = 5_000

/** The systems that are told what happens: who they are, how it goes, and what was sent. */
export function Subscriptions({ agreementId }: { readonly agreementId: string }) {
  const list = usePolled('list-subscriptions', { params: { agreementId } }, { everyMs: UNHURRIED_MS })
  const [isAdding, setAdding] = useState(false)
  const [secret, setSecret] = useState<Secret>()
  const changed = ({ subscriptionId, secret }: AnswerOf<'put-subscription'>) => {
    if (secret !== null) setSecret({ subscriptionId, secret })
    list.refresh()
  }
  if (list.problem) return <Refusal problem={list.problem} />
  if (!list.answer) return <p class="ds-paragraph">{TEXT.connection.waiting}</p>
  return (
    <section aria-labelledby="abonnement-tittel">
      <h2 class="ds-heading" data-size="sm" id="abonnement-tittel">
        {TILGANG.parts.abonnementer}
      </h2>
      <p class="ds-paragraph">{words.lead}</p>
      <ConnectionState connection={list.connection} heardAt={list.heardAt} />
      <div class="buttons">
        <button type="button" class="ds-button big" onClick={() => setAdding(true)}>
          {words.add}
        </button>
      </div>
      {secret && <SecretNote {...secret} onDone={() => setSecret(undefined)} />}
      {list.answer.subscriptions.length === 0 && <p class="ds-paragraph">{words.none}</p>}
      <ul class="cards wide-cards">
        {list.answer.subscriptions.map((subscription) => (
          <SubscriptionCard
            key={subscription.subscriptionId}
            subscription={subscription}
            onChanged={changed}
            onRemoved={list.refresh}
          />
        ))}
      </ul>
      {isAdding && (
        <SubscriptionDialog
          agreementId={agreementId}
          subscription={undefined}
          onSaved={changed}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  )
}
