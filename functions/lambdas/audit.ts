import { ACCESS_LOG_ROUTES } from '../../lib/contract/routes/access-log.ts'
import { run as exportAccess } from '../export-access.ts'
import { run as listAccess } from '../list-access.ts'
import { serve } from '../runtime/serve.ts'
import { run as verifyAccessLog } from '../verify-access-log.ts'

export const handler = serve<'audit'>(ACCESS_LOG_ROUTES, {
  'list-access': listAccess,
  'export-access': exportAccess,
  'verify-access-log': verifyAccessLog,
})
