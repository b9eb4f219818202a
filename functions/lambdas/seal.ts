import { run as sealAccessLog } from '../jobs/seal-access-log.ts'
import { serveJobs } from '../runtime/run-jobs.ts'

export const handler = serveJobs<'seal'>({ 'seal-access-log': sealAccessLog })
