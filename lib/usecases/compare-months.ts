import { closeRun } from '../domain/avregning/close-run.ts'
import { computeMonth } from '../domain/avregning/compute-month.ts'
import type { MonthFacts } from '../domain/avregning/month-facts.ts'
import { lineName } from '../domain/avregning/month-lines.ts'
import type { AvregningLine, RunResult } from '../domain/avregning/run.ts'
import { type Viewer, viewRun } from '../domain/avregning/view-run.ts'
import { byText } from '../kernel/by-text.ts'
import { withGuest } from './avregning-answer.ts'

/** One month twice, on facts that differ in their terms, and what that does to each party. */
export function compareMonths(facts: MonthFacts, trial: MonthFacts, viewer: Viewer) {
  const before = viewRun(standaloneRun(facts), viewer)
  const after = viewRun(standaloneRun(trial), viewer)
  return { before, after, differences: differencesOf(before.lines, after.lines) }
}

/** The month for itself: what a trial changes is the sharing, not what is owed from before. */
function standaloneRun(facts: MonthFacts) {
  const picture = computeMonth(facts)
  const completeness = { ok: true, occupiedNights: 0, charged: '0', excused: 0, causes: [] }
  const result: RunResult = closeRun({ picture, corrections: [], betalingspliktCorrections: [], completeness })
  return { ...result, state: 'draft' as const, computedAt: facts.now, lockedAt: null, approvals: [] }
}

type Amount = Pick<AvregningLine, 'partyId' | 'guest' | 'amountOre'>

function differencesOf(before: readonly Amount[], after: readonly Amount[]) {
  const all = new Map([...before, ...after].map((line) => [lineName(line), line]))
  return [...all].sort(byText(([name]) => name)).map(([name, { partyId, guest }]) => {
    const [beforeOre = 0, afterOre = 0] = [before, after].map(
      (lines) => lines.find((line) => lineName(line) === name)?.amountOre ?? 0,
    )
    return withGuest({ partyId, guest, beforeOre, afterOre, differenceOre: afterOre - beforeOre })
  })
}
