import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { feature } from 'topojson-client'

/** Countries by their ISO 3166 number, as the atlas names them. */
const NORWAY = '578'
/** The mainland and its islands; Svalbard, Jan Mayen and Bouvetøya have no kommuner. */
const MAINLAND = { south: 57, north: 72, west: 3, east: 32 } as const
/** A drawing to find one's way by needs no more: about a kilometre. */
const STEPS_PER_DEGREE = 100
/** How far a point may lie from the line that replaces it, and the smallest islands that are drawn, in steps. */
const MOST_OFF = 2
const LEAST_AREA = 14
/** A degree of longitude is so much shorter than one of latitude this far north. */
const NARROWING = 0.4

type Point = readonly [x: number, y: number]

/** `web/amk/coast.ts`: Norway's coast and borders as one path, from Natural Earth. The same bytes each time. */
export function coastFile(): string {
  const rings = readRings()
    .filter(isMainland)
    .map((ring) => ring.map(([lon, lat]): Point => [steps(lon), steps(lat)]))
    .filter((ring) => areaOf(ring) >= LEAST_AREA)
    .map(simplified)
    .filter((ring) => ring.length > 3)
    .toSorted((a, b) => areaOf(b) - areaOf(a))
  return `/**
 * Norway's coast and borders, much simplified: an SVG path in hundredths of degrees east and north.
 * Made by \`npm run docs\` from Natural Earth (1:10 m, public domain, naturalearthdata.com) as in the package world-atlas.
 */
export const COAST =
  '${rings.map(pathOf).join('')}'
`
}

function readRings(): readonly (readonly Point[])[] {
  const file = fileURLToPath(import.meta.resolve('world-atlas/countries-10m.json'))
  const atlas: Parameters<typeof feature>[0] = JSON.parse(readFileSync(file, 'utf8'))
  const countries = atlas.objects['countries']
  if (countries?.type !== 'GeometryCollection') throw new Error('the atlas has no countries')
  const norway = countries.geometries.find(({ id }) => id === NORWAY)
  if (norway?.type !== 'MultiPolygon') throw new Error('the atlas has no Norway')
  const { geometry } = feature(atlas, norway)
  if (geometry.type !== 'MultiPolygon') throw new Error('Norway is more than one piece of land')
  return geometry.coordinates.flatMap(([outer = []]) => [outer.map(([lon = 0, lat = 0]): Point => [lon, lat])])
}

const isMainland = (ring: readonly Point[]): boolean =>
  ring.every(([lon, lat]) => lat > MAINLAND.south && lat < MAINLAND.north && lon > MAINLAND.west && lon < MAINLAND.east)

const steps = (degrees: number): number => Math.round(degrees * STEPS_PER_DEGREE)

/** The shoelace formula. */
function areaOf(ring: readonly Point[]): number {
  let sum = 0
  for (const [i, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [x, y]
    sum += x * nextY - nextX * y
  }
  return Math.abs(sum / 2) * NARROWING
}

/** Douglas and Peucker: a point goes where the line without it is near enough. */
function simplified(line: readonly Point[]): readonly Point[] {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last || line.length < 3) return line
  const offs = line.map((point) => distance(point, first, last))
  const farthest = offs.indexOf(Math.max(...offs))
  if ((offs[farthest] ?? 0) <= MOST_OFF) return [first, last]
  return [...simplified(line.slice(0, farthest + 1)).slice(0, -1), ...simplified(line.slice(farthest))]
}

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [(bx - ax) * NARROWING, by - ay]
  const [px, py] = [(x - ax) * NARROWING, y - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length))
  return Math.hypot(px - along * dx, py - along * dy)
}

/** From the first point step by step, and back: the last is the first again. */
function pathOf(ring: readonly Point[]): string {
  const [[x, y] = [0, 0], ...rest] = ring.slice(0, -1)
  let [fromX, fromY] = [x, y]
  const moves = rest.map(([toX, toY]) => {
    const move = [toX - fromX, toY - fromY]
    ;[fromX, fromY] = [toX, toY]
    return move.join(' ').replace(' -', '-')
  })
  return `M${x} ${y}l${moves.join(' ').replaceAll(' -', '-')}z`
}
