import { putAgreement } from '../lib/usecases/save-agreement.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'put-agreement'> = ({ deps, write, params, body }) =>
  putAgreement(deps, write, params.agreementId, body)
