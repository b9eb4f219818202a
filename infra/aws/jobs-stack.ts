import { CfnOutput, Duration, Stack, type StackProps, TimeZone } from 'aws-cdk-lib'
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke, StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { JOB_LAMBDAS, JOB_NAMES, JOBS, type JobLambda, type JobTime, jobRow } from '../../lib/contract/jobs.ts'
import { alarmText } from './alarm-text.ts'
import { accept } from './checks.ts'
import { FanOut } from './fan-out.ts'
import { type Data, sealStatements } from './grants.ts'
import { sealEnvironment, webhookEnvironment } from './secret-environment.ts'
import type { Settings } from './settings.ts'
import { type CodeOf, TableFunction } from './table-function.ts'
import type { Trouble } from './trouble.ts'

export type JobsStackProps = StackProps & { readonly data: Data; readonly settings: Settings; readonly codeOf: CodeOf }

/** A job goes through every unit, and nobody waits for it. */
const TIMEOUT = Duration.minutes(5)

/** The jobs: a Lambda for those of our own and one for what goes out to others, woken for each row at its own pace. What fails stays in a queue, with the reason. */
export class JobsStack extends Stack {
  readonly functions: readonly TableFunction[]
  readonly queues: readonly Queue[]
  readonly troubles: readonly Trouble[]

  constructor(scope: Construct, id: string, { data, settings, codeOf, ...props }: JobsStackProps) {
    super(scope, id, props)
    const parked = newQueue(this, 'Parked')
    const park = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [parked.queueArn] })
    const workerOf = (
      name: JobLambda,
      environment: Readonly<Record<string, string>> = {},
      statements: readonly PolicyStatement[] = [],
    ) => {
      const worker = new TableFunction(this, name, {
        name,
        rows: JOB_NAMES.map((job) => JOBS[job]).filter((row) => row.lambda === name),
        code: codeOf(name),
        data,
        settings,
        memoryMb: 512,
        timeout: TIMEOUT,
        environment,
        statements,
      })
      worker.handler.addToRolePolicy(park)
      worker.handler.configureAsyncInvoke({
        retryAttempts: 2,
        // Only the name of the queue: CDK's own destination would let the function read the queue's settings too.
        onFailure: { bind: () => ({ destination: parked.queueArn }) },
      })
      return worker
    }
    // Whoever in the account wants to hear of what happens makes a rule on it; nothing of ours listens.
    const bus = new EventBus(this, 'Events', { eventBusName: `${this.stackName}-hendelser` })
    const workers: Readonly<Record<JobLambda, TableFunction>> = {
      jobs: workerOf('jobs'),
      outgoing: workerOf('outgoing', { ...webhookEnvironment(data), EVENT_BUS_NAME: bus.eventBusName }),
      seal: workerOf('seal', sealEnvironment(data), sealStatements(data)),
    }
    workers.outgoing.handler.addToRolePolicy(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
    )
    const { handler } = workers.jobs

    const fanOuts = JOB_NAMES.flatMap((job) => {
      const { fansOut, impact } = jobRow(job)
      if (!fansOut) return []
      const own = newQueue(this, `${job}-parked`)
      const map = new FanOut(this, `${job}-map`, { job, impact, worker: handler, parked: own, ...fansOut })
      return { job, own, map }
    })
    const machines = new Map(
      fanOuts.map(({ job, map }) => [job, StateMachine.fromStateMachineArn(this, `${job}-machine`, map.machineArn)]),
    )

    const waker = new Role(this, 'Waker', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
      inlinePolicies: {
        wake: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: JOB_LAMBDAS.map((name) => workers[name].handler.functionArn),
            }),
            new PolicyStatement({
              actions: ['states:StartExecution'],
              resources: [...machines.values()].map((machine) => machine.stateMachineArn),
            }),
            park,
          ],
        }),
      },
    })
    for (const job of JOB_NAMES) {
      const machine = machines.get(job)
      const how = {
        // CDK would add every version of the function to it.
        role: waker.withoutPolicyUpdates(),
        input: ScheduleTargetInput.fromObject(machine ? {} : { job }),
        deadLetterQueue: parked,
        // After that the next run is due, and does the same work; a day is the most that the scheduler takes.
        maxEventAge: Duration.minutes(Math.min(minutesBetween(jobRow(job)), 24 * 60)),
      }
      const target = machine
        ? new StepFunctionsStartExecution(machine, how)
        : new LambdaInvoke(workers[jobRow(job).lambda].handler, how)
      new Schedule(this, job, { schedule: scheduleOf(jobRow(job)), target })
    }

    this.functions = JOB_LAMBDAS.map((name) => workers[name])
    // Read by `npm run redrive`.
    const places = {
      workers: Object.fromEntries(JOB_LAMBDAS.map((name) => [name, workers[name].handler.functionName])),
      parked: parked.queueUrl,
      fanOuts: fanOuts.map(({ job, own }) => ({ job, queueUrl: own.queueUrl })),
    }
    new CfnOutput(this, 'Redrive', { value: this.toJsonString(places) })
    this.queues = [parked, ...fanOuts.map(({ own }) => own)]
    this.troubles = [
      ...this.functions.map(({ trouble }) => trouble),
      ...fanOuts.map(({ map }) => map.trouble),
      ...troublesOf(workers, parked),
    ]
  }
}

/** What no function sees of itself: that it is not called, or that a call of it was given up. */
const troublesOf = (workers: Readonly<Record<JobLambda, TableFunction>>, parked: Queue): readonly Trouble[] => [
  ...JOB_LAMBDAS.map((name) => silenceOf(name, workers[name].handler)),
  {
    name: 'jobs-parked',
    text: alarmText(
      'en jobb gang på gang',
      JOB_NAMES.map((job) => jobRow(job).impact),
      'jobs',
    ),
    metric: parked.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(15), statistic: 'Maximum' }),
  },
]

const PATIENCE_MINUTES = 15
const MISSED_CALLS = 3

function silenceOf(name: JobLambda, handler: IFunction): Trouble {
  const rows = JOB_NAMES.map(jobRow).filter(({ lambda }) => lambda === name)
  const often = Math.min(...rows.map(minutesBetween))
  return {
    name: `${name}-silent`,
    text: alarmText(
      `klokken som vekker ${name}`,
      rows.map(({ impact }) => impact),
      name,
    ),
    metric: handler.metricInvocations({
      period: Duration.minutes(Math.max(often, PATIENCE_MINUTES)),
      statistic: 'Sum',
    }),
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    // What is called all the time is missed within a quarter of an hour; what seldom is, may come late once.
    periods: often < PATIENCE_MINUTES ? 1 : MISSED_CALLS,
    isSilence: true,
  }
}

/** Where what could not be done lies until somebody looks, over a holiday too. */
function newQueue(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  })
  const last = 'Er der det som feilet, ender; bare et menneske tar noe ut av den'
  accept(queue, { 'AwsSolutions-SQS3': last, 'Serverless-SQSRedrivePolicy': last })
  return queue
}

const scheduleOf = (time: JobTime): ScheduleExpression =>
  'monthly' in time
    ? ScheduleExpression.cron({
        minute: '0',
        hour: String(time.monthly.hour),
        day: String(time.monthly.dayOfMonth),
        timeZone: TimeZone.of('Europe/Oslo'),
      })
    : ScheduleExpression.rate(Duration.minutes(time.everyMinutes))

const minutesBetween = (time: JobTime): number => ('monthly' in time ? 28 * 24 * 60 : time.everyMinutes)
