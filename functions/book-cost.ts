import { bookCost } from '../lib/usecases/book-cost.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'book-cost'> = ({ deps, write, params, body }) => bookCost(deps, write, { ...body, ...params })
