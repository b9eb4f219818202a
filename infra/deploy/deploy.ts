import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { SETTINGS, STAGES, type Stage } from '../aws/settings.ts'
import { installationFile, readInstallation } from '../installation-file.ts'
import { buildWeb, WEB_DIR } from '../web.ts'
import { command, inSight } from './command.ts'
import { whatIsMissing } from './prerequisites.ts'
import { uploadsOf } from './uploads.ts'

const USAGE = `Bruk: npm run deploy -- --stage ${STAGES.join('|')} [--yes]`
const OUTPUTS = '.build/outputs.json'
/** CloudFront's rules stand there. */
const REGION_OF_NO_REGION = 'us-east-1'

const Outputs = z.record(z.string(), z.record(z.string(), z.string()))

/** What stands in the way, said to whoever tried; no stack trace helps them. */
class NotDeployed extends Error {}

async function deploy(): Promise<void> {
  const { stage, isAgreed } = asked()
  readInstallation(stage)
  const { region } = SETTINGS[stage]
  const place = { stage, regions: [region, REGION_OF_NO_REGION], hasInstallation: existsSync(installationFile(stage)) }
  const missing = whatIsMissing(place, command)
  if (missing.length > 0) throw new NotDeployed(missing.map(({ what, todo }) => `${what}\n  ${todo}`).join('\n'))

  say(`Bygger sidene og ruller ut ${stage} til ${region}.`)
  await buildWeb()
  const approval = isAgreed ? 'never' : 'broadening'
  const context = ['-c', `stage=${stage}`, '-c', `deployedAt=${new Date().toISOString()}`]
  const args = ['--all', ...context, '--require-approval', approval, '--outputs-file', OUTPUTS]
  if (!inSight('npx', 'cdk', 'deploy', ...args))
    throw new NotDeployed('Utrullingen stoppet. CloudFormation har rullet tilbake stakken som feilet; de før den står.')

  const web = Outputs.parse(JSON.parse(readFileSync(OUTPUTS, 'utf8')))[`trekkspill-${stage}-web`] ?? {}
  for (const { file, key, contentType, cacheControl } of uploadsOf(WEB_DIR)) {
    const headers = ['--content-type', contentType, '--cache-control', cacheControl]
    const { ok, said } = command('aws', 's3', 'cp', file, `s3://${web['PagesBucket']}/${key}`, ...headers)
    if (!ok) throw new NotDeployed(`${key} ble ikke lastet opp: ${said}\nSamme kommando fortsetter.`)
  }
  await expectAnswers(web['Address'] ?? '', web['ApiAddress'] ?? '')
}

/** Questions that need no token: is there a page, does the API ask who we are, and is nobody let past the rules in front. */
async function expectAnswers(address: string, apiAddress: string): Promise<void> {
  const expected = [
    [`${address}/`, 200],
    [`${address}/v1/availability`, 401],
    [`${apiAddress}/v1/availability`, 403],
  ] as const
  for (const [url, status] of expected) {
    const answer = await fetch(url).catch((cause: unknown) => ({ status: String(cause) }))
    if (answer.status !== status)
      throw new NotDeployed(`${url} svarte ${answer.status}, og skulle svart ${status}. Se docs/deploy.md.`)
  }
  say(`Rullet ut: ${address}`)
}

function asked(): { readonly stage: Stage; readonly isAgreed: boolean } {
  const { values } = parseArgs({ options: { stage: { type: 'string' }, yes: { type: 'boolean', default: false } } })
  const stage = STAGES.find((each) => each === values.stage)
  if (stage === undefined) throw new NotDeployed(`${USAGE}\n${values.stage ?? '(ingenting)'} er ikke et trinn.`)
  return { stage, isAgreed: values.yes }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

try {
  await deploy()
} catch (error) {
  const isForThem = error instanceof NotDeployed || error instanceof RangeError || error instanceof TypeError
  process.stderr.write(`${isForThem ? error.message : String(error instanceof Error ? error.stack : error)}\n`)
  process.exitCode = 1
}
