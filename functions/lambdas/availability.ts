import { run as closeLookup } from '../close-lookup.ts'
import { run as findBeds } from '../find-beds.ts'
import { serve } from '../runtime/serve.ts'

export const handler = serve<'availability'>({
  'find-beds': findBeds,
  'close-lookup': closeLookup,
})
