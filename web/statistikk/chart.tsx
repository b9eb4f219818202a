import type { ComponentChildren } from 'preact'
import { norwegian } from '../../lib/documents/norwegian-text.ts'
import type { Chart } from './figure.ts'

const HEIGHT = 238
/** Room for what the axis counts, above its highest number. */
const TOP = 30
const FOOT = 24
/** Percent of the width: room for the numbers of the axis, also on a phone. */
const LEFT = 9

/** The picture of a figure. The table beside it says the same, so a screen reader is told only what it is a picture of. */
export function ChartOf({ chart, label }: { readonly chart: Chart; readonly label: string }) {
  switch (chart.kind) {
    case 'bars':
      return <Bars bars={chart.bars} />
    case 'columns': {
      const most = Math.max(chart.mark, ...chart.points.map(({ value }) => value ?? 0))
      return (
        <Plot
          label={label}
          axis={chart.axis}
          most={most}
          mark={chart.mark}
          dates={chart.points.map((each) => each.label)}
        >
          {chart.points.map(({ label: date, value }, i) => (
            <Column key={date} i={i} of={chart.points.length} most={most} values={[value ?? 0]} />
          ))}
        </Plot>
      )
    }
    case 'stack': {
      const most = Math.max(1, ...chart.points.map(({ values }) => values.reduce((sum, value) => sum + value, 0)))
      return (
        <>
          <ul class="legend">
            {chart.series.map((name, i) => (
              <li key={name}>
                <svg class="swatch" aria-hidden="true">
                  <rect class={`series series-${i}`} width="100%" height="100%" />
                </svg>
                {name}
              </li>
            ))}
          </ul>
          <Plot label={label} axis={chart.axis} most={most} dates={chart.points.map((each) => each.label)}>
            {chart.points.map(({ label: date, values }, i) => (
              <Column key={date} i={i} of={chart.points.length} most={most} values={values} />
            ))}
          </Plot>
        </>
      )
    }
  }
}

type PlotProps = {
  readonly label: string
  readonly axis: string
  readonly most: number
  /** A line across, such as a hundred percent. */
  readonly mark?: number
  readonly dates: readonly string[]
  readonly children: ComponentChildren
}

function Plot({ label, axis, most, mark, dates, children }: PlotProps) {
  const ticks = [0, 0.5, 1].map((part) => Math.round(most * part))
  const shownDates = [0, Math.floor((dates.length - 1) / 2), dates.length - 1]
  return (
    <svg class="plot" role="img" aria-label={label} height={HEIGHT}>
      {[...new Set(ticks)].map((tick) => (
        <g key={tick}>
          <line class="grid" x1={`${LEFT}%`} x2="100%" y1={heightOf(tick, most)} y2={heightOf(tick, most)} />
          <text class="tick" x={`${LEFT - 1}%`} y={heightOf(tick, most) + 4} text-anchor="end">
            {norwegian(String(tick))}
          </text>
        </g>
      ))}
      <text class="tick" x="0" y="12">
        {axis}
      </text>
      {children}
      {mark !== undefined && (
        <line class="mark-line" x1={`${LEFT}%`} x2="100%" y1={heightOf(mark, most)} y2={heightOf(mark, most)} />
      )}
      {[...new Set(shownDates)].map((i) => (
        <text
          key={i}
          class="tick"
          x={i === 0 ? `${LEFT}%` : i === dates.length - 1 ? '100%' : '50%'}
          y={HEIGHT - 6}
          text-anchor={i === 0 ? 'start' : i === dates.length - 1 ? 'end' : 'middle'}
        >
          {dates[i]}
        </text>
      ))}
    </svg>
  )
}

const heightOf = (value: number, most: number): number => TOP + (HEIGHT - TOP - FOOT) * (1 - value / most)

/** One date: its values on top of each other. */
function Column({
  i,
  of,
  most,
  values,
}: {
  readonly i: number
  readonly of: number
  readonly most: number
  readonly values: readonly number[]
}) {
  const slot = (100 - LEFT) / of
  let below = 0
  return (
    <>
      {values.map((value, series) => {
        const from = below
        below += value
        const top = heightOf(below, most)
        return (
          <rect
            key={`${i} ${series + 0}`}
            class={`series series-${series}`}
            x={`${LEFT + slot * (i + 0.1)}%`}
            width={`${slot * 0.8}%`}
            y={top}
            height={Math.max(0, heightOf(from, most) - top)}
          />
        )
      })}
    </>
  )
}

const MOST_BARS = 12

function Bars({ bars }: { readonly bars: Extract<Chart, { kind: 'bars' }>['bars'] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0))
  return (
    <ul class="count-bars">
      {bars.slice(0, MOST_BARS).map(({ label, value, shown }) => (
        <li key={label}>
          <span>{label}</span>
          <span class="number">{shown}</span>
          <svg aria-hidden="true">
            <rect class="series series-0" width={`${(100 * (value ?? 0)) / most}%`} height="100%" />
          </svg>
        </li>
      ))}
    </ul>
  )
}
