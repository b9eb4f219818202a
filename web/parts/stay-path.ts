/** The address of the page about one stay. */
export const stayPath = (unitId: string, stayId: string): string =>
  `/enhet/${encodeURIComponent(unitId)}/opphold/${encodeURIComponent(stayId)}`
