import { placeHold } from '../lib/usecases/place-hold.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'place-hold'> = ({ deps, write, params, body }) => placeHold(deps, write, { ...body, ...params })
