import { forecastOf } from '../lib/usecases/forecast-year.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'forecast-year'> = ({ deps, actor, now, params, query }) =>
  forecastOf(deps, { actor, now, ...params, ...query })
