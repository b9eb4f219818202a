import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { HttpApi, HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import type * as z from 'zod'
import { FALLBACK, LAMBDAS, type LambdaName } from '../../lib/contract/routes/route-row.ts'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'
import { SESSION_ROUTES, SESSION_ROW } from '../../lib/contract/session.ts'
import type { TokenSettings } from '../../lib/contract/token-settings.ts'
import { alarmText } from './alarm-text.ts'
import { accept } from './checks.ts'
import { type Data, doorStatements, keepStatements } from './grants.ts'
import type { Installation } from './installation.ts'
import { sealEnvironment, webhookEnvironment } from './secret-environment.ts'
import type { Settings } from './settings.ts'
import { type CodeOf, TableFunction } from './table-function.ts'
import type { Trouble } from './trouble.ts'

export type ApiStackProps = StackProps & {
  readonly data: Data
  readonly settings: Settings
  readonly tokens: z.input<typeof TokenSettings>
  readonly webClientId: string | undefined
  readonly frontKey: Installation['frontKey']
  readonly codeOf: CodeOf
}

/** A lookup ranks every unit of an area, and a dispatcher waits for it with a patient. */
const MEMORY_MB: Readonly<Record<LambdaName, number>> = {
  availability: 1024,
  ward: 512,
  finance: 1024,
  documents: 1024,
  admin: 512,
  audit: 512,
}

/** Nobody waits longer than this for a bed; they phone. */
const TIMEOUT = Duration.seconds(10)

/** Has the rows that make a webhook's secret and show it. */
const SHOWS_SECRETS: LambdaName = 'admin'

/** Reads the access log, and sees whether it is as it was sealed. */
const AUDITS: LambdaName = 'audit'

/** The HTTP API: one route for each row, to the Lambda that the row names. It answers nobody until `web` has given it an address. */
export class ApiStack extends Stack {
  readonly api: HttpApi
  /** What CloudFront sends, so that the functions see that a request came by it. */
  readonly frontKey: Secret
  readonly functions: readonly TableFunction[]
  readonly troubles: readonly Trouble[]

  constructor(scope: Construct, id: string, given: ApiStackProps) {
    const { data, settings, tokens, webClientId, frontKey, codeOf, ...props } = given
    super(scope, id, props)
    const api = new HttpApi(this, 'Api', {
      apiName: this.stackName,
      createDefaultStage: false,
      // Each function judges the token itself (docs/adr/2026-11-25-tokens.md), and without one serves no operation.
      defaultAuthorizer: new HttpNoneAuthorizer(),
    })
    // The same for as long as the log is kept: with another, the same person has another name in it.
    const subjectSecret = new Secret(this, 'SubjectSecret', {
      description: 'Makes the names that people have in the access log',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      encryptionKey: data.key,
      removalPolicy: settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    accept(subjectSecret, {
      'AwsSolutions-SMG4': 'Med en ny ville alle fått et nytt navn, og loggen kunne ikke lenger følges',
    })
    this.frontKey = this.newFrontKey(frontKey, data)
    const frontKeys = [this.frontKey, ...(frontKey > 1 ? [this.newFrontKey(frontKey - 1, data)] : [])]
    const environment = {
      FRONT_KEYS: frontKeys.map((key) => key.secretValue.unsafeUnwrap()).join(' '),
      TOKEN_SETTINGS: JSON.stringify(tokens),
      SUBJECT_SECRET: subjectSecret.secretValue.unsafeUnwrap(),
    }
    this.api = api
    const operated = LAMBDAS.map((name) => {
      const operations = OPERATIONS.filter((operation) => rowOf(operation).lambda === name)
      const served = new TableFunction(this, name, {
        name,
        rows: operations.map(rowOf),
        code: codeOf(name),
        data,
        settings,
        memoryMb: MEMORY_MB[name],
        timeout: TIMEOUT,
        statements: doorStatements(data, name === AUDITS),
        environment: {
          ...environment,
          ...(name === SHOWS_SECRETS ? webhookEnvironment(data) : {}),
          ...(name === AUDITS ? sealEnvironment(data) : {}),
        },
      })
      const integration = new HttpLambdaIntegration(name, served.handler)
      for (const operation of operations) {
        const { method, path } = rowOf(operation)
        const routeKey = HttpRouteKey.with(path, HttpMethod[method])
        const route = new HttpRoute(this, operation, { httpApi: api, routeKey, integration })
        accept(route, {
          'AwsSolutions-APIG4': 'Funksjonen dømmer tokenet selv, med beviset for nøkkelen: det kan ingen authorizer',
        })
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
    const session = this.addSession(api, { data, settings, webClientId, codeOf }, environment)
    this.functions = [...operated, session]
    this.troubles = [...this.functions.map(({ trouble }) => trouble), ...troublesOf(api)]
  }

  /** Made by Secrets Manager, and seen by nobody on its way to CloudFront and to the functions. */
  private newFrontKey(number: number, { key }: Data): Secret {
    const secret = new Secret(this, `FrontKey${number}`, {
      description: `Shows that a request came by CloudFront, number ${number}`,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    accept(secret, { 'AwsSolutions-SMG4': 'Byttes med et nytt nummer og en utrulling, se docs/deploy.md' })
    // Also the one that CloudFront still goes by while this stack is changed: CloudFormation takes away no export in use.
    this.exportValue(secret.secretArn)
    return secret
  }

  /** The app's own way to sign in: the one function that holds the client's key, and none of it touches a bed. */
  private addSession(
    api: HttpApi,
    { data, settings, webClientId, codeOf }: Pick<ApiStackProps, 'data' | 'settings' | 'webClientId' | 'codeOf'>,
    environment: Readonly<Record<string, string>>,
  ): TableFunction {
    const removalPolicy = settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    const secret = (id: string, description: string) => {
      const made = new Secret(this, id, {
        description,
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
        encryptionKey: data.key,
        removalPolicy,
      })
      accept(made, {
        'AwsSolutions-SMG4': 'Byttes av mennesker, se docs/runbooks/session.md: HelseID må kjenne nøkkelen',
      })
      return made.secretValue.unsafeUnwrap()
    }
    const deployedAt: string | undefined = this.node.tryGetContext('deployedAt')
    const scope = `openid offline_access ${settings.tokenScope} helseid://scopes/identity/security_level`
    const served = new TableFunction(this, 'session', {
      name: 'session',
      rows: [SESSION_ROW],
      statements: keepStatements(data),
      code: codeOf('session'),
      data,
      settings,
      memoryMb: 512,
      timeout: TIMEOUT,
      environment: {
        ...environment,
        SESSION_COOKIE_SECRET: secret('CookieSecret', 'Seals what the browser keeps for the session'),
        SESSION_CLIENT_KEY: secret(
          'ClientKey',
          "The private key (JWK) of the app's client at HelseID: replace the value",
        ),
        // CloudFormation looks at a secret again only where something else of the function has changed.
        ...(deployedAt === undefined ? {} : { SECRETS_AS_OF: deployedAt }),
        ...(webClientId === undefined ? {} : { SESSION_SETTINGS: JSON.stringify({ clientId: webClientId, scope }) }),
      },
    })
    const integration = new HttpLambdaIntegration('session', served.handler)
    for (const { method, path } of SESSION_ROUTES) {
      const routeKey = HttpRouteKey.with(path, HttpMethod[method])
      const route = new HttpRoute(this, `${method} session`, { httpApi: api, routeKey, integration })
      accept(route, {
        'AwsSolutions-APIG4':
          'Den som kommer hit, har ikke noe token ennå; det som gis, er forseglet eller bundet til en nøkkel',
      })
    }
    return served
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
