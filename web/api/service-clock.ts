/** How far the service's clock is ahead of this machine's, as last heard; the service's own is what terms run by. */
let aheadMs = 0

/** An answer that says when it was made tells the service's time too. */
export function noteServiceTimeOf(answer: object | string, heardAt = Date.now()): void {
  if (typeof answer === 'object' && 'asOf' in answer && typeof answer.asOf === 'string')
    aheadMs = Date.parse(answer.asOf) - heardAt
}

export const serviceTime = (nowMs: number): number => nowMs + aheadMs
