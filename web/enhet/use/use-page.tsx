import { useState } from 'preact/hooks'
import type { AnswerOf } from '../../../lib/contract/routes.ts'
import { saveFile } from '../../api/download.ts'
import { serviceTime } from '../../api/service-clock.ts'
import { usePolled } from '../../api/use-polled.ts'
import { word } from '../../i18n/nb.ts'
import { TIDSLINJE } from '../../i18n/nb-trekkspill.ts'
import { moment } from '../../i18n/time.ts'
import { bedName } from '../../parts/bed-name.ts'
import { Choices } from '../../parts/choices.tsx'
import { ConnectionState } from '../../parts/connection-state.tsx'
import { partyName } from '../../parts/party.ts'
import { Refusal } from '../../parts/refusal.tsx'
import { norwegianCsv } from '../../statistikk/norwegian-csv.ts'
import type { UnitPageProps } from '../pages.ts'
import { LENGTHS, type Length, periodAt } from './periods.ts'
import { UsePicture } from './use-picture.tsx'
import '../board.css'
import '../../parts/fields.css'
import './use.css'

const words = TIDSLINJE
const EVERY_MS = 60_000
type Use = AnswerOf<'show-use'>

/** The accordion: who used the beds, day by day, and what became of the guarantees. */
export function UsePage({ unitId }: UnitPageProps) {
  const [length, setLength] = useState<Length>('7')
  const [back, setBack] = useState(0)
  const period = periodAt(serviceTime(Date.now()), length, back)
  const { answer, problem, connection, heardAt } = usePolled(
    'show-use',
    { params: { unitId }, query: period },
    { everyMs: EVERY_MS },
  )
  return (
    <div class="use">
      <div class="use-head">
        <h1 class="ds-heading" data-size="sm">
          {words.title}
        </h1>
        <ConnectionState connection={connection} heardAt={heardAt} />
      </div>
      <p>{words.lead}</p>
      <div class="use-period">
        <Choices
          legend={words.length}
          options={LENGTHS.map((value) => ({ value, label: words.lengths[value] }))}
          value={length}
          onChosen={(chosen) => {
            setLength(chosen)
            setBack(0)
          }}
        />
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => setBack(back + 1)}>
          {words.earlier}
        </button>
        <button
          type="button"
          class="ds-button"
          data-variant="secondary"
          aria-disabled={back === 0}
          onClick={() => setBack(Math.max(0, back - 1))}
        >
          {words.later}
        </button>
        <p role="status">
          <strong>{words.period(dateText(period.fom), dateText(period.tom))}</strong>
        </p>
      </div>
      {problem && <Refusal problem={problem} />}
      {answer && <Shown use={answer} />}
    </div>
  )
}

function Shown({ use }: { readonly use: Use }) {
  if (use.spans.length === 0 && use.groups.length === 0) return <p>{words.nothing}</p>
  return (
    <>
      <UsePicture use={use} parties={use.parties.map(({ partyId }) => partyId)} />
      <h2 class="ds-heading" data-size="xs">
        {words.guarantee}
      </h2>
      {use.groups.some(({ guaranteedMinutes }) => guaranteedMinutes > 0) ? (
        <>
          <p>{words.guaranteeNote}</p>
          <Rows
            caption={words.guarantee}
            head={[words.group, words.guaranteed, words.within, words.beyond, words.share]}
            rows={use.groups.map(({ group, guaranteedMinutes, withinMinutes, beyondMinutes }) => [
              group,
              days(guaranteedMinutes),
              days(withinMinutes),
              days(beyondMinutes),
              guaranteedMinutes === 0 ? '–' : `${Math.round((100 * withinMinutes) / guaranteedMinutes)} %`,
            ])}
          />
        </>
      ) : (
        <p>{words.none}</p>
      )}
      <h2 class="ds-heading" data-size="xs">
        {words.parties}
      </h2>
      <Rows
        caption={words.parties}
        head={[words.party, words.group, words.used, words.hours]}
        rows={use.parties.map(({ partyId, group, usedMinutes }) => [
          partyName(partyId),
          group ?? words.guest,
          days(usedMinutes),
          Math.round(usedMinutes / 60).toLocaleString('nb-NO'),
        ])}
      />
      <details>
        <summary>
          {words.spans} ({use.spans.length})
        </summary>
        <Rows caption={words.spans} head={SPAN_HEAD} rows={spanRows(use)} />
      </details>
      <button
        type="button"
        class="ds-button"
        data-variant="secondary"
        onClick={() =>
          saveFile(
            new Blob(
              [norwegianCsv({ columns: SPAN_HEAD.map((label) => ({ label, isNumber: false })), rows: spanRows(use) })],
              {
                type: 'text/csv',
              },
            ),
            words.fileName(use.fom, use.tom),
          )
        }
      >
        {words.download}
      </button>
    </>
  )
}

const SPAN_HEAD: readonly string[] = [words.bed, words.party, words.service, words.from, words.until]
const spanRows = ({ spans }: Use): readonly (readonly string[])[] =>
  spans.map(({ bedId, partyId, service, from, until }) => [
    bedName(bedId),
    partyName(partyId),
    word(service),
    moment(from),
    until === null ? words.still : moment(until),
  ])

type RowsProps = {
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const Rows = ({ caption, head, rows }: RowsProps) => (
  <div class="use-table">
    <table>
      <caption class="ds-sr-only">{caption}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join(' ')}>
            {row.map((text, i) =>
              i === 0 ? (
                <th key={head[i]} scope="row">
                  {text}
                </th>
              ) : (
                <td key={head[i]}>{text}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const days = (minutes: number): string => (minutes / 1440).toLocaleString('nb-NO', { maximumFractionDigits: 1 })
const dateText = (date: string): string => `${Number(date.slice(8))}.${Number(date.slice(5, 7))}.${date.slice(0, 4)}`
