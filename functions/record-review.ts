import { recordReview } from '../lib/usecases/follow-stay.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'record-review'> = ({ deps, write, params, body }) =>
  recordReview(deps, write, { ...body, ...params })
