import { showBoard } from '../lib/usecases/show-board.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'show-board'> = ({ deps, params, query, now }) => showBoard(deps, { ...params, ...query }, now)
