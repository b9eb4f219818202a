import { word } from '../i18n/nb.ts'
import { memo } from '../parts/memo.ts'
import type { Row } from './ask.ts'
import { COAST } from './coast.ts'
import { type Place, placesOf } from './places.ts'
import { STATUS_LETTERS, StatusShape } from './status-mark.tsx'

/** Towns to find one's way by. */
const TOWNS = [
  ['Mo i Rana', 66.31, 14.14],
  ['Bodø', 67.28, 14.4],
  ['Narvik', 68.44, 17.43],
  ['Tromsø', 69.65, 18.96],
  ['Alta', 69.97, 23.27],
  ['Hammerfest', 70.66, 23.68],
  ['Kirkenes', 69.73, 30.05],
] as const

/** Where there are more, only the best and the chosen one have room for a letter. */
const MOST_LETTERS = 90
const BEST = 3

type Props = {
  readonly rows: readonly Row[]
  readonly selected: string | undefined
  /** Where the patient is, and what that is called. */
  readonly kommune: string | undefined
  readonly name: string | undefined
  readonly onSelect: (unitId: string) => void
}

/** The same rows as the list, where they lie. A help for the eye alone: everything in it is said in the list. */
export function RegionDrawing({ rows, selected, kommune, name, onSelect }: Props) {
  if (rows.length === 0) return null
  const places = placesOf(rows)
  const home = rows.find((row) => row.kommune === kommune)
  const chosen = rows.find(({ unitId }) => unitId === selected)
  const [start, end] = [home && places.at(home), chosen && places.at(chosen)]
  return (
    <figure class="region" aria-hidden="true">
      <svg
        viewBox={`0 0 ${places.width} ${places.height}`}
        focusable="false"
        aria-hidden="true"
        onClick={({ target }) => {
          const unitId = target instanceof Element && target.closest('[data-unit]')?.getAttribute('data-unit')
          if (unitId) onSelect(unitId)
        }}
      >
        <Land rows={rows} />
        {start && end && start !== end && <path class="region-way" d={`M${start.x} ${start.y}L${end.x} ${end.y}`} />}
        <Units rows={rows} />
        <Towns rows={rows} />
        {chosen && end && (
          <>
            <circle class="region-ring" cx={end.x} cy={end.y} r="23" />
            <Unit row={chosen} at={end} size={1.5} hasLetter />
          </>
        )}
        {start && name && (
          <text class="region-home" x={start.x} y={start.y - 30}>
            {name}
          </text>
        )}
      </svg>
      <figcaption>
        {STATUS_LETTERS.map(({ status, letter }) => (
          <span key={status}>
            <b>{letter}</b> {word(status)}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

const Land = memo(({ rows }: { readonly rows: readonly Row[] }) => {
  return <path class="region-land" d={COAST} transform={placesOf(rows).fromHundredths} />
})

const Towns = memo(({ rows }: { readonly rows: readonly Row[] }) => {
  const places = placesOf(rows)
  return (
    <>
      {TOWNS.map(([town, lat, lon]) => {
        const { x, y } = places.at({ lat, lon })
        return (
          places.holds(x, y) && (
            <text key={town} class="region-town" x={x} y={y + 38}>
              {town}
            </text>
          )
        )
      })}
    </>
  )
})

/** The best lie on top. */
const Units = memo(({ rows }: { readonly rows: readonly Row[] }) => {
  const places = placesOf(rows)
  const isRoomy = rows.length <= MOST_LETTERS
  return (
    <>
      {rows
        .map((row, i) => (
          <Unit
            key={row.unitId}
            row={row}
            at={places.at(row)}
            size={i < BEST ? 1.25 : isRoomy ? 1 : 0.7}
            hasLetter={isRoomy || i < BEST}
          />
        ))
        .toReversed()}
    </>
  )
})

type UnitProps = { readonly row: Row; readonly at: Place; readonly size: number; readonly hasLetter: boolean }

const Unit = ({ row, at, size, hasLetter }: UnitProps) => (
  <g
    class="region-unit"
    data-unit={row.unitId}
    transform={`translate(${at.x} ${at.y}) scale(${size}) translate(-10 -10)`}
  >
    <title>{row.name}</title>
    <rect x="-4" y="-4" width="28" height="28" fill="transparent" />
    <StatusShape status={row.status} hasLetter={hasLetter} />
  </g>
)
