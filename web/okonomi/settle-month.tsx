import { kroner } from '../../lib/documents/norwegian-text.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { moment } from '../i18n/time.ts'
import { Outcome } from '../parts/outcome.tsx'
import { useIntent } from '../parts/use-intent.ts'
import type { Run } from './run.ts'

const words = OKONOMI.settle
const atOf = ({ agreementId, month }: Run) => ({ params: { agreementId, month } })

/** The host locks the very numbers it has looked at, and is told what that does. */
export function LockMonth({
  run,
  seenHash,
  onLocked,
  onRunAgain,
}: {
  readonly run: Run
  readonly seenHash: string
  readonly onLocked: () => void
  readonly onRunAgain: () => void
}) {
  const lock = useIntent('lock-avregning', onLocked)
  const unanswered = run.disputes.filter(({ state }) => state === 'open').length
  const refusal = lock.standing.kind === 'refused' ? lock.standing.problem.code : undefined
  return (
    <section id="las" aria-labelledby="las-tittel">
      <h2 class="ds-heading" data-size="sm" id="las-tittel">
        {words.lockTitle}
      </h2>
      <Means points={words.lockMeans} />
      {!run.completeness.ok && (
        <p class="ds-paragraph">
          {words.notComplete}{' '}
          <a class="ds-link" href="#komplett">
            {words.toCauses}
          </a>
        </p>
      )}
      {unanswered > 0 && (
        <p class="ds-paragraph">
          {words.unanswered(unanswered)}{' '}
          <a class="ds-link" href="#innsigelser">
            {words.toDisputes}
          </a>
        </p>
      )}
      <div class="buttons">
        <button
          type="button"
          class="ds-button"
          data-variant={run.completeness.ok ? undefined : 'secondary'}
          onClick={() => lock.start({ ...atOf(run), body: { resultHash: seenHash } })}
        >
          {words.lock(seenHash.slice(0, 12))}
        </button>
      </div>
      <Outcome standing={lock.standing} />
      {(refusal === 'avregning-changed' || refusal === 'avregning-incomplete') && (
        <>
          <p class="ds-paragraph">{words.afterRefusal[refusal]}</p>
          <button
            type="button"
            class="ds-button"
            data-variant="secondary"
            onClick={() => {
              lock.forget()
              onRunAgain()
            }}
          >
            {words.lookAgain}
          </button>
        </>
      )}
    </section>
  )
}

/** A party's treasurer says yes to what the party pays. */
export function ApproveMonth({
  run,
  partyId,
  onApproved,
}: {
  readonly run: Run
  readonly partyId: string
  readonly onApproved: () => void
}) {
  const approve = useIntent('approve-avregning', onApproved)
  const given = run.approvals.find((approval) => approval.partyId === partyId)
  const netOre = run.lines.filter((line) => line.partyId === partyId).reduce((sum, line) => sum + line.netOre, 0)
  return (
    <section id="godkjenn" aria-labelledby="godkjenn-tittel">
      <h2 class="ds-heading" data-size="sm" id="godkjenn-tittel">
        {words.approveTitle}
      </h2>
      {given ? (
        <p class="ds-alert" data-color="success">
          {words.approvedAt(moment(given.at))}
        </p>
      ) : run.state === 'draft' ? (
        <p class="ds-paragraph">{words.notLockedYet}</p>
      ) : (
        <>
          <Means points={words.approveMeans(kroner(netOre))} />
          <div class="buttons">
            <button type="button" class="ds-button" onClick={() => approve.start({ ...atOf(run), body: {} })}>
              {words.approve}
            </button>
          </div>
        </>
      )}
      <Outcome standing={approve.standing} />
    </section>
  )
}

const Means = ({ points }: { readonly points: readonly string[] }) => (
  <>
    <h3 class="ds-heading" data-size="2xs">
      {words.means}
    </h3>
    <ul class="means-list">
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  </>
)
