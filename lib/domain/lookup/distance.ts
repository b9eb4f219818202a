/** A point in degrees, WGS 84. */
export type Position = { readonly lat: number; readonly lon: number }

const EARTH_RADIUS_KM = 6371

/** How straight lines become roads. Both are our own estimates [design], overruled by an agreement's own travel times. */
export type RoadSettings = { readonly roadFactor: number; readonly kmPerHour: number }
export const DEFAULT_ROADS: RoadSettings = { roadFactor: 1.4, kmPerHour: 60 }

/** Kilometres along the road, one decimal: the great circle times the road factor. */
export function roadKm(from: Position, to: Position, { roadFactor }: RoadSettings): number {
  const [lat1, lat2] = [radians(from.lat), radians(to.lat)]
  const h =
    Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin(radians(to.lon - from.lon) / 2) ** 2
  const straightKm = 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
  return Math.round(straightKm * roadFactor * 10) / 10
}

/** Whole minutes, rounded up: a dispatcher is better served by an early arrival. */
export const travelMinutes = (km: number, { kmPerHour }: RoadSettings): number => Math.ceil((km / kmPerHour) * 60)

const radians = (degrees: number): number => (degrees * Math.PI) / 180
