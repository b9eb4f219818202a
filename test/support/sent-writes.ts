import { subscribe } from 'node:diagnostics_channel'
import { ClientRequest } from 'node:http'

/** DynamoDB's operations that change nothing; the name of each stands in a header of its request. */
const READS = /\.(?:GetItem|BatchGetItem|Query|Scan)$/
let sent = 0

subscribe('http.client.request.start', (message) => {
  if (typeof message !== 'object' || message === null || !('request' in message)) return
  const { request } = message
  const target = request instanceof ClientRequest ? request.getHeader('x-amz-target') : undefined
  if (target !== undefined && !READS.test(String(target))) sent += 1
})

/**
 * How many requests that may change a table this process has sent. Where it stands still, so does every table that no
 * other process writes to, and nobody need read it through to know.
 */
export const sentWrites = (): number => sent
