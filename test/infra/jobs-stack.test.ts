import { describe, expect, test } from 'vitest'
import { JOB_LAMBDAS, JOB_NAMES, jobRow } from '../../lib/contract/jobs.ts'
import { type Role, synthesise } from './templates.ts'

type State = {
  readonly Type: string
  readonly Resource?: string
  readonly Parameters?: Readonly<Record<string, unknown>>
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts: number }[]
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[]
  readonly Choices?: readonly { readonly Variable: string; readonly Next: string }[]
  readonly Next?: string
  readonly Default?: string
  readonly End?: true
  readonly MaxConcurrency?: number
  readonly ItemSelector?: Readonly<Record<string, string>>
  readonly ItemProcessor?: States & { readonly ProcessorConfig: Readonly<Record<string, string>> }
}
type States = { readonly StartAt: string; readonly States: Readonly<Record<string, State>> }
type Machine = {
  readonly StateMachineName: string
  readonly RoleArn: unknown
  readonly Definition: States
  readonly DefinitionSubstitutions: Readonly<Record<string, unknown>>
}
type Schedule = {
  readonly ScheduleExpression: string
  readonly ScheduleExpressionTimezone?: string
  readonly State: string
  readonly Target: {
    readonly Arn: unknown
    readonly Input: string
    readonly RoleArn: unknown
    readonly DeadLetterConfig: { readonly Arn: unknown }
    readonly RetryPolicy: { readonly MaximumEventAgeInSeconds: number }
  }
}

const { templates, ofType, only, textOf, functionOf, nameOf, grantsOf } = synthesise('test')
const schedules = ofType<Schedule>('AWS::Scheduler::Schedule').map(({ Properties }) => Properties)
const queues = ofType('AWS::SQS::Queue').map(({ id }) => id)
const queue = textOf(schedules[0]?.Target.DeadLetterConfig.Arn).replace('.Arn', '')
const machines = ofType<Machine>('AWS::StepFunctions::StateMachine')
const fansOut = JOB_NAMES.filter((job) => jobRow(job).fansOut)

/** `rate(1 minute)`, `rate(1 day)`: the schedule's own words, in minutes; at least so many for a date in each month. */
function minutesOf(expression: string): number {
  if (/^cron\(0 \d+ \d+ \* \? \*\)$/.test(expression)) return 28 * 24 * 60
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? []
  const minutes = { minute: 1, hour: 60, day: 24 * 60 }[unit]
  if (minutes === undefined) throw new RangeError(`not a rate: ${expression}`)
  return Number(count) * minutes
}

const cronOf = ({ dayOfMonth, hour }: { dayOfMonth: number; hour: number }) =>
  `cron(0 ${hour} ${dayOfMonth} * ? *) Europe/Oslo`

/** As the grants name it: the region is the stack's, the account and the partition are whoever's it is deployed to. */
const arnOf = (resource: string, { StateMachineName }: Machine, runs = '') =>
  `arn:AWS::Partition:states:eu-north-1:AWS::AccountId:${resource}:${StateMachineName}${runs}`

describe('the jobs', () => {
  test('each row wakes its own Lambda, or its own machine, at its own pace', () => {
    const woken = schedules.map(({ ScheduleExpression, ScheduleExpressionTimezone: zone, State, Target }) => ({
      when: ScheduleExpression.startsWith('rate') ? minutesOf(ScheduleExpression) : `${ScheduleExpression} ${zone}`,
      State,
      wakes: nameOf(Target.Arn) ?? textOf(Target.Arn).split(':').at(-1),
      input: JSON.parse(Target.Input) as unknown,
    }))
    const rows = JOB_NAMES.map((job) => {
      const row = jobRow(job)
      const machine = row.fansOut && `trekkspill-test-jobs-${job}`
      return {
        when: 'monthly' in row ? cronOf(row.monthly) : row.everyMinutes,
        State: 'ENABLED',
        wakes: machine ?? row.lambda,
        input: machine ? {} : { job },
      }
    })
    expect(woken).toHaveLength(rows.length)
    expect(woken).toEqual(expect.arrayContaining(rows))
  })

  test('a call that cannot be made, or that fails each time, ends in the queue', () => {
    expect(schedules.map(({ Target }) => textOf(Target.DeadLetterConfig.Arn))).toEqual(
      schedules.map(() => `${queue}.Arn`),
    )
    for (const name of JOB_LAMBDAS)
      templates.jobs.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
        FunctionName: { Ref: functionOf(name).id },
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } } },
      })
  })

  test('a call is tried no longer than until the next is due', () => {
    for (const { ScheduleExpression, Target } of schedules) {
      expect(Target.RetryPolicy.MaximumEventAgeInSeconds).toBeLessThanOrEqual(60 * minutesOf(ScheduleExpression))
    }
  })

  test('what wakes the jobs may call those Lambdas, start the machines and park what fails, and nothing more', () => {
    const roles = new Set(schedules.map(({ Target }) => textOf(Target.RoleArn)))
    expect(roles.size).toBe(1)
    expect(grantsOf(only<Role>('AWS::IAM::Role', schedules[0]?.Target.RoleArn))).toEqual([
      ...JOB_LAMBDAS.map((name) => `Allow lambda:InvokeFunction ${functionOf(name).id}.Arn`),
      `Allow sqs:SendMessage ${queue}.Arn`,
      ...machines.map(({ Properties }) => `Allow states:StartExecution ${arnOf('stateMachine', Properties)}`),
    ])
  })

  test.each(queues)('%s is encrypted, refuses plain http and keeps what failed over a holiday', (each) => {
    expect(only('AWS::SQS::Queue', { Ref: each }).Properties).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
    })
    templates.jobs.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Action: 'sqs:*',
            Principal: { AWS: '*' },
            Resource: { 'Fn::GetAtt': [each, 'Arn'] },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    })
  })
})

