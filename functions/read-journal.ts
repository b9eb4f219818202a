import { readJournal } from '../lib/usecases/journal.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'read-journal'> = ({ deps, actor, now, params, query }) =>
  readJournal(deps, { actor, now }, { ...query, ...params })
