import { previewAgreement } from '../lib/usecases/preview-agreement.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'preview-agreement'> = ({ deps, now, params, body }) =>
  previewAgreement(deps, { now, ...params, agreement: body })
