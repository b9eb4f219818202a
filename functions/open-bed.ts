import { openBed } from '../lib/usecases/change-bed.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'open-bed'> = ({ deps, write, params }) => openBed(deps, write, params)
