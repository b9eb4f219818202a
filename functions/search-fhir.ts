import { searchFhir } from '../lib/usecases/fhir.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'search-fhir'> = ({ deps, baseUrl, now, isStrict, params, query }) =>
  searchFhir(deps, { base: `${baseUrl}/fhir/R4`, now, isStrict }, params, query)
