import { getAccessList } from '../lib/usecases/save-access-list.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'get-access-list'> = ({ deps, params }) => getAccessList(deps, params.agreementId)
