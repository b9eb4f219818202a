import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { word } from '../i18n/nb.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { moment } from '../i18n/time.ts'
import { Outcome } from '../parts/outcome.tsx'
import { partyName } from '../parts/party.ts'
import { useIntent } from '../parts/use-intent.ts'
import { AnswerDispute } from './answer-dispute.tsx'
import type { Reader } from './reader.ts'
import type { Run } from './run.ts'

type Dispute = Run['disputes'][number]
const words = OKONOMI.disputes

/** What the parties disagree about: a party's own, the host's all, with what each may do about it. */
export function Disputes({
  run,
  reader,
  onChange,
}: {
  readonly run: Run
  readonly reader: Reader
  readonly onChange: () => void
}) {
  return (
    <section id="innsigelser" aria-labelledby="innsigelser-tittel">
      <h2 class="ds-heading" data-size="sm" id="innsigelser-tittel">
        {words.title}
      </h2>
      {run.disputes.length === 0 && <p class="ds-paragraph">{reader.isHost ? words.noneHost : words.noneParty}</p>}
      {run.disputes.map((dispute) => (
        <article key={dispute.disputeId} class="dispute" aria-labelledby={dispute.disputeId}>
          <h3 class="ds-heading" data-size="2xs" id={dispute.disputeId}>
            {words.about(partyName(dispute.partyId), word(dispute.reason))}{' '}
            <span class="ds-tag" data-color={dispute.state === 'open' ? 'warning' : 'neutral'}>
              {dispute.state === 'open' ? words.open : word(dispute.state)}
            </span>
          </h3>
          <p class="ds-paragraph">«{dispute.detail}»</p>
          <p class="ds-paragraph">
            {dispute.nights.length === 0
              ? words.wholeLine
              : words.nights(dispute.nights.map(({ date }) => shortDate(date)).join(', '))}{' '}
            {words.raised(moment(dispute.raisedAt))} {dispute.state === 'open' && dueText(dispute)}
          </p>
          {dispute.answer && <Answered run={run} answer={dispute.answer} />}
          {dispute.state === 'open' && reader.isHost && (
            <AnswerDispute run={run} dispute={dispute} onAnswered={onChange} />
          )}
          {dispute.state === 'open' && !reader.isHost && (
            <Withdraw run={run} disputeId={dispute.disputeId} onWithdrawn={onChange} />
          )}
        </article>
      ))}
    </section>
  )
}

const dueText = ({ answerBy, overdue }: Dispute): string =>
  overdue ? words.overdue(shortDate(answerBy)) : words.answerBy(shortDate(answerBy))

const Answered = ({ run, answer }: { readonly run: Run; readonly answer: NonNullable<Dispute['answer']> }) => (
  <p class="ds-paragraph">
    {words.answered(moment(answer.at), answer.text)}{' '}
    {answer.outcome === 'upheld' && (answer.payer ? words.newPayer(partyName(answer.payer)) : words.noPayer)}{' '}
    {answer.outcome === 'upheld' && whenItCounts(run, answer.at)}
  </p>
)

/** An answer that the amounts have counted already says nothing more of itself. */
function whenItCounts({ lockedAt, computedAt }: Run, answeredAt: string): string {
  if (lockedAt !== null && answeredAt > lockedAt) return words.comesLater
  return lockedAt === null && answeredAt > computedAt ? words.runAgain : ''
}

function Withdraw({
  run: { agreementId, month },
  disputeId,
  onWithdrawn,
}: {
  readonly run: Run
  readonly disputeId: string
  readonly onWithdrawn: () => void
}) {
  const withdraw = useIntent('answer-dispute', onWithdrawn)
  const body = { outcome: 'withdrawn', text: words.withdrawnText, payer: null } as const
  return (
    <>
      <button
        type="button"
        class="ds-button"
        data-variant="tertiary"
        onClick={() => withdraw.start({ params: { agreementId, month, disputeId }, body })}
      >
        {words.withdraw}
      </button>
      <Outcome standing={withdraw.standing} />
    </>
  )
}
