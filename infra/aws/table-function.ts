import { Duration, Stack } from 'aws-cdk-lib'
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda'
import { FilterPattern, LogGroup, type MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { FunctionName } from '../bundle.ts'
import { alarmText } from './alarm-text.ts'
import { accept } from './checks.ts'
import { type Data, tableStatements } from './grants.ts'
import { KEY_GRANTS } from './key-grants.ts'
import type { Settings } from './settings.ts'
import type { Trouble } from './trouble.ts'

/** Where a function's code comes from: the bundle when deploying, a line of text in tests. */
export type CodeOf = (name: FunctionName) => Code

/** What a function is deployed for: its rows in the routes or the jobs. */
export type ServedRow = { readonly impact: string }

export type TableFunctionProps = {
  readonly name: FunctionName
  readonly rows: readonly ServedRow[]
  readonly code: Code
  readonly data: Data
  readonly settings: Settings
  readonly memoryMb: number
  readonly timeout: Duration
  /** Beyond what its rows need. */
  readonly statements?: readonly PolicyStatement[]
  /** What it must know beside the table. */
  readonly environment?: Readonly<Record<string, string>>
}

/** A function with all that belongs to it: log, role with what its rows need, and what is seen of it when it fails. */
export class TableFunction extends Construct {
  readonly name: FunctionName
  readonly handler: LambdaFunction
  readonly trouble: Trouble

  constructor(scope: Construct, id: string, props: TableFunctionProps) {
    super(scope, id)
    const { name, code, data, settings, memoryMb, timeout, statements = [], environment = {} } = props
    this.name = name
    const logGroup = new LogGroup(this, 'Log', { retention: settings.logRetention })
    const writeLog = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    })
    // A role of our own: the one that CDK makes may write to every log group of the account.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        rows: new PolicyDocument({ statements: [...tableStatements(KEY_GRANTS[name], data), ...statements, writeLog] }),
      },
    })
    this.handler = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code,
      handler: 'index.handler',
      memorySize: memoryMb,
      timeout,
      environment: {
        TABLE_NAME: data.table.tableName,
        ACCESS_LOG_TABLE_NAME: data.accessLog.tableName,
        ACCESS_LOG_DAYS: String(settings.accessLogDays),
        ...environment,
      },
      // Some of it is secret: to read a function's settings is then not enough, one must be let use the key too.
      environmentEncryption: data.key,
      logGroup,
      // The runtime logs objects; this makes them lines with their level, which is what the filter below reads.
      loggingFormat: LoggingFormat.JSON,
      // A board asks every second: Lambda's own three lines for each call would cost more than the table, and say no more than
      // its metrics do.
      systemLogLevelV2: SystemLogLevel.WARN,
      role,
    })
    accept(this, {
      'Serverless-LambdaDLQ': 'Den som kaller, venter på svaret, eller har selv en kø for det som feiler',
      'Serverless-LambdaTracing':
        'Hvert kall er ett skritt, til én tabell; sporing ville trenge skriverett til hele X-Ray',
    })
    const faults = logGroup.addMetricFilter('Faults', {
      filterPattern: FilterPattern.stringValue('$.level', '=', 'ERROR'),
      metricNamespace: Stack.of(this).stackName,
      metricName: `${name}.faults`,
      defaultValue: 0,
    })
    this.trouble = this.troubleOf(props, faults)
  }

  /**
   * A crash or a timeout is an error to Lambda; a fault that the runtime answers with 500 is none, and is only seen in
   * the log. Either hurts the same people.
   */
  private troubleOf({ name, rows }: TableFunctionProps, faults: MetricFilter): Trouble {
    const period = Duration.minutes(5)
    const impacts = rows.map((row) => row.impact)
    return {
      name,
      text: alarmText(name, impacts),
      metric: new MathExpression({
        expression: 'FILL(crashed, 0) + FILL(caught, 0)',
        usingMetrics: {
          crashed: this.handler.metricErrors({ period, statistic: 'Sum' }),
          caught: faults.metric({ period, statistic: 'Sum' }),
        },
        period,
      }),
    }
  }
}
