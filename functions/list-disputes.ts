import { listDisputes } from '../lib/usecases/disputes.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-disputes'> = ({ deps, actor, now, params }) => listDisputes(deps, { actor, now, ...params })
