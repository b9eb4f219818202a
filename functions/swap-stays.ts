import { swapStays } from '../lib/usecases/swap-stays.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'swap-stays'> = ({ deps, write, params, body }) => swapStays(deps, write, { ...body, ...params })
