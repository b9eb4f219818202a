import { listRegionUnits } from '../lib/usecases/list-region.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-region-units'> = ({ deps, actor, now }) => listRegionUnits(deps, { actor, now })
