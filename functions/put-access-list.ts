import { putAccessList } from '../lib/usecases/save-access-list.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'put-access-list'> = ({ deps, write, params, body }) =>
  putAccessList(deps, write, params.agreementId, body.entries)
