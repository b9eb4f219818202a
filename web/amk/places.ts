export type Degrees = { readonly lat: number; readonly lon: number }
/** A point of the drawing. */
export type Place = { readonly x: number; readonly y: number }

const WIDTH = 720
const MOST_HEIGHT = 860
const MARGIN = 52
/** A degree of longitude is so much shorter than one of latitude, seen from the middle of what is drawn. */
const narrowingAt = (lat: number): number => Math.cos((lat * Math.PI) / 180)
/** A single unit is shown with some land around it. */
const LEAST_DEGREES = 0.4

/** Degrees to the drawing's points, so that all that is given just fits. */
export function placesOf(all: readonly Degrees[]) {
  const [lats, lons] = [all.map(({ lat }) => lat), all.map(({ lon }) => lon)]
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)]
  const narrowing = narrowingAt((south + north) / 2)
  const perLat = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max((east - west) * narrowing, LEAST_DEGREES),
    (MOST_HEIGHT - 2 * MARGIN) / Math.max(north - south, LEAST_DEGREES),
  )
  const perLon = perLat * narrowing
  const height = Math.round(Math.max(north - south, LEAST_DEGREES) * perLat + 2 * MARGIN)
  // What is narrower than the drawing stands in its middle.
  const left = (WIDTH - (east - west) * perLon) / 2
  const top = (height - (north - south) * perLat) / 2
  const round = (value: number): number => Math.round(value * 10) / 10
  return {
    width: WIDTH,
    height,
    at: ({ lat, lon }: Degrees): Place => ({
      x: round(left + (lon - west) * perLon),
      y: round(top + (north - lat) * perLat),
    }),
    holds: (x: number, y: number): boolean => x > 0 && x < WIDTH - MARGIN && y > 0 && y < height - MARGIN,
    /** For a path in hundredths of degrees east and north. */
    fromHundredths: `translate(${round(left - west * perLon)} ${round(top + north * perLat)}) scale(${perLon / 100} ${-perLat / 100})`,
  }
}
