import { answerDispute } from '../lib/usecases/disputes.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'answer-dispute'> = ({ deps, write, params, body }) =>
  answerDispute(deps, write, { ...body, ...params })
