import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { alarmText, MOST_CHARACTERS } from '../../infra/aws/alarm-text.ts'
import { KEY_GRANTS, PARTITIONS } from '../../infra/aws/key-grants.ts'
import { SETTINGS, STAGES } from '../../infra/aws/settings.ts'
import { FUNCTION_NAMES, type FunctionName } from '../../infra/bundle.ts'
import { JOB_LAMBDAS, JOB_NAMES, JOBS } from '../../lib/contract/jobs.ts'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'
import { SESSION_ROW } from '../../lib/contract/session.ts'
import { type Role, synthesise } from './templates.ts'

type ServedRow = { readonly table: 'read' | 'write'; readonly impact: string }
type Metric = {
  readonly MetricStat?: {
    readonly Metric: {
      readonly Namespace: string
      readonly MetricName: string
      readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[]
    }
    readonly Stat: string
  }
  readonly Expression?: string
}
type Alarm = {
  readonly AlarmDescription: string
  /** None where one metric of AWS's own is all. */
  readonly Metrics?: readonly Metric[]
  readonly Threshold: number
  readonly ComparisonOperator: string
  readonly TreatMissingData: string
}
type MetricFilter = {
  readonly LogGroupName: unknown
  readonly FilterPattern: string
  readonly MetricTransformations: readonly {
    readonly MetricNamespace: string
    readonly MetricName: string
    readonly MetricValue: string
  }[]
}

const rowsOf = (name: FunctionName): readonly ServedRow[] =>
  [...JOB_NAMES.map((job) => JOBS[job]), ...OPERATIONS.map(rowOf), SESSION_ROW].filter((row) => row.lambda === name)

const isJobs = (name: FunctionName): boolean => JOB_LAMBDAS.some((each) => each === name)
/** Nothing else is in a function's environment; above all nothing that lets webhooks go to this machine. */
const knownTo = (name: FunctionName): readonly string[] => [
  'TABLE_NAME',
  'ACCESS_LOG_TABLE_NAME',
  'ACCESS_LOG_DAYS',
  ...(isJobs(name) ? [] : ['TOKEN_SETTINGS', 'SUBJECT_SECRET', 'FRONT_KEYS']),
  ...(name === 'session' ? ['SESSION_COOKIE_SECRET', 'SESSION_CLIENT_KEY'] : []),
  ...(['admin', 'outgoing'].includes(name) ? ['WEBHOOK_KEY'] : []),
  ...(['audit', 'seal'].includes(name) ? ['SEAL_KEY'] : []),
  ...(name === 'outgoing' ? ['EVENT_BUS_NAME'] : []),
]

/** The actions of each kind of grant; `key-grants.test.ts` holds the grants to the code. */
const ACTIONS = {
  reads: ['BatchGetItem', 'Query'],
  puts: ['PutItem'],
  removes: ['DeleteItem'],
  checks: ['ConditionCheckItem'],
} as const
const KINDS = ['reads', 'puts', 'removes', 'checks'] as const

