import type { AnswerOf } from '../../../lib/contract/routes.ts'
import { TIDSLINJE } from '../../i18n/nb-trekkspill.ts'
import { instantsOf } from '../../i18n/oslo-time.ts'
import { bedName } from '../../parts/bed-name.ts'
import { signsAmong } from '../parties-of.ts'
import { PartyChip, toneName } from '../party-chip.tsx'
import { datesOf } from './periods.ts'

const words = TIDSLINJE
type Use = AnswerOf<'show-use'>
const ROW = 30
const BAR = 22
const HEAD = 22
/** Where less than this much of the picture is left for a bar, its letters would stand outside it. */
const LEAST_FOR_LETTERS = 3.2
/** More days than this stand too close for each to have its name. */
const MOST_NAMED = 10

type Props = { readonly use: Use; readonly parties: readonly string[] }

/** Beds downwards, time to the right, and whose patient lay there by letters and colour. The table says the same. */
export function UsePicture({ use, parties }: Props) {
  const { beds, spans } = use
  const signOf = signsAmong(parties)
  const [start, end] = [Date.parse(use.from), endOf(use)]
  const x = (ms: number): number => (100 * (ms - start)) / (end - start)
  const height = HEAD + beds.length * ROW
  const dates = datesOf(use)
  return (
    <figure class="use-picture">
      <figcaption>
        <h2 class="ds-heading" data-size="xs">
          {words.picture}
        </h2>
        <p>{words.twin}</p>
        <ul class="use-legend">
          {parties.map((partyId) => (
            <li key={partyId}>
              <PartyChip partyId={partyId} sign={signOf(partyId)} />
            </li>
          ))}
        </ul>
      </figcaption>
      <div class="use-drawing">
        <ol class="use-beds">
          {beds.map(({ bedId }) => (
            <li key={bedId}>{bedName(bedId)}</li>
          ))}
        </ol>
        <svg height={height} width="100%" aria-hidden="true">
          {dates.map((date, i) => {
            const [midnight = ''] = instantsOf(`${date}T00:00`)
            const at = x(Date.parse(midnight))
            return (
              <g key={date}>
                <line class="grid" x1={`${at}%`} x2={`${at}%`} y1="0" y2={height} />
                {(dates.length <= MOST_NAMED || i % 7 === 0) && (
                  <text class="date" x={`${at + 0.4}%`} y={HEAD - 7}>
                    {date.slice(8)}.{date.slice(5, 7)}.
                  </text>
                )}
              </g>
            )
          })}
          {dates.length === 1 &&
            HOURS.map((hour) => {
              const [instant = ''] = instantsOf(`${use.fom}T${hour}:00`)
              return (
                <g key={hour}>
                  <line
                    class="grid"
                    x1={`${x(Date.parse(instant))}%`}
                    x2={`${x(Date.parse(instant))}%`}
                    y1={HEAD}
                    y2={height}
                  />
                  <text class="date" x={`${x(Date.parse(instant)) + 0.4}%`} y={HEAD - 7}>
                    {hour}
                  </text>
                </g>
              )
            })}
          {beds.map(({ bedId }, row) => (
            <line key={bedId} class="grid" x1="0" x2="100%" y1={HEAD + row * ROW} y2={HEAD + row * ROW} />
          ))}
          {spans.map(({ bedId, partyId, from, until }) => {
            const y = HEAD + beds.findIndex((bed) => bed.bedId === bedId) * ROW + (ROW - BAR) / 2
            const [left, right] = [x(Date.parse(from)), x(until === null ? Date.parse(use.until) : Date.parse(until))]
            return (
              <g key={`${bedId} ${from}`} data-color={toneName(signOf(partyId).tone)}>
                <rect
                  class="span"
                  x={`${left}%`}
                  width={`${Math.max(0.15, right - left)}%`}
                  y={y}
                  height={BAR}
                  rx="3"
                />
                {right - left > LEAST_FOR_LETTERS && (
                  <text class="letters" x={`${left + 0.5}%`} y={y + BAR - 6}>
                    {signOf(partyId).letters}
                  </text>
                )}
              </g>
            )
          })}
          <line
            class="now"
            x1={`${x(Date.parse(use.until))}%`}
            x2={`${x(Date.parse(use.until))}%`}
            y1={HEAD}
            y2={height}
          />
        </svg>
      </div>
    </figure>
  )
}

const HOURS = ['03', '06', '09', '12', '15', '18', '21'] as const

/** The period to its end, also where that has not come yet. */
function endOf({ tom }: Use): number {
  const next = new Date(Date.parse(`${tom}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  return Date.parse(instantsOf(`${next}T00:00`)[0] ?? '')
}
