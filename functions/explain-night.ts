import { explainNight } from '../lib/usecases/explain-line.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'explain-night'> = ({ deps, actor, now, params }) => explainNight(deps, { actor, now, ...params })
