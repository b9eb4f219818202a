import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleLambda } from '../../infra/bundle.ts'
import type { Problem } from '../support/http.ts'
import { tempDir } from '../support/http-process.ts'
import { HOLD_ASK } from '../support/http-world.ts'
import { lookupEvent } from '../support/lookup-event.ts'
import {
  issueToken,
  makeProof,
  newProofKey,
  type ProofKey,
  startTokenWorld,
  type TokenWorld,
} from '../support/token-world.ts'

const ORIGIN = 'https://trekkspill.invalid'
const FRONT_KEY = 'front'
const CONTAINER = fileURLToPath(new URL('../support/lambda-process.ts', import.meta.url))

/** On AWS requests meet whichever container is free; what one has seen, the others must know. */
describe('a proof that is sent to two containers of the function', () => {
  let world: TokenWorld
  let key: ProofKey
  let containers: readonly ChildProcess[] = []

  afterAll(async () => {
    for (const container of containers) container.kill()
    await world.stop()
  })
  beforeAll(async () => {
    world = await startTokenWorld()
    key = await newProofKey()
    const dir = tempDir(afterAll)
    await bundleLambda('ward', dir)
    // What the stage gives its functions stands in this process too; only the key in front is another.
    const env = { ...process.env, FRONT_KEYS: FRONT_KEY, AWS_SESSION_TOKEN: 'local' }
    containers = [1, 2].map(() => fork(CONTAINER, [join(dir, 'index.mjs')], { env, execArgv: [] }))
    await Promise.all(containers.map((container) => once(container, 'message')))
  })

  /** One event at a time, as a container takes them. */
  const ask = async (container: ChildProcess | undefined, event: APIGatewayProxyEventV2) => {
    if (!container) throw new RangeError('no container')
    container.send(event)
    const [{ statusCode, body }] = (await once(container, 'message')) as [APIGatewayProxyStructuredResultV2]
    return { statusCode, problem: JSON.parse(body ?? '{}') as Partial<Problem> }
  }

  async function holdEvent(): Promise<APIGatewayProxyEventV2> {
    const { unitId } = world.place
    const [path, routeKey] = [`/v1/units/${unitId}/holds`, 'POST /v1/units/{unitId}/holds']
    const token = await issueToken(world, world.clients.amk, { key })
    const dpop = await makeProof({ key, token, method: 'POST', url: `${ORIGIN}${path}` })
    const plain = lookupEvent(FRONT_KEY, Date.now())
    const { authorizer: _none, ...requestContext } = { authorizer: undefined, ...plain.requestContext }
    return {
      ...plain,
      routeKey,
      rawPath: path,
      pathParameters: { unitId },
      queryStringParameters: {},
      headers: { ...plain.headers, authorization: `DPoP ${token}`, dpop },
      body: JSON.stringify(HOLD_ASK),
      requestContext: { ...requestContext, routeKey, http: { ...requestContext.http, method: 'POST', path } },
    }
  }
  const numbered = (event: APIGatewayProxyEventV2, requestId: string): APIGatewayProxyEventV2 => ({
    ...event,
    requestContext: { ...event.requestContext, requestId },
  })

  it('at once: one of them lets it in, and the other says that it was used', async () => {
    for (let round = 0; round < 5; round += 1) {
      const event = await holdEvent()
      const answers = await Promise.all(
        containers.map((container, i) => ask(container, numbered(event, `${round}-${i}`))),
      )
      const refused = answers.filter(({ statusCode }) => statusCode === 401)
      expect(refused.map(({ problem }) => problem['cause'])).toEqual(['replayed'])
      // Once the beds are held, whoever was let in is told so.
      const [letIn] = answers.filter(({ statusCode }) => statusCode !== 401)
      expect([201, 409]).toContain(letIn?.statusCode)
    }
  })

  it('one after the other: the second is refused, however the first went', async () => {
    const event = await holdEvent()
    const [first, second] = [await ask(containers[0], event), await ask(containers[1], numbered(event, 'again'))]
    expect([first.statusCode === 401, second.statusCode]).toEqual([false, 401])
  })
})
