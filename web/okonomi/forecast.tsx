import type { ComponentChildren } from 'preact'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { kroner, monthText, norwegian } from '../../lib/documents/norwegian-text.ts'
import { usePolled } from '../api/use-polled.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { lineName } from './amounts-table.tsx'
import { lineKey, UNHURRIED_MS } from './run.ts'

type Row = AnswerOf<'forecast-year'>['parties'][number]
const words = OKONOMI.forecast

/** What the year comes to for each party if the rest of it is like what has been, and between what. */
export function Forecast({
  agreementId,
  year,
  empty = null,
}: {
  readonly agreementId: string
  readonly year: string
  /** What is said where no month has been run. */
  readonly empty?: ComponentChildren
}) {
  const { answer } = usePolled('forecast-year', { params: { agreementId }, query: { year } }, { everyMs: UNHURRIED_MS })
  if (answer?.months.length === 0) return <>{empty}</>
  if (!answer) return null
  // The service gives no span where the months are too few for one.
  const isUncertain = answer.parties.some(({ lowOre }) => lowOre === null)
  const forecastLabel = isUncertain ? words.uncertainForecast : words.forecast
  const drafts = answer.months.filter(({ state }) => state === 'draft')
  const most = Math.max(1, ...answer.parties.flatMap(({ highOre, forecastOre }) => [highOre ?? 0, forecastOre]))
  return (
    <section aria-labelledby="aaret-tittel">
      <h2 class="ds-heading" data-size="sm" id="aaret-tittel">
        {words.title(year)}
      </h2>
      {isUncertain && (
        <p class="ds-alert" data-color="warning">
          {words.uncertain(answer.months.length)}
        </p>
      )}
      <p class="ds-paragraph">
        {words.basis(textOf(answer.months), answer.months.length, answer.remaining)}{' '}
        {drafts.length > 0 && words.drafts(textOf(drafts))} {answer.definition}
      </p>
      <table class="figures stacked" data-uncertain={isUncertain ? '' : undefined}>
        <caption class="ds-sr-only">{words.title(year)}</caption>
        <thead>
          <tr>
            <th scope="col">{OKONOMI.amounts.party}</th>
            <th scope="col" class="number">
              {words.soFar}
            </th>
            <th scope="col" class="number">
              {forecastLabel}
            </th>
            <th scope="col" class="number">
              {words.between}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {answer.parties.map((row) => (
            <tr key={lineKey(row)}>
              <th scope="row">{lineName(row)}</th>
              <td data-label={words.soFar} class="number">
                {kroner(row.soFarOre)}
              </td>
              <td data-label={forecastLabel} class="number total">
                {about(row.forecastOre)}
              </td>
              <td data-label={words.between} class="number">
                {spanText(row)}
              </td>
              <td class="span-cell">
                <Span row={row} most={most} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const textOf = (months: readonly { readonly month: string }[]): string =>
  months.map(({ month }) => monthText(month)).join(', ')

/** To the nearest thousand kroner: nobody knows a year to the øre. */
const about = (ore: number): string => norwegian(String(Math.round(ore / 100_000) * 1000))

const spanText = ({ lowOre, highOre }: Row): string =>
  lowOre === null || highOre === null ? words.noSpan : words.span(about(lowOre), about(highOre))

/** The same as the row's figures: so far as a bar, the span as a line, the forecast as a mark. */
function Span({ row, most }: { readonly row: Row; readonly most: number }) {
  const percent = (ore: number) => `${Math.max(0, (100 * ore) / most)}%`
  const { soFarOre, forecastOre, lowOre, highOre } = row
  return (
    <svg class="span" aria-hidden="true">
      <rect class="bar fixed" x="0" y="6" height="8" width={percent(soFarOre)} />
      {lowOre !== null && highOre !== null && (
        <line class="zero" x1={percent(lowOre)} x2={percent(highOre)} y1="10" y2="10" />
      )}
      <line class="mark" x1={percent(forecastOre)} x2={percent(forecastOre)} y1="3" y2="17" />
    </svg>
  )
}
