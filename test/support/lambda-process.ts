import { pathToFileURL } from 'node:url'

/**
 * One container of a function: a process of its own that loads the bundle as Lambda does, and answers the events that it is
 * sent, one at a time. Started with `fork`; the bundle's path is its argument.
 */
const { handler } = await import(pathToFileURL(process.argv[2] ?? '').href)

process.on('message', async (event) => {
  process.send?.(await handler(event, { functionName: 'container' }))
})
process.send?.('ready')
