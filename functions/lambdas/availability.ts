import { FHIR_ROUTES } from '../../lib/contract/routes/fhir.ts'
import { HAVE_ROUTES } from '../../lib/contract/routes/have.ts'
import { LOOKUP_ROUTES } from '../../lib/contract/routes/lookup.ts'
import { run as closeLookup } from '../close-lookup.ts'
import { run as findBeds } from '../find-beds.ts'
import { run as readFhir } from '../read-fhir.ts'
import { serve } from '../runtime/serve.ts'
import { run as searchFhir } from '../search-fhir.ts'
import { run as showFhirMetadata } from '../show-fhir-metadata.ts'
import { run as showHave } from '../show-have.ts'

const ROWS = { ...FHIR_ROUTES, ...HAVE_ROUTES, ...LOOKUP_ROUTES }

export const handler = serve<'availability'>(ROWS, {
  'find-beds': findBeds,
  'close-lookup': closeLookup,
  'show-fhir-metadata': showFhirMetadata,
  'search-fhir': searchFhir,
  'read-fhir': readFhir,
  'show-have': showHave,
})
