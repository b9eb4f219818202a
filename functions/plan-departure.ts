import { planDeparture } from '../lib/usecases/plan-departure.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'plan-departure'> = ({ deps, write, params, body }) =>
  planDeparture(deps, write, { ...body, ...params })
