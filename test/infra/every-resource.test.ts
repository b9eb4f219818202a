import { describe, expect, test } from 'vitest'
import { SETTINGS, STAGES } from '../../infra/aws/settings.ts'
import { FUNCTION_NAMES } from '../../infra/bundle.ts'
import { JOB_NAMES, jobRow } from '../../lib/contract/jobs.ts'
import { OPERATIONS } from '../../lib/contract/routes.ts'
import { SESSION_ROUTES } from '../../lib/contract/session.ts'
import { type Role, synthesise } from './templates.ts'

type Statement = {
  readonly Effect: string
  readonly Action: unknown
  readonly Resource: unknown
  readonly Principal?: unknown
}
type Policied = { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }

const fansOut = JOB_NAMES.filter((job) => jobRow(job).fansOut).length

describe.each(STAGES)('everything that is deployed to %s', (stage) => {
  const { resources, ofType, textOf, grantsOf, answers } = synthesise(stage)
  const count = (type: string) => ofType(type).length

  test('comes from a row: so many functions, routes, schedules and machines as the tables say', () => {
    expect({
      functions: count('AWS::Lambda::Function'),
      // And the one that answers where no row does.
      routes: count('AWS::ApiGatewayV2::Route') - 1,
      schedules: count('AWS::Scheduler::Schedule'),
      machines: count('AWS::StepFunctions::StateMachine'),
    }).toEqual({
      functions: FUNCTION_NAMES.length,
      routes: OPERATIONS.length + SESSION_ROUTES.length,
      schedules: JOB_NAMES.length,
      machines: fansOut,
    })
  })

  test('is of the kinds that have been thought of: no resource that runs code of somebody else’s', () => {
    const kinds = [...new Set(resources.map(({ Type }) => Type))]
    expect(
      kinds.filter((kind) => /^(Custom::|AWS::CloudFormation::CustomResource|AWS::EC2::|AWS::ECS::)/.test(kind)),
    ).toEqual([])
  })

  test('keeps each log as long as the settings say, or as long as the access log is kept, and none for ever', () => {
    const logs = ofType<{ RetentionInDays?: number }>('AWS::Logs::LogGroup')
    expect(logs.length).toBeGreaterThan(FUNCTION_NAMES.length)
    for (const { id, Properties } of logs) expect([id, typeof Properties.RetentionInDays]).toEqual([id, 'number'])
  })

  test('is encrypted where it lies', () => {
    for (const { Properties } of ofType('AWS::SQS::Queue'))
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true })
    for (const { Properties } of ofType('AWS::S3::Bucket')) expect(Properties).toHaveProperty('BucketEncryption')
    for (const { Properties } of ofType('AWS::DynamoDB::GlobalTable'))
      expect(Properties).toMatchObject({ SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } })
    for (const { Properties } of ofType('AWS::KMS::Key')) expect(Properties).toMatchObject({ EnableKeyRotation: true })
    for (const { Properties } of ofType('AWS::Backup::BackupVault'))
      expect(Properties).toHaveProperty('EncryptionKeyArn')
  })

  test('stays when its stack goes, where it is facts', () => {
    for (const type of ['AWS::DynamoDB::GlobalTable', 'AWS::KMS::Key'])
      for (const { DeletionPolicy } of ofType(type))
        expect(DeletionPolicy).toBe(SETTINGS[stage].keepsData ? 'Retain' : 'Delete')
  })

  test('may do nothing by a wildcard that nobody has answered for', () => {
    const granted = ofType<Role>('AWS::IAM::Role').flatMap((role) => grantsOf(role))
    const [actions, on] = [1, 2].map((part) => granted.map((line) => line.split(' ')[part] ?? ''))
    expect(actions?.filter((action) => action.includes('*'))).toEqual([])
    const wild = (on ?? []).filter((resource) => resource.includes('*'))
    const answered = answers.map(({ rule }) => rule.replaceAll(/<(AWS::\w+)>/g, '$1'))
    expect(
      wild.filter((resource) => !answered.some((rule) => rule.endsWith(`AwsSolutions-IAM5[Resource::${resource}]`))),
    ).toEqual([])
  })

  test('lets nobody outside the account in by a policy of its own, but CloudFront to the pages', () => {
    const policies = [
      ...ofType<Policied>('AWS::SQS::QueuePolicy'),
      ...ofType<Policied>('AWS::SNS::TopicPolicy'),
      ...ofType<Policied>('AWS::S3::BucketPolicy'),
    ]
    const allowed = policies.flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow'),
    )
    const services = allowed.map(({ Principal }) => (Principal as { readonly Service?: string }).Service)
    expect(new Set(services)).toEqual(new Set(['cloudfront.amazonaws.com', 'cloudwatch.amazonaws.com']))
    for (const { Properties } of ofType<{ Principal: string; SourceArn?: unknown }>('AWS::Lambda::Permission')) {
      expect(Properties.Principal).toBe('apigateway.amazonaws.com')
      expect(textOf(Properties.SourceArn)).toContain('execute-api')
    }
  })
})
