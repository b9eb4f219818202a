import { Duration, Stack, type StackProps } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { JOB_NAMES, JOBS, type JobRow } from '../../lib/contract/jobs.ts'
import type { Data } from './grants.ts'
import type { Settings } from './settings.ts'
import { type CodeOf, TableFunction } from './table-function.ts'

export type JobsStackProps = StackProps & { readonly data: Data; readonly settings: Settings; readonly codeOf: CodeOf }

/** A job goes through every unit, and nobody waits for it. */
const TIMEOUT = Duration.minutes(5)

/** The jobs: one Lambda, woken for each row at its own pace. What fails stays in a queue, with the reason. */
export class JobsStack extends Stack {
  constructor(scope: Construct, id: string, { data, settings, codeOf, ...props }: JobsStackProps) {
    super(scope, id, props)
    const parked = new Queue(this, 'Parked', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    const park = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [parked.queueArn] })
    const { handler } = new TableFunction(this, 'jobs', {
      name: 'jobs',
      rows: JOB_NAMES.map((job) => JOBS[job]),
      code: codeOf('jobs'),
      data,
      settings,
      memoryMb: 512,
      timeout: TIMEOUT,
    })
    handler.addToRolePolicy(park)
    handler.configureAsyncInvoke({
      retryAttempts: 2,
      // Only the name of the queue: CDK's own destination would let the function read the queue's settings too.
      onFailure: { bind: () => ({ destination: parked.queueArn }) },
    })

    const waker = new Role(this, 'Waker', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
      inlinePolicies: {
        wake: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }),
            park,
          ],
        }),
      },
    })
    for (const job of JOB_NAMES) {
      const row: JobRow = JOBS[job]
      new Schedule(this, job, {
        schedule: ScheduleExpression.rate(Duration.minutes(row.everyMinutes)),
        target: new LambdaInvoke(handler, {
          // CDK would add every version of the function to it.
          role: waker.withoutPolicyUpdates(),
          input: ScheduleTargetInput.fromObject({ job }),
          deadLetterQueue: parked,
          // After that the next run is due, and does the same work; a day is the most that the scheduler takes.
          maxEventAge: Duration.minutes(Math.min(row.everyMinutes, 24 * 60)),
        }),
      })
    }
  }
}
