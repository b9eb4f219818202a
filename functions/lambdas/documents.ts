import { AVREGNING_ROUTES } from '../../lib/contract/routes/avregning.ts'
import { run as exportAvregning } from '../export-avregning.ts'
import { serve } from '../runtime/serve.ts'

export const handler = serve<'documents'>(AVREGNING_ROUTES, { 'export-avregning': exportAvregning })
