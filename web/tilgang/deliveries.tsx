import { EVENTS } from 'virtual:catalogue'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT } from '../i18n/nb.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { moment } from '../i18n/time.ts'
import { Outcome } from '../parts/outcome.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { nameOf } from './subscription.ts'

type Delivery = AnswerOf<'list-deliveries'>['deliveries'][number]
const words = TILGANG.subscriptions.deliveries
const UNHURRIED_MS = 5_000

/** What was sent, and what the receiver said. Any of it can be sent once more. */
export function Deliveries({
  agreementId,
  subscriptionId,
}: {
  readonly agreementId: string
  readonly subscriptionId: string
}) {
  const params = { agreementId, subscriptionId }
  const { answer, problem } = usePolled('list-deliveries', { params, query: {} }, { everyMs: UNHURRIED_MS })
  const resend = useIntent('resend-event')
  if (problem) return <Refusal problem={problem} />
  if (!answer) return <p class="ds-paragraph">{TEXT.connection.waiting}</p>
  if (answer.deliveries.length === 0) return <p class="ds-paragraph">{words.none}</p>
  const { columns } = words
  return (
    <>
      <Outcome standing={resend.standing} done={words.resent} />
      <table class="figures listing">
        <caption class="ds-sr-only">{words.title(nameOf(subscriptionId))}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.at}</th>
            <th scope="col">{columns.event}</th>
            <th scope="col">{columns.answer}</th>
            <th scope="col">{columns.act}</th>
          </tr>
        </thead>
        <tbody>
          {answer.deliveries.map((delivery) => (
            <tr key={`${delivery.eventId} ${delivery.triedAt}`}>
              <td data-label={columns.at}>{moment(delivery.triedAt)}</td>
              <td data-label={columns.event}>
                {EVENTS.find(({ type }) => type === delivery.type)?.text ?? delivery.type}
                <br />
                <code>{delivery.eventId}</code>
              </td>
              <td data-label={columns.answer}>
                {answerOf(delivery)}
                {delivery.attempt > 1 && `, ${words.attempt(delivery.attempt)}`}
              </td>
              <td data-label={columns.act}>
                <button
                  type="button"
                  class="ds-button"
                  data-variant="secondary"
                  data-size="sm"
                  aria-label={words.resendOf(delivery.eventId)}
                  onClick={() => resend.start({ params: { ...params, eventId: delivery.eventId }, body: {} })}
                >
                  {words.resend}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function answerOf({ delivered, httpStatus, fault }: Delivery): string {
  if (httpStatus !== null) return delivered ? words.taken(httpStatus) : words.refused(httpStatus)
  return words.faults[fault ?? ''] ?? fault ?? ''
}
