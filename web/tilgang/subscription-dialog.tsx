import { EVENTS } from 'virtual:catalogue'
import { useState } from 'preact/hooks'
import type { AnswerOf, AskOf } from '../../lib/contract/routes.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { Dialog } from '../parts/dialog.tsx'
import { DialogActs } from '../parts/dialog-acts.tsx'
import { Field } from '../parts/field.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { nameOf, type Subscription } from './subscription.ts'

type EventType = AskOf<'put-subscription'>['body']['types'][number]
const words = TILGANG.subscriptions
const TYPES: readonly EventType[] = EVENTS.map(({ type }) => type)

/** Whom the events go to, and which; the name is chosen once. */
export function SubscriptionDialog({
  agreementId,
  subscription,
  onSaved,
  onClose,
}: {
  readonly agreementId: string
  readonly subscription: Subscription | undefined
  readonly onSaved: (answer: AnswerOf<'put-subscription'>) => void
  readonly onClose: () => void
}) {
  const [name, setName] = useState('')
  const [url, setUrl] = useState(subscription?.url ?? '')
  const [types, setTypes] = useState<readonly EventType[]>(subscription?.types ?? [])
  const [isUnfinished, setUnfinished] = useState(false)
  const save = useIntent('put-subscription', (answer) => {
    onClose()
    onSaved(answer)
  })
  const isNamed = subscription !== undefined || /^[a-z0-9-]{1,60}$/.test(name)
  const submit = () => {
    setUnfinished(!isNamed || types.length === 0)
    if (!isNamed || types.length === 0) return
    const subscriptionId = subscription?.subscriptionId ?? `sub_${name}`
    const active = subscription === undefined || subscription.state === 'active'
    save.start(
      { params: { agreementId, subscriptionId }, body: { url, types: [...types], active } },
      subscription?.version ?? 'absent',
    )
  }
  return (
    <Dialog
      title={subscription ? words.changeTitle(nameOf(subscription.subscriptionId)) : words.addTitle}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {subscription && <p class="ds-paragraph">{words.nameStands}</p>}
        {!subscription && (
          <Field
            label={words.fields.id}
            hint={words.hints.id}
            error={isUnfinished && !isNamed ? words.badId : undefined}
          >
            {(field) => (
              <input
                {...field}
                class="ds-input"
                autocomplete="off"
                value={name}
                onInput={({ currentTarget }) => setName(currentTarget.value.trim())}
              />
            )}
          </Field>
        )}
        <Field label={words.fields.url} hint={words.hints.url}>
          {(field) => (
            <input
              {...field}
              class="ds-input"
              type="url"
              required
              autocomplete="off"
              value={url}
              onInput={({ currentTarget }) => setUrl(currentTarget.value)}
            />
          )}
        </Field>
        <fieldset class="event-types">
          <legend class="ds-label">{words.fields.types}</legend>
          <label class="check">
            <input
              type="checkbox"
              checked={types.length === TYPES.length}
              onChange={({ currentTarget }) => setTypes(currentTarget.checked ? TYPES : [])}
            />
            <strong>{words.all}</strong>
          </label>
          {EVENTS.map(({ type, text }) => (
            <label key={type} class="check">
              <input
                type="checkbox"
                checked={types.includes(type)}
                onChange={({ currentTarget }) =>
                  setTypes(TYPES.filter((each) => (each === type ? currentTarget.checked : types.includes(each))))
                }
              />
              {text}
            </label>
          ))}
        </fieldset>
        {isUnfinished && types.length === 0 && (
          <p class="field-error" role="alert">
            <span aria-hidden="true">▲ </span>
            {words.noTypes}
          </p>
        )}
        <Outcome standing={save.standing} />
        <DialogActs button={words.save} onClose={onClose} />
      </form>
    </Dialog>
  )
}
