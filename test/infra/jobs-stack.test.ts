import { describe, expect, test } from 'vitest'
import { JOB_NAMES, JOBS } from '../../lib/contract/jobs.ts'
import { type Role, synthesise } from './templates.ts'

type Schedule = {
  readonly ScheduleExpression: string
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
const queue = only('AWS::SQS::Queue')
const schedules = ofType<Schedule>('AWS::Scheduler::Schedule').map(({ Properties }) => Properties)

/** `rate(1 minute)`, `rate(1 day)`: the schedule's own words, in minutes. */
function minutesOf(expression: string): number {
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? []
  const minutes = { minute: 1, hour: 60, day: 24 * 60 }[unit]
  if (minutes === undefined) throw new RangeError(`not a rate: ${expression}`)
  return Number(count) * minutes
}

describe('the jobs', () => {
  test('each row wakes the jobs Lambda at its own pace, with its name', () => {
    const woken = schedules.map(({ ScheduleExpression, State, Target }) => ({
      everyMinutes: minutesOf(ScheduleExpression),
      State,
      lambda: nameOf(Target.Arn),
      input: JSON.parse(Target.Input) as unknown,
    }))
    const rows = JOB_NAMES.map((job) => ({
      everyMinutes: JOBS[job].everyMinutes,
      State: 'ENABLED',
      lambda: 'jobs',
      input: { job },
    }))
    expect(woken).toHaveLength(rows.length)
    expect(woken).toEqual(expect.arrayContaining(rows))
  })

  test('a call that cannot be made, or that fails each time, ends in the queue', () => {
    expect(schedules.map(({ Target }) => textOf(Target.DeadLetterConfig.Arn))).toEqual(
      schedules.map(() => `${queue.id}.Arn`),
    )
    templates.jobs.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: functionOf('jobs').id },
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue.id, 'Arn'] } } },
    })
  })

  test('a call is tried no longer than until the next is due', () => {
    for (const { ScheduleExpression, Target } of schedules) {
      expect(Target.RetryPolicy.MaximumEventAgeInSeconds).toBeLessThanOrEqual(60 * minutesOf(ScheduleExpression))
    }
  })

  test('what wakes the jobs may call that one Lambda and park what fails, and nothing more', () => {
    const roles = new Set(schedules.map(({ Target }) => textOf(Target.RoleArn)))
    expect(roles.size).toBe(1)
    expect(grantsOf(only<Role>('AWS::IAM::Role', schedules[0]?.Target.RoleArn))).toEqual([
      `Allow lambda:InvokeFunction ${functionOf('jobs').id}.Arn`,
      `Allow sqs:SendMessage ${queue.id}.Arn`,
    ])
  })

  test('the queue is encrypted, refuses plain http and keeps what failed over a holiday', () => {
    templates.jobs.hasResourceProperties('AWS::SQS::Queue', {
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
            Resource: { 'Fn::GetAtt': [queue.id, 'Arn'] },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    })
  })
})
