import { createHash, timingSafeEqual } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { FRONT_HEADER, ORIGIN_VARIABLE } from '../../lib/contract/front.ts'
import { wanted } from './env.ts'

/** FRONT_KEYS: the keys that count, with a space between them. Two where one takes over from another. */
export function cameByFront({ headers }: Pick<APIGatewayProxyEventV2, 'headers'>): boolean {
  const given = digestOf(headers[FRONT_HEADER] ?? '')
  // All are compared, and hashed first: how long it takes says nothing about any of them.
  return wanted('FRONT_KEYS')
    .split(' ')
    .filter((key) => key !== '')
    .map((key) => timingSafeEqual(digestOf(key), given))
    .includes(true)
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Where the service stands for whoever asks, as its stage says; never from a header that the caller wrote. */
export function publicOrigin({ stageVariables }: APIGatewayProxyEventV2): string {
  const origin = stageVariables?.[ORIGIN_VARIABLE]
  if (!origin) throw new Error('the stage does not say where it is reached')
  return origin
}
