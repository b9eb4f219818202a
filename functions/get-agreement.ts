import { getAgreement } from '../lib/usecases/save-agreement.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'get-agreement'> = ({ deps, params, query }) => getAgreement(deps, { ...params, ...query })
