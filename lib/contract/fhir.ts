import * as z from 'zod'
import { text } from './fields.ts'

const whole = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)

/** The search parameters depend on the type; CapabilityStatement lists them. Unknown ones are passed over, as FHIR has it. */
export const SearchFhirQuery = z.looseObject({
  _id: text.optional(),
  _count: whole.optional(),
  _offset: whole.default(0),
  _summary: z.enum(['count', 'false']).optional(),
  _format: z.enum(['json', 'application/fhir+json']).optional(),
  kommune: text.optional(),
  area: text.optional(),
  status: text.optional(),
})

/** FHIR R4 says what may stand in each type; we make them, and tests hold them to it. */
export const FhirResourceResponse = z.looseObject({ resourceType: text })
