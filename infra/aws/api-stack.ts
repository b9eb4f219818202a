import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { LAMBDAS, type LambdaName } from '../../lib/contract/routes/route-row.ts'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'
import { alarmText } from './alarm-text.ts'
import { accept } from './checks.ts'
import type { Data } from './grants.ts'
import type { Settings } from './settings.ts'
import { type CodeOf, TableFunction } from './table-function.ts'
import type { Trouble } from './trouble.ts'
import { webhookEnvironment } from './webhook-environment.ts'

export type ApiStackProps = StackProps & { readonly data: Data; readonly settings: Settings; readonly codeOf: CodeOf }

/** A lookup ranks every unit of an area, and a dispatcher waits for it with a patient. */
const MEMORY_MB: Readonly<Record<LambdaName, number>> = {
  availability: 1024,
  ward: 512,
  finance: 1024,
  documents: 1024,
  admin: 512,
}

/** Nobody waits longer than this for a bed; they phone. */
const TIMEOUT = Duration.seconds(10)

/** Has the rows that make a webhook's secret and show it. */
const SHOWS_SECRETS: LambdaName = 'admin'

/** Answers what no row answers. It serves the open question of them all, so it is awake. */
const FALLBACK: LambdaName = 'availability'

/** Never path, query, address or claims: a unit, a kommune and a moment together may point at a patient. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
}

/** The HTTP API: one route for each row, to the Lambda that the row names. */
export class ApiStack extends Stack {
  readonly api: HttpApi
  readonly functions: readonly TableFunction[]
  readonly troubles: readonly Trouble[]

  constructor(scope: Construct, id: string, { data, settings, codeOf, ...props }: ApiStackProps) {
    super(scope, id, props)
    const api = new HttpApi(this, 'Api', {
      apiName: this.stackName,
      createDefaultStage: false,
      // Default deny: a route that says nothing about it asks for a token.
      defaultAuthorizer: new HttpJwtAuthorizer('HelseId', settings.tokenIssuer, {
        jwtAudience: [settings.tokenAudience],
      }),
    })
    this.api = api
    this.functions = LAMBDAS.map((name) => {
      const operations = OPERATIONS.filter((operation) => rowOf(operation).lambda === name)
      const served = new TableFunction(this, name, {
        name,
        rows: operations.map(rowOf),
        code: codeOf(name),
        data,
        settings,
        memoryMb: MEMORY_MB[name],
        timeout: TIMEOUT,
        ...(name === SHOWS_SECRETS ? { environment: webhookEnvironment(data) } : {}),
      })
      const integration = new HttpLambdaIntegration(name, served.handler)
      for (const operation of operations) {
        const { method, path } = rowOf(operation)
        const routeKey = HttpRouteKey.with(path, HttpMethod[method])
        new HttpRoute(this, operation, { httpApi: api, routeKey, integration })
      }
      if (name === FALLBACK) {
        // Without a token too: a wrong address is answered with what is wrong about it, and nothing else is behind it.
        const authorizer = new HttpNoneAuthorizer()
        const fallback = new HttpRoute(this, 'Fallback', {
          httpApi: api,
          routeKey: HttpRouteKey.DEFAULT,
          integration,
          authorizer,
        })
        accept(fallback, {
          'AwsSolutions-APIG4': 'Kjenner ingen operasjon; sier bare hva som er galt med en adresse som ingen rad har',
        })
      }
      return served
    })
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: settings.throttling.requestsPerSecond, burstLimit: settings.throttling.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(new LogGroup(this, 'AccessLog', { retention: settings.logRetention })),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    })
    this.troubles = [...this.functions.map(({ trouble }) => trouble), ...troublesOf(api)]
    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint })
  }
}

/** What no function sees of itself: calls that never reached one, and answers that come too late to be of use. */
const troublesOf = (api: HttpApi): readonly Trouble[] => [
  {
    name: 'api-unanswered',
    text: alarmText('API-et', ['AMK, enheter og økonomi får 5xx til svar, og ser det siste bildet de hadde'], 'api'),
    metric: api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
    threshold: 5,
  },
  {
    name: 'api-slow',
    text: alarmText('API-et', ['AMK venter mer enn tre sekunder på hvert tjuende svar, og ringer i stedet'], 'api'),
    metric: api.metricLatency({ period: Duration.minutes(5), statistic: 'p95' }),
    threshold: 3_000,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    periods: 3,
  },
]
