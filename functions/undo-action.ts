import { undoAction } from '../lib/usecases/undo-action.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'undo-action'> = ({ deps, write, params, body }) =>
  undoAction(deps, write, { ...body, ...params })
