import { run as exportAvregning } from '../export-avregning.ts'
import { serve } from '../runtime/serve.ts'

export const handler = serve<'documents'>({ 'export-avregning': exportAvregning })
