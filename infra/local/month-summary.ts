import type { MonthTask } from '../../lib/contract/jobs.ts'
import { PROBLEMS } from '../../lib/contract/problems.ts'
import { BOKMAL } from '../../lib/domain/bokmal.ts'
import type { MonthReport } from '../../lib/usecases/run-month.ts'

/** What a month's run came to: the reports, and the tasks that broke off, each with why. */
export type MonthOutcome = {
  readonly reports: readonly MonthReport[]
  readonly parked: readonly { readonly task: MonthTask; readonly reason: string }[]
}

/** Tasks that a person must do something about before they can be run. */
export const failuresOf = ({ reports, parked }: MonthOutcome): readonly { task: MonthTask; why: string }[] => [
  ...reports.flatMap((report) => (report.reason ? [{ task: report, why: PROBLEMS[report.reason].title }] : [])),
  ...parked.map(({ task, reason }) => ({ task, why: reason })),
]

/** One agreement's outcome in a few words. */
export function describeReport({ did, causes, reason }: MonthReport): string {
  if (reason) return `feilet: ${PROBLEMS[reason].title}`
  if (did === 'locked-before') return 'låst fra før'
  if (did === 'not-in-force') return 'gjaldt ikke i måneden'
  const draft = did === 'unchanged' ? 'utkast som før' : 'utkast'
  return causes.length === 0 ? `${draft}, kan låses` : `${draft}, ikke komplett: ${causesText(causes)}`
}

/** The whole as a small table; under a count that is not zero and asks for something, who it is. */
export function describeMonth(outcome: MonthOutcome): readonly string[] {
  const reports = outcome.reports.toSorted((a, b) => (a.agreementId < b.agreementId ? -1 : 1))
  const failures = failuresOf(outcome)
  const drafts = reports.filter(({ did }) => did === 'drafted' || did === 'unchanged')
  const incomplete = drafts.filter(({ causes }) => causes.length > 0)
  const month = [...reports, ...outcome.parked.map(({ task }) => task)][0]?.month ?? ''
  const count = (what: string, number: number, more = '') => `  ${what.padEnd(24)}${String(number).padStart(5)}${more}`
  const unchanged = drafts.filter(({ did }) => did === 'unchanged').length
  const named = ({ agreementId, name }: MonthTask, why: string) => `      ${agreementId}  ${name}: ${why}`
  return [
    `Avregning ${month}: ${reports.length + outcome.parked.length} avtaler`,
    count('låst fra før', reports.filter(({ did }) => did === 'locked-before').length),
    count('utkast, kan låses', drafts.length - incomplete.length),
    count('utkast, ikke komplett', incomplete.length),
    ...incomplete.map((report) => named(report, causesText(report.causes))),
    count('gjaldt ikke i måneden', reports.filter(({ did }) => did === 'not-in-force').length),
    count('feilet', failures.length),
    ...failures.map(({ task, why }) => named(task, why)),
    ...(unchanged > 0 ? [`  (${unchanged} av utkastene var som før, og er ikke skrevet på nytt)`] : []),
  ]
}

const causesText = (causes: MonthReport['causes']): string =>
  causes.map(({ cause, count }) => `${BOKMAL[cause]} (${count})`).join(', ')
