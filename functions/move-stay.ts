import { moveStay } from '../lib/usecases/move-stay.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'move-stay'> = ({ deps, write, params, body }) => moveStay(deps, write, { ...body, ...params })
