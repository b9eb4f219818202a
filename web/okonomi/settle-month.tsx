import { Fragment } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { kroner, monthText } from '../../lib/documents/norwegian-text.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { moment } from '../i18n/time.ts'
import { Dialog } from '../parts/dialog.tsx'
import { DialogActs } from '../parts/dialog-acts.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { useIntent } from '../parts/use-intent.ts'
import type { Run } from './run.ts'

const words = OKONOMI.settle
const atOf = ({ agreementId, month }: Run) => ({ params: { agreementId, month } })

type Lock = {
  readonly run: Run
  readonly seenHash: string
  readonly onLocked: () => void
  readonly onRunAgain: () => void
}

/** The host locks the very numbers it has looked at, and is told what that does. */
export function LockMonth(lock: Lock) {
  const { run, seenHash } = lock
  const [isAsked, setAsked] = useState(false)
  const unanswered = unansweredIn(run)
  return (
    <section id="las" aria-labelledby="las-tittel">
      <h2 class="ds-heading" data-size="sm" id="las-tittel">
        {words.lockTitle}
      </h2>
      <Means points={words.lockMeans} />
      {!run.completeness.ok ? (
        <p class="ds-paragraph">
          {words.notComplete}{' '}
          <a class="ds-link" href="#komplett">
            {words.toCauses}
          </a>
        </p>
      ) : (
        <div class="buttons">
          <button type="button" class="ds-button" aria-haspopup="dialog" onClick={() => setAsked(true)}>
            {words.lock(seenHash.slice(0, 12))}
          </button>
        </div>
      )}
      {unanswered > 0 && (
        <p class="ds-paragraph">
          {words.unanswered(unanswered)}{' '}
          <a class="ds-link" href="#innsigelser">
            {words.toDisputes}
          </a>
        </p>
      )}
      {isAsked && <LockDialog {...lock} onClose={() => setAsked(false)} />}
    </section>
  )
}

const unansweredIn = ({ disputes }: Run): number => disputes.filter(({ state }) => state === 'open').length

/** It cannot be undone, so it is asked about once: which month, how much, and what follows. */
function LockDialog({ run, seenHash, onLocked, onRunAgain, onClose }: Lock & { readonly onClose: () => void }) {
  const { standing, start } = useIntent('lock-avregning', () => {
    onClose()
    onLocked()
  })
  const means = useRef<HTMLParagraphElement>(null)
  // An Enter that is held down a moment too long must not answer what it asked.
  useEffect(() => means.current?.focus(), [])
  const sum = (amounts: readonly number[]) => `${kroner(amounts.reduce((total, amount) => total + amount, 0))} kr`
  const parties = run.lines.filter(({ guest }) => !guest)
  const net = run.lines.map(({ netOre }) => netOre)
  const facts = [
    [words.askParties, sum(parties.map(({ amountOre }) => amountOre))],
    ...(parties.length < run.lines.length
      ? [[words.askAll, sum(run.lines.map(({ amountOre }) => amountOre))] as const]
      : []),
    [words.askPay, sum(net.filter((ore) => ore > 0))],
    [words.askBack, sum(net.filter((ore) => ore < 0).map((ore) => -ore))],
    [OKONOMI.month.hash, seenHash.slice(0, 12)],
  ] as const
  const month = monthText(run.month)
  const isBehind = standing.kind === 'refused' && standing.problem.code in words.afterRefusal
  return (
    <Dialog title={words.ask(month)} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBehind) return start({ ...atOf(run), body: { resultHash: seenHash } })
          onClose()
          onRunAgain()
        }}
      >
        <dl class="steps">
          {facts.map(([name, fact]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{fact}</dd>
            </Fragment>
          ))}
        </dl>
        <p class="ds-paragraph means" tabIndex={-1} ref={means}>
          {words.askMeans}
        </p>
        {unansweredIn(run) > 0 && <p class="ds-paragraph">{words.unanswered(unansweredIn(run))}</p>}
        <Outcome standing={standing} adviceFor={({ code, detail }) => words.afterRefusal[code] ?? detail} />
        <DialogActs button={isBehind ? words.lookAgain : words.askYes(month)} isDanger={!isBehind} onClose={onClose} />
      </form>
    </Dialog>
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
        <p class="ds-paragraph">{words.notLockedYet(run.completeness.causes.length)}</p>
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
