import { verifyJournal } from '../lib/usecases/journal.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'verify-journal'> = ({ deps, actor, now, params }) =>
  verifyJournal(deps, { actor, now }, params.unitId)
