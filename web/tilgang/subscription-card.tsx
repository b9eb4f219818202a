import { EVENTS } from 'virtual:catalogue'
import { useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { moment } from '../i18n/time.ts'
import { ActDialog } from '../parts/act-dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { Deliveries } from './deliveries.tsx'
import { nameOf, type Subscription } from './subscription.ts'
import { SubscriptionDialog } from './subscription-dialog.tsx'

const words = TILGANG.subscriptions
const DEFAULT_OVERLAP = '24'

/** One receiver: how it goes with it, and all that can be done about it. */
export function SubscriptionCard({
  subscription,
  onChanged,
  onRemoved,
}: {
  readonly subscription: Subscription
  readonly onChanged: (answer: AnswerOf<'put-subscription'>) => void
  readonly onRemoved: () => void
}) {
  const { agreementId, subscriptionId, url, types, state, disabledReason, failing, version } = subscription
  const [open, setOpen] = useState<'change' | 'rotate' | 'remove'>()
  const [isListed, setListed] = useState(false)
  const [overlap, setOverlap] = useState(DEFAULT_OVERLAP)
  const turn = useIntent('put-subscription', onChanged)
  const params = { agreementId, subscriptionId }
  const name = nameOf(subscriptionId)
  const isActive = state === 'active'
  const close = () => setOpen(undefined)
  return (
    <li class="card">
      <h3 class="ds-heading" data-size="2xs">
        {name}
      </h3>
      <p class="ds-paragraph subscription-state" data-state={failing ? 'failing' : state}>
        <strong>{words.states[state]}</strong>
        {disabledReason && `. ${words.disabled[disabledReason]}`}
      </p>
      <p class="ds-paragraph">
        <code>{url}</code>
      </p>
      <details>
        <summary>{words.standing(types.length)}</summary>
        <ul class="ds-list">
          {EVENTS.filter(({ type }) => types.includes(type)).map(({ type, text }) => (
            <li key={type}>{text}</li>
          ))}
        </ul>
      </details>
      {failing && (
        <p class="ds-paragraph failing">
          {words.failing(moment(failing.since), failing.nextTryAt && moment(failing.nextTryAt))}
        </p>
      )}
      {subscription.earlierSecretUntil && (
        <p class="ds-paragraph">{words.earlier(moment(subscription.earlierSecretUntil))}</p>
      )}
      <div class="buttons">
        <Act
          name={name}
          label={isActive ? words.pause : words.resume}
          onPress={() => turn.start({ params, body: { url, types: [...types], active: !isActive } }, version)}
        />
        <Act name={name} label={words.change} onPress={() => setOpen('change')} />
        <Act name={name} label={words.rotate} onPress={() => setOpen('rotate')} />
        <Act name={name} label={words.remove} isDanger onPress={() => setOpen('remove')} />
      </div>
      <Outcome standing={turn.standing} done={isActive ? words.resumed : words.paused} />
      <button type="button" class="as-link" aria-expanded={isListed} onClick={() => setListed(!isListed)}>
        {isListed ? words.deliveries.hide : words.deliveries.show}
      </button>
      {isListed && <Deliveries agreementId={agreementId} subscriptionId={subscriptionId} />}
      {open === 'change' && (
        <SubscriptionDialog agreementId={agreementId} subscription={subscription} onSaved={onChanged} onClose={close} />
      )}
      {open === 'rotate' && (
        <ActDialog
          title={words.rotateTitle(name)}
          operation="rotate-secret"
          button={words.rotate}
          ask={() => ({ params, body: { overlapHours: Number(overlap) } })}
          onDone={onChanged}
          onClose={close}
        >
          <p class="ds-paragraph">{words.rotateLead}</p>
          <Field label={words.overlap}>
            {(field) => (
              <input
                {...field}
                class="ds-input"
                type="number"
                min={0}
                max={168}
                required
                value={overlap}
                onInput={({ currentTarget }) => setOverlap(currentTarget.value)}
              />
            )}
          </Field>
        </ActDialog>
      )}
      {open === 'remove' && (
        <ActDialog
          title={words.removeTitle(name)}
          operation="remove-subscription"
          button={words.remove}
          isDanger
          ask={() => ({ params, body: {} })}
          onDone={onRemoved}
          onClose={close}
        >
          <p class="ds-paragraph">{words.removeLead}</p>
        </ActDialog>
      )}
    </li>
  )
}

/** Says to a screen reader which of the receivers it is about. */
const Act = ({
  name,
  label,
  isDanger = false,
  onPress,
}: {
  readonly name: string
  readonly label: string
  readonly isDanger?: boolean
  readonly onPress: () => void
}) => (
  <button
    type="button"
    class="ds-button"
    data-variant={isDanger ? 'tertiary' : 'secondary'}
    data-color={isDanger ? 'danger' : undefined}
    aria-label={words.actOn(label, name)}
    onClick={onPress}
  >
    {label}
  </button>
)
