import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { JOB_LAMBDAS, JOB_NAMES, type JobLambda, type JobName, jobRow } from '../../lib/contract/jobs.ts'
import { SETTINGS, STAGES } from '../aws/settings.ts'
import { command } from './command.ts'
import { type Became, type Queue, redrive, type Work } from './redrive.ts'

const USAGE = `Bruk: npm run redrive -- --stage ${STAGES.join('|')}`

/** As the jobs stack tells it. */
const Places = z.object({
  workers: z.record(z.enum(JOB_LAMBDAS), z.string()),
  parked: z.string(),
  fanOuts: z.array(z.object({ job: z.enum(JOB_NAMES), queueUrl: z.string() })),
})
const Received = z.object({
  Messages: z.array(z.object({ MessageId: z.string(), ReceiptHandle: z.string(), Body: z.string() })).default([]),
})
const Invoked = z.object({ FunctionError: z.string().optional() })

const said = (line: string): void => void process.stdout.write(`${line}\n`)

async function redriveAll(): Promise<boolean> {
  const { values } = parseArgs({ options: { stage: { type: 'string' } } })
  const stage = STAGES.find((each) => each === values.stage)
  if (stage === undefined) throw new RangeError(`${USAGE}\n${values.stage ?? '(ingenting)'} er ikke et trinn.`)
  const aws = awsIn(SETTINGS[stage].region)
  const query = "Stacks[0].Outputs[?OutputKey=='Redrive'].OutputValue | [0]"
  const stack = ['cloudformation', 'describe-stacks', '--stack-name', `trekkspill-${stage}-jobs`, '--query', query]
  const { workers, parked, fanOuts } = Places.parse(JSON.parse(z.string().parse(aws(...stack))))
  const queues = [{ queueUrl: parked }, ...fanOuts]
  let isAllDone = true
  for (const place of queues) {
    const became = await redrive(queueOf(aws, place), workOf(aws, workers))
    for (const each of became) said(describe(each))
    isAllDone &&= became.every(({ did }) => did === 'done')
  }
  said(isAllDone ? 'Ingenting ligger parkert.' : 'Resten ligger der fortsatt. Se docs/runbooks/jobs.md.')
  return isAllDone
}

type Aws = (...args: readonly string[]) => unknown

const awsIn =
  (region: string): Aws =>
  (...args) => {
    const { ok, said: answer } = command('aws', ...args, '--region', region, '--output', 'json')
    if (!ok) throw new RangeError(answer)
    return answer.trim() === '' ? {} : JSON.parse(answer)
  }

function queueOf(aws: Aws, { queueUrl, job }: { readonly queueUrl: string; readonly job?: JobName }): Queue {
  const url = ['--queue-url', queueUrl]
  // Hidden longer than a job may take, so that nothing is met twice in one run.
  const how = ['--max-number-of-messages', '10', '--visibility-timeout', '900', '--wait-time-seconds', '2']
  return {
    ...(job && { job }),
    receive: async () =>
      Received.parse(aws('sqs', 'receive-message', ...url, ...how)).Messages.map((message) => ({
        id: message.MessageId,
        handle: message.ReceiptHandle,
        body: message.Body,
      })),
    remove: async ({ handle }) => void aws('sqs', 'delete-message', ...url, '--receipt-handle', handle),
  }
}

const workOf = (aws: Aws, workers: Readonly<Record<JobLambda, string>>): Work => {
  const out = join(mkdtempSync(join(tmpdir(), 'trekkspill-')), 'svar.json')
  return async (event) => {
    const how = ['--cli-binary-format', 'raw-in-base64-out', '--cli-read-timeout', '600']
    const call = [
      'lambda',
      'invoke',
      '--function-name',
      workers[jobRow(event.job).lambda],
      '--payload',
      JSON.stringify(event),
      ...how,
      out,
    ]
    const { FunctionError } = Invoked.parse(aws(...call))
    const answer: unknown = JSON.parse(readFileSync(out, 'utf8'))
    if (FunctionError) throw new Error(JSON.stringify(answer))
    return answer
  }
}

const WORDS = { done: 'gjort', failed: 'feilet igjen', unknown: 'ukjent, ikke rørt' } as const
const describe = ({ parked, did, why }: Became): string =>
  `${WORDS[did].padEnd(18)} ${parked.body.slice(0, 120)}${why ? `\n  ${why}` : ''}`

try {
  process.exitCode = (await redriveAll()) ? 0 : 1
} catch (error) {
  const isForThem = error instanceof RangeError || error instanceof TypeError
  process.stderr.write(`${isForThem ? error.message : String(error)}\n`)
  process.exitCode = 1
}
