import { explainLine } from '../lib/usecases/explain-line.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'explain-line'> = ({ deps, actor, now, params }) => explainLine(deps, { actor, now, ...params })
