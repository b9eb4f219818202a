import { blockBed } from '../lib/usecases/change-bed.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'block-bed'> = ({ deps, write, params, body }) => blockBed(deps, write, { ...body, ...params })
