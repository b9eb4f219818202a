import { TEXT } from '../i18n/nb.ts'
import type { Row } from './ask.ts'
import { StatusShape } from './status-mark.tsx'

const words = TEXT.amk

/** Towns to find one's way by; the drawing has no coast. */
const TOWNS = [
  ['Mo i Rana', 66.31, 14.14],
  ['Bodø', 67.28, 14.4],
  ['Narvik', 68.44, 17.43],
  ['Tromsø', 69.65, 18.96],
  ['Alta', 69.97, 23.27],
  ['Kirkenes', 69.73, 30.05],
] as const

const WIDTH = 720
const MARGIN = 44
/** A degree of longitude is so much shorter than one of latitude this far north. */
const NARROWING = 0.37

type Props = {
  readonly rows: readonly Row[]
  readonly selected: string | undefined
  readonly kommune: string | null
  readonly kommuneName: string | undefined
  readonly onSelect: (unitId: string) => void
}

/** The same rows as the list, where they lie. A help for the eye alone: everything in it is said in the list. */
export function RegionDrawing({ rows, selected, kommune, kommuneName, onSelect }: Props) {
  if (rows.length === 0) return null
  const place = projection(rows)
  const best = rows.slice(0, 3).map(({ unitId }) => unitId)
  const home = rows.find((row) => row.kommune === kommune)
  const chosen = rows.find(({ unitId }) => unitId === selected)
  return (
    <svg class="region" viewBox={`0 0 ${WIDTH} ${place.height}`} aria-hidden="true" focusable="false">
      {TOWNS.map(([name, lat, lon]) => {
        const { x, y } = place.at(lat, lon)
        return place.holds(x, y) ? (
          <text key={name} class="region-town" x={x} y={y + 34}>
            {name}
          </text>
        ) : null
      })}
      {home && chosen && chosen !== home && (
        <path class="region-way" d={lineBetween(place.at(home.lat, home.lon), place.at(chosen.lat, chosen.lon))} />
      )}
      {rows.toReversed().map((row) => {
        const { x, y } = place.at(row.lat, row.lon)
        const size = row.unitId === selected ? 1.5 : best.includes(row.unitId) ? 1.15 : 0.8
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the list has the same for every other way in
          <g key={row.unitId} class="region-unit" onClick={() => onSelect(row.unitId)}>
            <title>{row.name}</title>
            {row.unitId === selected && <circle class="region-ring" cx={x} cy={y} r="21" />}
            <g transform={`translate(${x} ${y}) scale(${size}) translate(-10 -10)`}>
              <rect x="-4" y="-4" width="28" height="28" fill="transparent" />
              <StatusShape status={row.status} />
            </g>
          </g>
        )
      })}
      {home && kommuneName && (
        <text class="region-home" x={place.at(home.lat, home.lon).x} y={place.at(home.lat, home.lon).y - 26}>
          {words.patientIn(kommuneName)}
        </text>
      )}
    </svg>
  )
}

type Point = { readonly x: number; readonly y: number }
const lineBetween = (a: Point, b: Point): string => `M${a.x} ${a.y}L${b.x} ${b.y}`

/** Degrees to the drawing's points, so that all units just fit. */
function projection(rows: readonly Row[]) {
  const [lats, lons] = [rows.map(({ lat }) => lat), rows.map(({ lon }) => lon)]
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)]
  const perDegree = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max((east - west) * NARROWING, 0.2),
    700 / Math.max(north - south, 0.2),
  )
  const height = Math.round((north - south) * perDegree) + 2 * MARGIN
  const round = (value: number): number => Math.round(value * 10) / 10
  return {
    height,
    at: (lat: number, lon: number): Point => ({
      x: round(MARGIN + (lon - west) * NARROWING * perDegree),
      y: round(MARGIN + (north - lat) * perDegree),
    }),
    holds: (x: number, y: number): boolean => x > 0 && x < WIDTH - MARGIN && y > 0 && y < height,
  }
}
