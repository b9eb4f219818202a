/** How far the service's clock is ahead of this machine's, as last heard; the service's own is what terms run by. */
let aheadMs = 0

export function noteServiceTime(asOf: string): void {
  aheadMs = Date.parse(asOf) - Date.now()
}

export const serviceTime = (nowMs: number): number => nowMs + aheadMs
