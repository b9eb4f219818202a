import { Arn, ArnFormat, Duration, Stack } from 'aws-cdk-lib'
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import type { JobName } from '../../lib/contract/jobs.ts'
import { alarmText } from './alarm-text.ts'
import { accept } from './checks.ts'
import type { Trouble } from './trouble.ts'

export type FanOutProps = {
  readonly job: JobName
  readonly atOnce: number
  readonly impact: string
  /** Does both steps: the list of tasks, and one task. */
  readonly worker: IFunction
  /** Where a task goes that cannot be done, with what it was and why. */
  readonly parked: Queue
}

/** Throttled, timed out or unlucky: the same task again, and the same bytes. */
const RETRY = [
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, BackoffRate: 3, MaxAttempts: 3, JitterStrategy: 'FULL' },
]

/**
 * A job of many tasks as a distributed map: list, then each task by itself, so many at once. A task that fails again and
 * again, or that says why nothing can come of it, is parked, and the others go on.
 *
 * Written as the states language itself, with a role of its own: CDK's constructs would grant every version of the Lambda.
 */
export class FanOut extends Construct {
  readonly machineArn: string
  readonly trouble: Trouble

  constructor(scope: Construct, id: string, props: FanOutProps) {
    super(scope, id)
    const { job, worker, parked } = props
    const stack = Stack.of(this)
    // Named here, because the role that starts the map's own runs must know the machine before it is there.
    const stateMachineName = `${stack.stackName}-${job}`
    const arnOf = (resource: string, resourceName: string) =>
      Arn.format({ service: 'states', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }, stack)
    this.machineArn = arnOf('stateMachine', stateMachineName)
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
      inlinePolicies: {
        run: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [worker.functionArn] }),
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [parked.queueArn] }),
            // A distributed map runs each task as an execution of the machine's own.
            new PolicyStatement({ actions: ['states:StartExecution'], resources: [this.machineArn] }),
            new PolicyStatement({
              actions: ['states:DescribeExecution', 'states:StopExecution'],
              resources: [arnOf('execution', `${stateMachineName}/*`)],
            }),
          ],
        }),
      },
    })
    const machine = new CfnStateMachine(this, 'Machine', {
      stateMachineName,
      roleArn: role.roleArn,
      definition: statesOf(props),
      definitionSubstitutions: { worker: worker.functionArn, parked: parked.queueUrl },
    })
    machine.node.addDependency(role)
    const ownRuns = `states:${stack.region}:<AWS::AccountId>:execution:${stateMachineName}/*`
    accept(role, {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:${ownRuns}]`]:
        'Maskinens egne kjøringer, som den selv gir navn',
    })
    const history = 'Step Functions har historikken til hver kjøring i 90 døgn; '
    const traced = `${history}sporing ville trenge skriverett til hele X-Ray`
    accept(machine, {
      'AwsSolutions-SF1': `${history}en egen logg ville trenge rett til å sette opp logglevering i hele kontoen`,
      'AwsSolutions-SF2': traced,
      'Serverless-StepFunctionStateMachineXray': traced,
    })
    this.trouble = this.troubleOf(props)
  }

  /** The whole run failed, or some task lies parked: either way somebody goes without. */
  private troubleOf({ job, impact, parked }: FanOutProps): Trouble {
    const period = Duration.minutes(5)
    const ended = (metricName: string) =>
      new Metric({
        namespace: 'AWS/States',
        metricName,
        dimensionsMap: { StateMachineArn: this.machineArn },
        period,
        statistic: 'Sum',
      })
    return {
      name: job,
      text: alarmText(job, [impact], 'jobs'),
      metric: new MathExpression({
        expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(waiting, 0)',
        usingMetrics: {
          failed: ended('ExecutionsFailed'),
          timedOut: ended('ExecutionsTimedOut'),
          waiting: parked.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
        },
        period,
      }),
    }
  }
}

/** `${worker}` and `${parked}` are filled in by CloudFormation. */
const statesOf = ({ job, atOnce }: FanOutProps) => ({
  Comment: `${job}: list, then each task by itself`,
  StartAt: 'List',
  // Tasks are done again and end with the same bytes; what takes longer than this hangs.
  TimeoutSeconds: 6 * 3600,
  States: {
    List: {
      ...invoke({ job, step: 'list', 'at.$': '$$.Execution.StartTime', 'given.$': '$$.Execution.Input' }),
      ResultSelector: { 'tasks.$': '$.Payload.tasks' },
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      ItemsPath: '$.tasks',
      // The instant of the whole run, so that a task that is tried again gives the same bytes.
      ItemSelector: { 'task.$': '$$.Map.Item.Value', 'at.$': '$$.Execution.StartTime' },
      MaxConcurrency: atOnce,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Run',
        States: {
          Run: {
            ...invoke({ job, step: 'run', 'at.$': '$.at', 'given.$': '$.task' }),
            ResultSelector: { 'report.$': '$.Payload' },
            ResultPath: '$.became',
            Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.fault', Next: 'Park' }],
            Next: 'Judge',
          },
          Judge: {
            Type: 'Choice',
            Choices: [{ Variable: '$.became.report.reason', IsString: true, Next: 'Park' }],
            Default: 'Tell',
          },
          Park: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sqs:sendMessage',
            Parameters: { QueueUrl: `\${parked}`, 'MessageBody.$': '$' },
            Retry: RETRY,
            ResultSelector: { did: 'parked' },
            End: true,
          },
          // Little, because all tasks' results together are the run's own.
          Tell: { Type: 'Pass', Parameters: { 'did.$': '$.became.report.did' }, End: true },
        },
      },
      End: true,
    },
  },
})

const invoke = (Payload: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: `\${worker}`, Payload },
  Retry: RETRY,
})
