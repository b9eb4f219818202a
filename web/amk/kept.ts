/** What the tab remembers for as long as the session lasts: kommuner and holds, nothing about anyone. */
const KOMMUNER = 'trekkspill.amk.kommuner'
const HOLDS = 'trekkspill.amk.holds'
const MOST_RECENT = 6

/** A hold that is followed here until the dispatcher puts it away. */
export type HeldBed = {
  readonly unitId: string
  readonly holdId: string
  readonly unitName: string
  readonly phone: string
  readonly kommune: string
}

// Only this file writes these keys, and the tab's store is nobody else's.
const read = <T>(key: string): readonly T[] => JSON.parse(sessionStorage.getItem(key) ?? '[]') as T[]

export const recentKommuner = (): readonly string[] => read<string>(KOMMUNER)
export const keptHolds = (): readonly HeldBed[] => read<HeldBed>(HOLDS)
export const keepHolds = (holds: readonly HeldBed[]): void => sessionStorage.setItem(HOLDS, JSON.stringify(holds))

export function rememberKommune(kommunenummer: string): void {
  const recent = [kommunenummer, ...recentKommuner().filter((other) => other !== kommunenummer)]
  sessionStorage.setItem(KOMMUNER, JSON.stringify(recent.slice(0, MOST_RECENT)))
}
