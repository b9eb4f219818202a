import type { Construct } from 'constructs'
import { ApiStack } from './api-stack.ts'
import { DataStack } from './data-stack.ts'
import { GlobalStack } from './global-stack.ts'
import type { Installation } from './installation.ts'
import { JobsStack } from './jobs-stack.ts'
import { SETTINGS, type Stage } from './settings.ts'
import type { CodeOf } from './table-function.ts'

import { WatchStack } from './watch-stack.ts'
import { WebStack } from './web-stack.ts'

export type Parts = {
  readonly codeOf: CodeOf
  readonly rootFiles: readonly string[]
  readonly installation: Installation
}

/** All stacks of one stage. The account is that of whoever deploys, so that synthesis needs none. */
export function addService(scope: Construct, stage: Stage, { codeOf, rootFiles, installation }: Parts) {
  const settings = SETTINGS[stage]
  const env = { region: settings.region }
  const named = (part: string) => `trekkspill-${stage}-${part}`
  const data = new DataStack(scope, named('data'), { env, settings })
  const { operators = [], bearerClients = [] } = installation
  const tokens = {
    issuer: settings.tokenIssuer,
    audience: settings.tokenAudience,
    scope: settings.tokenScope,
    operators,
    bearerClients,
  }
  const api = new ApiStack(scope, named('api'), {
    env,
    data,
    settings,
    tokens,
    webClientId: installation.webClientId,
    frontKey: installation.frontKey,
    codeOf,
  })
  const jobs = new JobsStack(scope, named('jobs'), { env, data, settings, codeOf })
  const global = new GlobalStack(scope, named('global'), { settings, notify: installation.notify })
  const web = new WebStack(scope, named('web'), {
    env,
    api: api.api,
    frontKey: api.frontKey,
    webAclArn: global.webAclArn,
    settings,
    domain: installation.domain,
    rootFiles,
  })
  const watch = new WatchStack(scope, named('watch'), { env, data, api, jobs, notify: installation.notify })
  return { data, api, jobs, global, web, watch }
}
