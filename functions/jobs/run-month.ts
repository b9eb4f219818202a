import { MonthAsk, MonthTask } from '../../lib/contract/jobs.ts'
import { listMonthTasks, runMonthTask } from '../../lib/usecases/run-month.ts'
import { fanOut } from '../runtime/run-jobs.ts'

export const run = fanOut({
  ask: MonthAsk,
  task: MonthTask,
  list: ({ deps, now }, ask) => listMonthTasks(deps, ask, now),
  run: ({ deps, now }, task) => runMonthTask(deps, task, now),
})
