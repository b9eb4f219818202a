/** How far the service's clock is ahead of this machine's, as last heard; the service's own is what terms run by. */
let aheadMs = 0

export function noteServiceTime(asOf: string, heardAt = Date.now()): void {
  aheadMs = Date.parse(asOf) - heardAt
}

export const serviceTime = (nowMs: number): number => nowMs + aheadMs
