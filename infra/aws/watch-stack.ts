import { Duration, Stack, type StackProps } from 'aws-cdk-lib'
import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  TextWidget,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import type { ApiStack } from './api-stack.ts'
import { accept } from './checks.ts'
import type { DataStack } from './data-stack.ts'
import type { JobsStack } from './jobs-stack.ts'
import type { Trouble } from './trouble.ts'

export type WatchStackProps = StackProps & {
  readonly data: DataStack
  readonly api: ApiStack
  readonly jobs: JobsStack
  readonly notify: readonly string[]
}

/** For whoever is on call: an alarm for each trouble, and one page with everything on it. */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { data, api, jobs, notify, ...props }: WatchStackProps) {
    super(scope, id, props)
    const topic = new Topic(this, 'Topic', { displayName: this.stackName, enforceSSL: true })
    accept(topic, {
      'Serverless-SNSRedrivePolicy':
        'En e-post som ikke kommer fram, har ikke noe bedre sted å ligge; alarmen står på tavlen',
    })
    // A topic with a policy of its own no longer takes what the account's own services send.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    )
    for (const email of notify) topic.addSubscription(new EmailSubscription(email))

    const alarms = [...data.troubles, ...api.troubles, ...jobs.troubles].map((trouble) => {
      const alarm = this.alarmOf(trouble)
      alarm.addAlarmAction(new SnsAction(topic))
      alarm.addOkAction(new SnsAction(topic))
      return alarm
    })

    this.showAll({ data, api, jobs }, alarms)
  }

  private alarmOf({ name, text, metric, threshold = 1, comparison, periods = 1, isSilence = false }: Trouble): Alarm {
    return new Alarm(this, name, {
      alarmName: `${this.stackName}-${name}`,
      alarmDescription: text,
      metric,
      threshold,
      comparisonOperator: comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: isSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    })
  }

  private showAll(
    { data: { table }, api, jobs }: Pick<WatchStackProps, 'data' | 'api' | 'jobs'>,
    alarms: readonly Alarm[],
  ): void {
    const period = Duration.minutes(5)
    const sum = { period, statistic: 'Sum' }
    const functions = [...api.functions, ...jobs.functions]
    const eachFunction = (metricOf: (handler: (typeof functions)[number]['handler'], label: string) => IMetric) =>
      functions.map(({ name, handler }) => metricOf(handler, name))
    const rows: readonly (readonly (readonly [string, readonly IMetric[]])[])[] = [
      [
        [
          'Kall til API-et, og avviste',
          [api.api.metricCount(sum), api.api.metricClientError(sum), api.api.metricServerError(sum)],
        ],
        [
          'Ventetid på API-et (ms)',
          ['p50', 'p95', 'p99'].map((statistic) => api.api.metricLatency({ period, statistic })),
        ],
      ],
      [
        ['Kall per Lambda', eachFunction((handler, label) => handler.metricInvocations({ ...sum, label }))],
        ['Krasj per Lambda', eachFunction((handler, label) => handler.metricErrors({ ...sum, label }))],
        [
          'Tid per Lambda, p95 (ms)',
          eachFunction((handler, label) => handler.metricDuration({ period, statistic: 'p95', label })),
        ],
      ],
      [
        [
          'Lese- og skriveenheter',
          [table.metricConsumedReadCapacityUnits(sum), table.metricConsumedWriteCapacityUnits(sum)],
        ],
        [
          'I kø etter feil',
          jobs.queues.map((queue) => queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' })),
        ],
      ],
    ]
    const WHOLE_WIDTH = 24
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: this.stackName })
    dashboard.addWidgets(
      new TextWidget({
        markdown: `# ${this.stackName}\nHver alarm sier hvem som rammes og hvilken runbook som gjelder.`,
        width: WHOLE_WIDTH,
        height: 2,
      }),
    )
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: 'Alarmer', alarms: [...alarms], width: WHOLE_WIDTH, height: 4 }),
    )
    for (const row of rows)
      dashboard.addWidgets(
        ...row.map(([title, left]) => new GraphWidget({ title, left: [...left], width: WHOLE_WIDTH / row.length })),
      )
  }
}
