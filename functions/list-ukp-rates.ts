import { listUkpRates } from '../lib/usecases/ukp-rates.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-ukp-rates'> = ({ deps, now }) => listUkpRates(deps, now)
