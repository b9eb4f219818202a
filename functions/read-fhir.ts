import { readFhir } from '../lib/usecases/fhir.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'read-fhir'> = ({ deps, baseUrl, now, params }) =>
  readFhir(deps, { base: `${baseUrl}/fhir/R4`, now }, params)
