import { listRegionAgreements } from '../lib/usecases/list-region.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-agreements'> = ({ deps }) => listRegionAgreements(deps)
