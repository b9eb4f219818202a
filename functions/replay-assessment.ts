import { replayAssessment } from '../lib/usecases/replay-assessment.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'replay-assessment'> = ({ deps, params }) => replayAssessment(deps, params)
