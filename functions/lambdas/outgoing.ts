import { run as deliverEvents } from '../jobs/deliver-events.ts'
import { serveJobs } from '../runtime/run-jobs.ts'

export const handler = serveJobs<'outgoing'>({ 'deliver-events': deliverEvents })
