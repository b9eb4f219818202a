type Places = {
  readonly units: readonly string[]
  readonly travelMinutes?: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined
}

/** For whom another unit becomes the nearest; undefined before, where nothing was said about any. */
export function nearestChanges(before: Places, after: Places) {
  return Object.keys(after.travelMinutes ?? {}).flatMap((partyId) => {
    const [was, is] = [nearestTo(before, partyId), nearestTo(after, partyId)]
    return is === undefined || is === was ? [] : [{ partyId, before: was, after: is }]
  })
}

/** Of several as near, the one the lookup puts first. */
function nearestTo({ units, travelMinutes = {} }: Places, partyId: string): string | undefined {
  const timed = units.flatMap((unitId) => {
    const minutes: unknown = travelMinutes[partyId]?.[unitId]
    return typeof minutes === 'number' ? [{ unitId, minutes }] : []
  })
  const least = Math.min(...timed.map(({ minutes }) => minutes))
  return timed
    .filter(({ minutes }) => minutes === least)
    .map(({ unitId }) => unitId)
    .toSorted()[0]
}
