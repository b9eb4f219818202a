import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'

type Send = (command: unknown) => Promise<unknown>
/** Given what would be sent and the way to really send it, does something worse. Left out: all is well this time. */
export type Fault = (command: unknown, send: Send) => Promise<unknown>

/** The next sendings of a kind go wrong, one fault each; then all is well. Gives the way back. */
export function breakNext(kind: new (input: never) => unknown, ...faults: readonly (Fault | undefined)[]): () => void {
  const real = DynamoDBClient.prototype.send
  const left = [...faults]
  const mock = mockClient(DynamoDBClient)
  mock.send.callsFake(function (this: DynamoDBClient, command: unknown): Promise<never> {
    const send: Send = (sent) => Reflect.apply(real, this, [sent])
    const fault = command instanceof kind ? left.shift() : undefined
    return (fault ? fault(command, send) : send(command)) as Promise<never>
  })
  return () => mock.restore()
}

export const throwing =
  (error: Error): Fault =>
  () =>
    Promise.reject(error)

/** It was done, and nobody hears of it. */
export const replyLost: Fault = async (command, send) => {
  await send(command)
  throw named('TimeoutError')
}

export const named = (name: string) => Object.assign(new Error(name), { name })

export const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  })