describe.each(STAGES)('the functions of %s', (stage) => {
  const { ofType, only, textOf, functions, functionOf, grantsOf } = synthesise(stage)
  const settings = SETTINGS[stage]
  const [table = '', accessLog = ''] = ofType<{ GlobalSecondaryIndexes?: unknown }>('AWS::DynamoDB::GlobalTable')
    .toSorted((a) => (a.Properties.GlobalSecondaryIndexes ? -1 : 1))
    .map(({ id }) => id)
  const key = only('AWS::KMS::Key').id
  const [schedule] = ofType<{ Target: { RoleArn: unknown; DeadLetterConfig: { Arn: unknown } } }>(
    'AWS::Scheduler::Schedule',
  )
  const deadLetters = textOf(schedule?.Properties.Target.DeadLetterConfig.Arn)
  const machines = ofType<{ RoleArn: unknown }>('AWS::StepFunctions::StateMachine')
  const logOf = (name: FunctionName) => textOf(functionOf(name).Properties.LoggingConfig.LogGroup)

  test('there is one for each Lambda of the routes and of the jobs', () => {
    expect(functions.map(({ Properties }) => Properties.Code.ZipFile).toSorted()).toEqual(
      FUNCTION_NAMES.map((name) => `// ${name}`).toSorted(),
    )
  })

  test.each(FUNCTION_NAMES)('%s may do what its rows need, and nothing more', (name) => {
    const via = JSON.stringify({ StringEquals: { 'kms:ViaService': `dynamodb.${settings.region}.amazonaws.com` } })
    const grants = KEY_GRANTS[name]
    const isWriter = rowsOf(name).some((row) => row.table === 'write')
    const needed = [
      ...KINDS.filter((kind) => grants[kind].length > 0).flatMap((kind) =>
        ACTIONS[kind].map((action) => {
          const keys = { 'dynamodb:LeadingKeys': grants[kind].map((partition) => PARTITIONS[partition]) }
          return `Allow dynamodb:${action} ${table}.Arn ${JSON.stringify({ 'ForAllValues:StringLike': keys })}`
        }),
      ),
      ...grants.queries.map((index) => `Allow dynamodb:Query ${table}.Arn/index/${index}`),
      ...['Decrypt', ...(isWriter ? ['GenerateDataKey'] : [])].map((action) => `Allow kms:${action} ${key}.Arn ${via}`),
    ]
    const always = ['CreateLogStream', 'PutLogEvents'].map((action) => `Allow logs:${action} ${logOf(name)}.Arn`)
    // Whoever is served through the API is kept in the log, and only the auditor's function reads it.
    const putsAlone = (on: string, partition: string) =>
      `Allow dynamodb:PutItem ${on}.Arn ${JSON.stringify({
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [partition] },
        StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
      })}`
    const keeps = [
      putsAlone(accessLog, 'ACCESS-LOG#*'),
      ...['Decrypt', 'GenerateDataKey'].map((action) => `Allow kms:${action} ${key}.Arn ${via}`),
    ]
    const atTheDoor = [
      ...keeps,
      putsAlone(table, 'PROOF#*'),
      ...(name === 'audit' ? [`Allow dynamodb:Query ${accessLog}.Arn`] : []),
    ]
    const seals = [
      putsAlone(accessLog, 'ACCESS-SEAL'),
      `Allow dynamodb:Query ${accessLog}.Arn`,
      `Allow kms:GenerateDataKey ${key}.Arn ${via}`,
    ]
    const parks = isJobs(name) ? [`Allow sqs:SendMessage ${deadLetters}`] : []
    const tells = name === 'outgoing' ? [`Allow events:PutEvents ${only('AWS::Events::EventBus').id}.Arn`] : []
    const role = only<Role>('AWS::IAM::Role', functionOf(name).Properties.Role)
    const door = name === 'seal' ? seals : isJobs(name) ? [] : name === 'session' ? keeps : atTheDoor
    expect([...new Set(grantsOf(role))]).toEqual(
      [...new Set([...needed, ...always, ...parks, ...tells, ...door])].toSorted(),
    )
  })

  test.each([
    ['WebhookKey', 'WEBHOOK_KEY', ['admin', 'outgoing']],
    ['SealKey', 'SEAL_KEY', ['audit', 'seal']],
  ] as const)('%s is in no template: CloudFormation is told where it is', (id, variable, names) => {
    const values = names.map((name) => JSON.stringify(functionOf(name).Properties.Environment.Variables[variable]))
    for (const value of values) expect(value).toMatch(/resolve:secretsmanager:.*:SecretString/)
    const secrets = ofType<{ Description: string }>('AWS::SecretsManager::Secret')
    expect(secrets.find((secret) => secret.id.startsWith(id))?.Properties).toMatchObject({
      GenerateSecretString: { PasswordLength: 64 },
      KmsKeyId: expect.anything(),
    })
  })

  test('no function shares a role or a log with another', () => {
    const distinct = (list: readonly unknown[]) => new Set(list.map(textOf)).size
    expect(distinct(functions.map(({ Properties }) => Properties.Role))).toBe(FUNCTION_NAMES.length)
    expect(distinct(functions.map(({ Properties }) => Properties.LoggingConfig.LogGroup))).toBe(FUNCTION_NAMES.length)
  })

  test('there are no roles or policies but those of the functions, the machines, the copies and the one that wakes the jobs', () => {
    const copies = ofType<{ BackupSelection: { IamRoleArn: unknown } }>('AWS::Backup::BackupSelection')
    const known = [
      ...functions.map(({ Properties }) => textOf(Properties.Role)),
      ...machines.map(({ Properties }) => textOf(Properties.RoleArn)),
      ...copies.map(({ Properties }) => textOf(Properties.BackupSelection.IamRoleArn)),
      textOf(schedule?.Properties.Target.RoleArn),
    ]
    expect(
      ofType('AWS::IAM::Role')
        .map(({ id }) => `${id}.Arn`)
        .toSorted(),
    ).toEqual(known.toSorted())
    expect(ofType('AWS::IAM::ManagedPolicy')).toEqual([])
  })

  test.each(FUNCTION_NAMES)('%s runs as it was measured', (name) => {
    const { Code, Role, LoggingConfig, ...rest } = functionOf(name).Properties
    // Without it no line has a level, and the alarm hears of no fault.
    expect(LoggingConfig).toMatchObject({ LogFormat: 'JSON', SystemLogLevel: 'WARN' })
    expect(rest).toEqual({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      MemorySize: ['availability', 'finance', 'documents'].includes(name) ? 1024 : 512,
      Timeout: isJobs(name) ? 300 : 10,
      KmsKeyArn: { 'Fn::ImportValue': expect.stringContaining('TableKey') },
      Environment: { Variables: Object.fromEntries(knownTo(name).map((variable) => [variable, expect.anything()])) },
    })
    const { TABLE_NAME, ACCESS_LOG_TABLE_NAME } = rest.Environment.Variables
    expect([TABLE_NAME, ACCESS_LOG_TABLE_NAME].map(textOf)).toEqual([table, accessLog])
  })

  test.each(FUNCTION_NAMES)('%s keeps its log as long as the settings say', (name) => {
    const { RetentionInDays } = only<{ RetentionInDays: number }>('AWS::Logs::LogGroup', {
      Ref: logOf(name),
    }).Properties
    expect(RetentionInDays).toBe(settings.logRetention)
  })

  const alarms = ofType<Alarm>('AWS::CloudWatch::Alarm')

  const alarmOf = (name: FunctionName): Alarm => {
    const own = alarms.filter(({ Properties }) =>
      Properties.Metrics?.some(({ MetricStat }) =>
        MetricStat?.Metric.Dimensions?.some(({ Value }) => textOf(Value) === functionOf(name).id),
      ),
    )
    const [alarm, ...others] = own.map(({ Properties }) => Properties)
    if (alarm === undefined || others.length > 0) throw new Error(`${own.length} alarms for ${name}`)
    return alarm
  }

  test.each(FUNCTION_NAMES)('the alarm of %s says who is hurt', (name) => {
    const { AlarmDescription } = alarmOf(name)
    const impacts = rowsOf(name).map((row) => row.impact)
    const shown = impacts.filter((impact) => AlarmDescription.includes(impact))
    const counted = Number(/; og (\d+) til\./.exec(AlarmDescription)?.[1] ?? 0)
    expect(shown.length).toBeGreaterThan(0)
    expect(shown.length + counted).toBe(impacts.length)
    expect(AlarmDescription.length).toBeLessThanOrEqual(MOST_CHARACTERS)
  })

  test.each(FUNCTION_NAMES)('the alarm of %s names a runbook that is there', (name) => {
    const [, runbook = ''] = /\. Runbook: (\S+)$/.exec(alarmOf(name).AlarmDescription) ?? []
    expect(runbook).toBe(`docs/runbooks/${name}.md`)
    expect(existsSync(runbook)).toBe(true)
  })

  test.each(FUNCTION_NAMES)(
    'the alarm of %s goes at the first crash, and at the first fault in its own log',
    (name) => {
      const filters = ofType<MetricFilter>('AWS::Logs::MetricFilter').filter(
        ({ Properties }) => textOf(Properties.LogGroupName) === logOf(name),
      )
      expect(filters.map(({ Properties }) => Properties.FilterPattern)).toEqual(['{ $.level = "ERROR" }'])
      const [caught] = filters.flatMap(({ Properties }) => Properties.MetricTransformations)
      const { Metrics = [], ...rest } = alarmOf(name)
      const watched = Metrics.flatMap(({ MetricStat }) =>
        MetricStat ? [`${MetricStat.Stat} ${MetricStat.Metric.Namespace} ${MetricStat.Metric.MetricName}`] : [],
      )
      expect(watched).toEqual(['Sum AWS/Lambda Errors', `Sum ${caught?.MetricNamespace} ${caught?.MetricName}`])
      expect(Metrics.flatMap(({ Expression }) => Expression ?? [])).toEqual(['FILL(crashed, 0) + FILL(caught, 0)'])
      expect(rest).toMatchObject({
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      })
    },
  )
})

describe('the text of an alarm', () => {
  const impacts = ['a', 'b', 'c']
  const spare = MOST_CHARACTERS - alarmText('ward', impacts).length

  test('all impacts stand in it where they fit to the last character', () => {
    expect(alarmText('ward', ['a', 'b', `c${'x'.repeat(spare)}`])).toHaveLength(MOST_CHARACTERS)
  })

  test('one character more, and the last is counted', () => {
    const text = alarmText('ward', ['a', 'b', `c${'x'.repeat(spare + 1)}`])
    expect(text).toBe('Når ward svikter: a; b; og 1 til. Runbook: docs/runbooks/ward.md')
  })
})
