import { useState } from 'preact/hooks'
import { monthText } from '../../lib/documents/norwegian-text.ts'
import { usePolled } from '../api/use-polled.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { moment } from '../i18n/time.ts'
import { ConnectionState } from '../parts/connection-state.tsx'
import { Link } from '../parts/link.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { partyName } from '../parts/party.ts'
import { Refusal } from '../parts/refusal.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { AmountsPicture, netText } from './amounts-picture.tsx'
import { AmountsTable, lineName, openerId } from './amounts-table.tsx'
import { Betalingsplikt } from './betalingsplikt.tsx'
import { BookCost } from './book-cost.tsx'
import { Completeness } from './completeness.tsx'
import { Disputes } from './disputes.tsx'
import { ExplainLine } from './explain-line.tsx'
import { Files } from './files.tsx'
import { HostContact } from './host-contact.tsx'
import { type Reader, readerNow } from './reader.ts'
import { lineKey, type MonthAt, type Run, UNHURRIED_MS } from './run.ts'
import { ApproveMonth, LockMonth } from './settle-month.tsx'
import { StateTag } from './state-tag.tsx'
import { useNames } from './unit-names.tsx'
import { useSeenHash } from './use-seen-hash.ts'
import { WhatIf } from './what-if.tsx'

const words = OKONOMI.month

/** One month, from what it cost to what each party pays and why. */
export function MonthPage(at: MonthAt) {
  const { agreementId, month } = at
  const ask = { params: { agreementId, month } }
  const reader = readerNow()
  const { answer, problem, connection, heardAt, refresh } = usePolled('get-avregning', ask, { everyMs: UNHURRIED_MS })
  const { seen, setSeen } = useSeenHash(answer?.resultHash)
  const renew = (run?: Run) => {
    // What one has had computed oneself is looked at next.
    if (run) setSeen(run.resultHash)
    refresh()
  }
  const names = useNames(agreementId)
  const compute = useIntent('run-avregning', renew)
  const [opened, setOpened] = useState<string>()
  const openedLine = answer?.lines.find((line) => lineKey(line) === opened)
  const own = answer?.lines.find((line) => line.partyId === reader.partyId && !line.guest)
  const isNotRun = problem?.code === 'avregning-not-found'
  const isOpen = isNotRun || answer?.state === 'draft'
  return (
    <div class="desk">
      <p class="ds-paragraph">
        <Link to={`/okonomi/${agreementId}`}>{words.back}</Link>
      </p>
      <h1 class="ds-heading" data-size="lg">
        {monthText(month)} <StateTag state={answer?.state ?? 'not-run'} />
      </h1>
      <ConnectionState connection={connection} heardAt={heardAt} />
      {problem && !isNotRun && <Refusal problem={problem} />}
      {isNotRun && <p class="ds-paragraph">{reader.isHost ? words.notRunHost : words.notRunParty}</p>}
      {answer && <Standing run={answer} />}
      {answer && (
        <nav aria-label={words.parts} class="parts">
          {partsOf(answer, reader).map(([id, label]) => (
            <a key={id} class="ds-link" href={`#${id}`}>
              {label}
            </a>
          ))}
        </nav>
      )}
      {reader.isHost && isOpen && (
        <>
          <button
            type="button"
            class="ds-button"
            data-variant={answer ? 'secondary' : undefined}
            onClick={() => compute.start({ ...ask, body: {} })}
          >
            {answer ? words.runAgain : words.run}
          </button>
          <Outcome standing={compute.standing} sending={OKONOMI.months.running} done={words.ran} />
        </>
      )}
      {reader.isHost && answer?.state === 'draft' && seen !== answer.resultHash && (
        <div class="ds-alert" data-color="warning" role="alert">
          <p class="ds-heading" data-size="2xs">
            {OKONOMI.settle.movedTitle}
          </p>
          <p class="ds-paragraph">{OKONOMI.settle.moved}</p>
          <button type="button" class="ds-button" data-variant="secondary" onClick={() => setSeen(answer.resultHash)}>
            {OKONOMI.settle.seen}
          </button>
        </div>
      )}
      {answer && (
        <section id="belop" aria-labelledby="belop-tittel">
          <h2 class="ds-heading" data-size="sm" id="belop-tittel">
            {OKONOMI.amounts.title}
          </h2>
          {answer.completeness.causes.some(({ cause }) => cause === 'cost-not-booked') && (
            <p class="ds-alert" data-color="warning">
              {OKONOMI.amounts.noCost}
            </p>
          )}
          {own ? (
            <p class="ds-paragraph own-answer">
              {OKONOMI.amounts.own(lineName(own), netText(own.netOre), monthText(answer.month))}{' '}
              <button
                type="button"
                class="ds-button"
                data-variant="secondary"
                aria-expanded={opened === lineKey(own)}
                aria-controls="hvorfor"
                onClick={() => setOpened(lineKey(own))}
              >
                {OKONOMI.amounts.seeWhy}
              </button>
            </p>
          ) : (
            <p class="ds-paragraph">{OKONOMI.amounts.lead}</p>
          )}
          <AmountsTable run={answer} reader={reader} opened={opened} onOpen={(line) => setOpened(lineKey(line))} />
          {openedLine && (
            <ExplainLine
              key={lineKey(openedLine)}
              run={answer}
              line={openedLine}
              reader={reader}
              names={names}
              onClose={() => {
                setOpened(undefined)
                document.getElementById(openerId(openedLine))?.focus()
              }}
              onDisputed={refresh}
            />
          )}
          <p class="ds-paragraph">{OKONOMI.amounts.means}</p>
          <AmountsPicture lines={answer.lines} />
        </section>
      )}
      {answer && <Betalingsplikt run={answer} names={names} />}
      {answer && <Completeness completeness={answer.completeness} isHost={reader.isHost} names={names} />}
      {reader.isHost && (answer || isNotRun) && <BookCost at={{ agreementId, month }} run={answer} onRun={renew} />}
      {answer && reader.isHost && answer.state === 'draft' && seen !== undefined && (
        <LockMonth
          run={answer}
          seenHash={seen}
          onLocked={renew}
          onRunAgain={() => compute.start({ ...ask, body: {} })}
        />
      )}
      {answer && reader.partyId !== undefined && isParty(answer, reader.partyId) && (
        <ApproveMonth run={answer} partyId={reader.partyId} onApproved={renew} />
      )}
      {!reader.isHost && isOpen && <HostContact names={names} />}
      {answer && <Files run={answer} reader={reader} host={names.host?.partyId} />}
      {answer && <Disputes run={answer} reader={reader} onChange={refresh} />}
      {answer && <WhatIf run={answer} />}
    </div>
  )
}

