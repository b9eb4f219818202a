import { bedCleaned } from '../lib/usecases/change-bed.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'bed-cleaned'> = ({ deps, write, params }) => bedCleaned(deps, write, params)
