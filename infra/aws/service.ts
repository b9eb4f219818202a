import type { Construct } from 'constructs'
import { ApiStack } from './api-stack.ts'
import { DataStack } from './data-stack.ts'
import { JobsStack } from './jobs-stack.ts'
import { SETTINGS, type Stage } from './settings.ts'
import type { CodeOf } from './table-function.ts'

/** All stacks of one stage. The account is that of whoever deploys, so that synthesis needs none. */
export function addService(scope: Construct, stage: Stage, codeOf: CodeOf) {
  const settings = SETTINGS[stage]
  const env = { region: settings.region }
  const data = new DataStack(scope, `trekkspill-${stage}-data`, { env })
  const api = new ApiStack(scope, `trekkspill-${stage}-api`, { env, data, settings, codeOf })
  const jobs = new JobsStack(scope, `trekkspill-${stage}-jobs`, { env, data, settings, codeOf })
  return { data, api, jobs }
}
