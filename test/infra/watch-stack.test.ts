import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { NOBODYS } from '../../infra/aws/installation.ts'
import { SETTINGS, STAGES } from '../../infra/aws/settings.ts'
import { FUNCTION_NAMES } from '../../infra/bundle.ts'
import { JOB_LAMBDAS, JOB_NAMES, jobRow } from '../../lib/contract/jobs.ts'
import { synthesise } from './templates.ts'

type Alarm = {
  readonly AlarmName: string
  readonly AlarmDescription: string
  readonly AlarmActions: readonly unknown[]
  readonly OKActions: readonly unknown[]
  readonly TreatMissingData: string
  readonly ComparisonOperator: string
}
type Budget = {
  readonly Budget: {
    readonly BudgetLimit: { readonly Amount: number; readonly Unit: string }
    readonly TimeUnit: string
  }
  readonly NotificationsWithSubscribers: readonly {
    readonly Notification: { readonly NotificationType: string; readonly Threshold: number }
    readonly Subscribers: readonly { readonly Address: string }[]
  }[]
}

const notify = ['vakt@kommune.invalid', 'okonomi@kommune.invalid']
const fansOut = JOB_NAMES.filter((job) => jobRow(job).fansOut)

describe.each(STAGES)('the watch over %s', (stage) => {
  const { ofType, only, textOf } = synthesise(stage, { installation: { ...NOBODYS, notify } })
  const topic = only('AWS::SNS::Topic')
  const alarms = ofType<Alarm>('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties)
  const names = alarms.map(({ AlarmName }) => AlarmName.replace(`trekkspill-${stage}-watch-`, ''))

  test('has an alarm for every function and machine, and for what none of them sees of itself', () => {
    expect(names.toSorted()).toEqual(
      [
        ...FUNCTION_NAMES,
        ...fansOut,
        'api-slow',
        'api-unanswered',
        'jobs-parked',
        ...JOB_LAMBDAS.map((name) => `${name}-silent`),
        'table-throttled',
        ...(SETTINGS[stage].keepsData ? ['not-copied'] : []),
      ].toSorted(),
    )
  })

  test.each(names)(
    '%s says who is hurt and names a runbook that is there, and somebody hears of it, and of its end',
    (name) => {
      const alarm = alarms.find(({ AlarmName }) => AlarmName.endsWith(`-watch-${name}`))
      const [, who = '', runbook = ''] =
        /^Når .+? svikter: (.+)\. Runbook: (\S+)$/.exec(alarm?.AlarmDescription ?? '') ?? []
      expect(who.length).toBeGreaterThan(20)
      expect(existsSync(runbook)).toBe(true)
      for (const actions of [alarm?.AlarmActions, alarm?.OKActions]) expect(actions?.map(textOf)).toEqual([topic.id])
    },
  )

  test('hears that the jobs are never called, and takes silence for calm everywhere else', () => {
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching')
    expect(silent.map(({ AlarmName }) => AlarmName.replace(/.*-watch-/, ''))).toEqual(
      JOB_LAMBDAS.map((name) => `${name}-silent`),
    )
    for (const { ComparisonOperator } of silent) expect(ComparisonOperator).toBe('LessThanThreshold')
  })

  test('may be told by CloudWatch of this account, over TLS, and tells those whom the installation names', () => {
    const { PolicyDocument } = only<{ PolicyDocument: { Statement: readonly object[] } }>(
      'AWS::SNS::TopicPolicy',
    ).Properties
    expect(PolicyDocument.Statement).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ])
    const told = ofType<{ Protocol: string; Endpoint: string }>('AWS::SNS::Subscription')
    expect(told.map(({ Properties }) => `${Properties.Protocol} ${Properties.Endpoint}`)).toEqual(
      notify.map((address) => `email ${address}`),
    )
  })

  test('says when the bill nears what the settings allow, and when it is going to pass it', () => {
    const { Budget, NotificationsWithSubscribers } = only<Budget>('AWS::Budgets::Budget').Properties
    expect(Budget).toMatchObject({
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: SETTINGS[stage].monthlyBudgetUsd, Unit: 'USD' },
    })
    expect(
      NotificationsWithSubscribers.map(({ Notification: { NotificationType, Threshold }, Subscribers }) =>
        [NotificationType, Threshold, ...Subscribers.map(({ Address }) => Address)].join(' '),
      ),
    ).toEqual([`ACTUAL 80 ${notify.join(' ')}`, `FORECASTED 100 ${notify.join(' ')}`])
  })

  test('shows every function and every alarm on one page', () => {
    const { DashboardBody } = only<{ DashboardBody: { 'Fn::Join': [string, readonly unknown[]] } }>(
      'AWS::CloudWatch::Dashboard',
    ).Properties
    const body = DashboardBody['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : textOf(part))).join('')
    for (const { id } of ofType('AWS::CloudWatch::Alarm')) expect(body).toContain(id)
    for (const { id } of ofType('AWS::Lambda::Function')) expect(body).toContain(id)
  })
})
