import { putUkpRate } from '../lib/usecases/ukp-rates.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'put-ukp-rate'> = ({ deps, write, params, body }) =>
  putUkpRate(deps, write, { ...body, ...params })
