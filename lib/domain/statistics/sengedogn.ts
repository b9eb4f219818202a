import { type Instant, plusMs } from '../../kernel/instant.ts'
import type { Standing } from '../pool/standing.ts'

/** The beds of one or more unit-nights by the two definitions; whole beds. */
export type Sengedogn = {
  /** SSB: beds that were in operation (vardok 3341, corrected for reduced operation). */
  readonly ssb: number
  /** OECD: all beds, whatever their state (SSB table 11209: "liggedager / (døgnplasser × 365)"). */
  readonly oecd: number
}

export const NO_SENGEDOGN: Sengedogn = { ssb: 0, oecd: 0 }

/**
 * One unit on the night that ends at `midnight`, judged at the last moment before it. In operation is what is staffed and
 * not blocked. A closed unit takes nobody in, so there only the beds that somebody still lies in are in operation.
 * More patients than staffed beds is more than 100 %, and meant so.
 */
export function countSengedogn(standing: Standing, midnight: Instant, occupied: number): Sengedogn {
  const { physical, staffed, staffing, closedUntil, blockedUntil } = standing
  const at = plusMs(midnight, -1)
  const blocked = blockedUntil.filter((until) => until === null || at < until).length
  const cap = staffing !== null && at < staffing.until ? staffing.staffed : staffed
  const isClosed = closedUntil !== null && at < closedUntil
  return { ssb: isClosed ? occupied : Math.min(cap, physical - blocked), oecd: physical }
}

export const addSengedogn = (a: Sengedogn, b: Sengedogn): Sengedogn => ({ ssb: a.ssb + b.ssb, oecd: a.oecd + b.oecd })
