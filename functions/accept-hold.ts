import { acceptHold } from '../lib/usecases/answer-hold.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'accept-hold'> = ({ deps, write, params }) => acceptHold(deps, write, params)
