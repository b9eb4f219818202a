import { putAgreement } from '../lib/usecases/save-agreement.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'put-agreement'> = ({ deps, write, query, params, body }) =>
  putAgreement(deps, { ...write, ...query }, params.agreementId, body)
