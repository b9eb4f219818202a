import { verifyAccessLog } from '../lib/usecases/seal-access-log.ts'
import { sealKey } from './runtime/seal-key.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'verify-access-log'> = ({ deps, query }) => verifyAccessLog(deps, sealKey(), query.date)
