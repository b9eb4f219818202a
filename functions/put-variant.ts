import { putVariant } from '../lib/usecases/save-variant.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'put-variant'> = ({ deps, write, params, body }) => putVariant(deps, write, params, body)