describe.each(fansOut)('%s, a task at a time', (job) => {
  const [machine] = machines.filter(({ Properties }) => Properties.StateMachineName.endsWith(`-${job}`))
  if (!machine) throw new Error(`${job} has no machine`)
  const { Definition, DefinitionSubstitutions, RoleArn } = machine.Properties
  const each = Definition.States['Each']
  const inner = each?.ItemProcessor
  if (!each || !inner) throw new Error('nothing is mapped')
  const parked = textOf(DefinitionSubstitutions['parked'])

  test('lists first, and then runs each task as an execution of its own, so many at once', () => {
    expect(textOf(DefinitionSubstitutions['worker'])).toBe(`${functionOf('jobs').id}.Arn`)
    const list = Definition.States[Definition.StartAt]
    expect(list?.Parameters?.['Payload']).toMatchObject({ job, step: 'list' })
    expect(list?.Next).toBe('Each')
    expect(inner.ProcessorConfig).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' })
    expect(each.MaxConcurrency).toBe(jobRow(job).fansOut?.atOnce)
    expect(inner.States[inner.StartAt]?.Parameters?.['Payload']).toMatchObject({ job, step: 'run' })
  })

  test('counts all of it as done at the instant at which it was begun, however late a task is tried again', () => {
    const list = Definition.States['List']?.Parameters?.['Payload']
    expect(list).toMatchObject({ 'at.$': '$$.Execution.StartTime' })
    expect(each.ItemSelector).toMatchObject({ 'at.$': '$$.Execution.StartTime' })
    // Inside the map the execution is the task's own.
    expect(inner.States['Run']?.Parameters?.['Payload']).toMatchObject({ 'at.$': '$.at', 'given.$': '$.task' })
  })

  test('tries again what fails, and parks what fails still or says why it cannot be, with the task and the reason', () => {
    for (const state of [Definition.States['List'], inner.States['Run'], inner.States['Park']]) {
      expect(state?.Retry).toMatchObject([{ ErrorEquals: ['States.ALL'], MaxAttempts: 3 }])
    }
    expect(inner.States['Run']?.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'Park' }])
    expect(inner.States['Run']?.Next).toBe('Judge')
    expect(inner.States['Judge']?.Choices).toMatchObject([{ Variable: '$.became.report.reason', Next: 'Park' }])
    expect(inner.States['Park']).toMatchObject({
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { QueueUrl: `\${parked}`, 'MessageBody.$': '$' },
      End: true,
    })
    expect(queues).toContain(parked)
    expect(parked).not.toBe(queue)
  })

  test('every state leads to another or is the end', () => {
    for (const { StartAt, States } of [Definition, inner]) {
      const steps = Object.values(States).flatMap(({ Next, Default, Choices = [], Catch = [], End, Type }) => {
        expect(End === true || Next !== undefined || Type === 'Choice').toBe(true)
        return [Next ?? [], Default ?? [], ...Choices.map((to) => to.Next), ...Catch.map((to) => to.Next)].flat()
      })
      expect(new Set([StartAt, ...steps])).toEqual(new Set(Object.keys(States)))
    }
  })

  test('may call the jobs Lambda, park, and start, follow and stop its own tasks, and nothing more', () => {
    expect(grantsOf(only<Role>('AWS::IAM::Role', RoleArn))).toEqual(
      [
        `Allow lambda:InvokeFunction ${functionOf('jobs').id}.Arn`,
        `Allow sqs:SendMessage ${parked}.Arn`,
        `Allow states:StartExecution ${arnOf('stateMachine', machine.Properties)}`,
        `Allow states:DescribeExecution ${arnOf('execution', machine.Properties, '/*')}`,
        `Allow states:StopExecution ${arnOf('execution', machine.Properties, '/*')}`,
      ].toSorted(),
    )
  })

  test('has an alarm that says who is hurt and where the runbook is, at the first failure and the first parked task', () => {
    const [alarm, ...others] = ofType<{ AlarmDescription: string; Metrics: object[]; Threshold: number }>(
      'AWS::CloudWatch::Alarm',
    ).filter(({ Properties }) => Properties.AlarmDescription.startsWith(`Når ${job} svikter: `))
    expect(others).toEqual([])
    expect(alarm?.Properties.AlarmDescription).toContain(jobRow(job).impact)
    expect(alarm?.Properties.AlarmDescription).toMatch(/\. Runbook: docs\/runbooks\/jobs\.md$/)
    const watched = JSON.stringify(alarm?.Properties.Metrics)
    for (const metric of ['ExecutionsFailed', 'ExecutionsTimedOut', 'ApproximateNumberOfMessagesVisible', parked])
      expect(watched).toContain(metric)
    expect(alarm?.Properties.Threshold).toBe(1)
  })
})
