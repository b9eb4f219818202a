import { correctStay } from '../lib/usecases/correct-stay.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'correct-stay'> = ({ deps, write, params, body }) =>
  correctStay(deps, write, { ...body, ...params })
