import { changeResponsibility } from '../lib/usecases/follow-stay.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'change-responsibility'> = ({ deps, write, params, body }) =>
  changeResponsibility(deps, write, { ...body, ...params })
