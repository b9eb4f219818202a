import { recordUtskrivningsklar } from '../lib/usecases/follow-stay.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'record-utskrivningsklar'> = ({ deps, write, params, body }) =>
  recordUtskrivningsklar(deps, write, { ...body, ...params })
