import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Code } from 'aws-cdk-lib/aws-lambda'
import cdk from '../../cdk.json' with { type: 'json' }
import { type Installation, NOBODYS } from '../../infra/aws/installation.ts'
import { addService } from '../../infra/aws/service.ts'
import type { Stage } from '../../infra/aws/settings.ts'
import { FUNCTION_NAMES, type FunctionName } from '../../infra/bundle.ts'
import { rootFiles } from '../../infra/web.ts'

export type Resource<Properties = Record<string, unknown>> = {
  readonly id: string
  readonly Type: string
  readonly DeletionPolicy?: string
  readonly UpdateReplacePolicy?: string
  readonly Properties: Properties
}

type Statement = {
  readonly Effect: string
  readonly Action: unknown
  readonly Resource: unknown
  readonly Condition?: unknown
}
type Policy = { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }
export type Role = { readonly Policies?: readonly Policy[]; readonly ManagedPolicyArns?: readonly unknown[] }

const codeNamed = (name: FunctionName) => `// ${name}`

/**
 * What CloudFormation would be given for one stage, with ways to read it. It is the app as it is deployed, but for the
 * code: each function's is a comment with its name, which is how tests know it. `isValidated` adds CDK's own check of
 * the templates, which takes seconds and throws on what CloudFormation would refuse.
 */
export function synthesise(
  stage: Stage,
  { isValidated = false, installation = NOBODYS }: { isValidated?: boolean; installation?: Installation } = {},
) {
  const outdir = mkdtempSync(join(tmpdir(), 'trekkspill-synth-'))
  try {
    const app = new App({
      outdir,
      context: cdk.context,
      builtinCloudFormationValidation: isValidated,
      analyticsReporting: false,
    })
    const service = addService(app, stage, {
      codeOf: (name) => Code.fromInline(codeNamed(name)),
      rootFiles: rootFiles(),
      installation,
    })
    const { stacks } = app.synth()
    return readable(stacks, answersOf(app), {
      data: Template.fromStack(service.data),
      api: Template.fromStack(service.api),
      jobs: Template.fromStack(service.jobs),
      global: Template.fromStack(service.global),
      web: Template.fromStack(service.web),
      watch: Template.fromStack(service.watch),
    })
  } finally {
    rmSync(outdir, { recursive: true })
  }
}

type Stacks = ReturnType<App['synth']>['stacks']
type Templates = Readonly<Record<'data' | 'api' | 'jobs' | 'global' | 'web' | 'watch', Template>>

/** What was answered to the checks, and why: `rule`, where, reason. */
const answersOf = (app: App) =>
  app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([rule, reason]) => ({ rule, at: node.path, reason })),
  )

function readable(stacks: Stacks, answers: ReturnType<typeof answersOf>, templates: Templates) {
  const resources: readonly Resource[] = Object.values(templates).flatMap((template) =>
    Object.entries(template.toJSON()['Resources'] as Record<string, Omit<Resource, 'id'>>).map(([id, rest]) => ({
      id,
      ...rest,
    })),
  )
  type Output = { readonly Value: unknown; readonly Export?: { readonly Name: string } }
  const outputs = Object.values(templates).flatMap((template) =>
    Object.entries((template.toJSON()['Outputs'] ?? {}) as Record<string, Output>),
  )

  const ofType = <Properties = Record<string, unknown>>(type: string) =>
    resources.filter(({ Type }) => Type === type) as readonly Resource<Properties>[]

  /** A value of the template as text: a reference is its resource's id, with the attribute where it is not the plain one. */
  const textOf = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return String(value)
    const [[kind, argument] = ['', undefined]] = Object.entries(value)
    if (kind === 'Ref') return String(argument)
    if (kind === 'Fn::GetAtt') return (argument as string[]).join('.')
    if (kind === 'Fn::Join') return (argument as [string, unknown[]])[1].map(textOf).join('')
    if (kind === 'Fn::ImportValue')
      return textOf(outputs.find(([, { Export }]) => Export?.Name === argument)?.[1].Value)
    if (kind === 'Fn::GetStackOutput') {
      const { OutputName } = argument as { OutputName: string }
      return textOf(outputs.find(([name]) => name === OutputName)?.[1].Value)
    }
    throw new TypeError(`a template value that the tests do not read: ${JSON.stringify(value)}`)
  }

  /** The one resource of its type, or the one that a reference means. */
  const only = <Properties = Record<string, unknown>>(type: string, reference?: unknown): Resource<Properties> => {
    const id =
      reference === undefined
        ? undefined
        : textOf(reference)
            .replace(/\.\w+$/, '')
            .replace(/^integrations\//, '')
    const [found, ...others] = ofType<Properties>(type).filter((each) => id === undefined || each.id === id)
    if (found === undefined || others.length > 0)
      throw new Error(`${others.length + (found ? 1 : 0)} of ${type} ${id ?? ''}`)
    return found
  }

  const functions = ofType<FunctionProperties>('AWS::Lambda::Function')
  const functionOf = (name: FunctionName) => {
    const [found, ...others] = functions.filter(({ Properties }) => Properties.Code.ZipFile === codeNamed(name))
    if (found === undefined || others.length > 0) throw new Error(`${name} is not there once`)
    return found
  }
  const nameOf = (reference: unknown): FunctionName | undefined =>
    FUNCTION_NAMES.find((name) => textOf(reference).replace(/\.Arn$/, '') === functionOf(name).id)

  /** All that a role may do, wherever it is written, as one line for each action on each resource. */
  const grantsOf = (role: Resource<Role>): readonly string[] => {
    const attached = ofType<Policy & { readonly Roles: readonly unknown[] }>('AWS::IAM::Policy')
      .filter(({ Properties }) => Properties.Roles.some((each) => textOf(each) === role.id))
      .map(({ Properties }) => Properties)
    const statements = [...(role.Properties.Policies ?? []), ...attached].flatMap(
      (policy) => policy.PolicyDocument.Statement,
    )
    const lines = statements.flatMap(({ Effect, Action, Resource, Condition }) =>
      [Action]
        .flat()
        .flatMap((action) =>
          [Resource]
            .flat()
            .map((resource) =>
              [Effect, String(action), textOf(resource), ...(Condition ? [JSON.stringify(Condition)] : [])].join(' '),
            ),
        ),
    )
    return [...lines, ...(role.Properties.ManagedPolicyArns ?? []).map((arn) => `managed ${textOf(arn)}`)].sort()
  }

  return { stacks, answers, templates, resources, ofType, only, textOf, functions, functionOf, nameOf, grantsOf }
}

export type FunctionProperties = {
  readonly Code: { readonly ZipFile: string }
  readonly Role: unknown
  readonly MemorySize: number
  readonly Timeout: number
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> }
  readonly LoggingConfig: { readonly LogGroup: unknown }
}