/** What stands on the page, and first of all what is in the way: the page is long, and a month has an end. */
function partsOf(run: Run, { isHost, partyId }: Reader): readonly (readonly [id: string, label: string])[] {
  const { toPart } = words
  const open = run.disputes.filter(({ state }) => state === 'open').length
  return [
    ['belop', toPart.amounts],
    ['komplett', toPart.complete(run.completeness.causes.length)],
    ...(isHost ? [['kostnad', toPart.cost] as const] : []),
    ...(isHost && run.state === 'draft' ? [['las', toPart.lock] as const] : []),
    ...(partyId !== undefined && isParty(run, partyId) ? [['godkjenn', toPart.approve] as const] : []),
    ['filer', toPart.files],
    ['innsigelser', toPart.disputes(open)],
    ['hva-om', toPart.whatIf],
  ]
}

/** A guest pays, and approves nothing. */
const isParty = ({ lines }: Run, partyId: string): boolean =>
  lines.some((line) => line.partyId === partyId && !line.guest)

const Standing = ({ run }: { readonly run: Run }) => (
  <>
    <p class="ds-paragraph" role="status">
      {words.computedAt(moment(run.computedAt))} {run.lockedAt && words.lockedAt(moment(run.lockedAt))}{' '}
      {run.approvals.length > 0 && words.approvedBy(run.approvals.map(({ partyId }) => partyName(partyId)).join(', '))}
    </p>
    <details class="hash">
      <summary>
        {words.hash}: <code>{run.resultHash.slice(0, 12)}</code>
      </summary>
      <p class="ds-paragraph">{words.hashMeans}</p>
      <code>{run.resultHash}</code>
    </details>
  </>
)
