import type { AnswerOf } from '../../lib/contract/routes.ts'
import { kroner, monthText } from '../../lib/documents/norwegian-text.ts'
import { usePolled } from '../api/use-polled.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { ConnectionState } from '../parts/connection-state.tsx'
import { Link } from '../parts/link.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { partyName } from '../parts/party.ts'
import { Refusal } from '../parts/refusal.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { goTo } from '../shell/route.ts'
import { Forecast } from './forecast.tsx'
import { HostContact } from './host-contact.tsx'
import { monthAt, withUntouched } from './months.ts'
import { type Reader, readerNow } from './reader.ts'
import { pathOfMonth, UNHURRIED_MS } from './run.ts'
import { StateTag } from './state-tag.tsx'
import { useNames } from './unit-names.tsx'

type Row = AnswerOf<'list-avregninger'>['months'][number]
const words = OKONOMI.months

/** Every month and where it stands, and what the reader is to do about it. */
export function MonthsPage({ agreementId }: { readonly agreementId: string }) {
  const reader = readerNow()
  const ask = { params: { agreementId } }
  const names = useNames(agreementId)
  const { answer, problem, connection, heardAt } = usePolled('list-avregninger', ask, { everyMs: UNHURRIED_MS })
  const run = useIntent('run-avregning', ({ month }) => goTo(pathOfMonth({ agreementId, month })))
  const rows = answer && (reader.isHost ? withUntouched(answer.months, monthAt(Date.now())) : answer.months)
  return (
    <div class="desk">
      <h1 class="ds-heading" data-size="lg">
        {words.title}
      </h1>
      <p class="ds-paragraph">{words.lead}</p>
      <ConnectionState connection={connection} heardAt={heardAt} />
      {problem && <Refusal problem={problem} />}
      <Outcome standing={run.standing} sending={words.running} />
      {rows && (
        <table class="figures stacked">
          <caption class="ds-sr-only">{words.title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.month}</th>
              <th scope="col">{words.state}</th>
              <th scope="col" class="number">
                {words.cost}
              </th>
              <th scope="col">{words.approved}</th>
              <th scope="col" class="number">
                {words.disputes}
              </th>
              <th scope="col">{words.next}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.month}>
                <th scope="row">
                  <Link to={pathOfMonth({ agreementId, month: row.month })}>{monthText(row.month)}</Link>
                </th>
                <td data-label={words.state}>
                  <StateTag state={row.state} />
                </td>
                <td data-label={words.cost} class="number">
                  {row.costOre === null ? words.notBooked : kroner(row.costOre)}
                </td>
                <td data-label={words.approved}>
                  <span title={row.approvedBy.map(partyName).join(', ')}>{words.parties(row.approvedBy.length)}</span>
                </td>
                <td data-label={words.disputes} class="number">
                  {row.openDisputes}
                </td>
                <td data-label={words.next} class="wide">
                  {reader.isHost && row.state === 'not-run' ? (
                    <button
                      type="button"
                      class="ds-button"
                      data-size="sm"
                      data-variant="secondary"
                      onClick={() => run.start({ params: { agreementId, month: row.month }, body: {} })}
                    >
                      {words.run(monthText(row.month))}
                    </button>
                  ) : (
                    <>
                      {nextOf(row, reader)}
                      {row.correctedMonths.length > 0 && (
                        <> {words.corrects(row.correctedMonths.map(monthText).join(', '))}</>
                      )}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!reader.isHost && <HostContact names={names} />}
      <Forecast agreementId={agreementId} year={monthAt(Date.now()).slice(0, 4)} />
    </div>
  )
}

function nextOf({ state, approvedBy }: Row, { isHost, partyId }: Reader): string {
  if (isHost) return OKONOMI.next.host[state]
  const hasApproved = partyId !== undefined && approvedBy.includes(partyId)
  return state === 'locked' && hasApproved ? OKONOMI.next.approvedByYou : OKONOMI.next.party[state]
}
