import { Logger } from '@aws-lambda-powertools/logger'

/** JSON lines with a code first; never a path, a query, a body or a header that somebody sent. */
export const logger = new Logger({ serviceName: 'trekkspill' })
