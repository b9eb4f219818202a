import { showFhirMetadata } from '../lib/usecases/fhir.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'show-fhir-metadata'> = async ({ baseUrl, now }) =>
  showFhirMetadata({ base: `${baseUrl}/fhir/R4`, now })
