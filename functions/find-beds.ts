import { findBeds } from '../lib/usecases/find-beds.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'find-beds'> = ({ deps, query, now }) => findBeds(deps, query, now)
