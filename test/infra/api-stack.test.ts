import { describe, expect, test } from 'vitest'
import { SETTINGS, STAGES } from '../../infra/aws/settings.ts'
import { FALLBACK, LAMBDAS, routeKeyOf } from '../../lib/contract/routes/route-row.ts'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'
import { SESSION_ROUTES } from '../../lib/contract/session.ts'
import { TokenSettings } from '../../lib/contract/token-settings.ts'
import { synthesise } from './templates.ts'

type Route = {
  readonly RouteKey: string
  readonly Target: unknown
  readonly AuthorizationType: string
}
type Permission = {
  readonly FunctionName: unknown
  readonly Principal: string
  readonly Action: string
  readonly SourceArn: unknown
}
type StageProperties = {
  readonly AccessLogSettings: { readonly DestinationArn: unknown; readonly Format: string }
  readonly DefaultRouteSettings: unknown
  readonly RouteSettings?: unknown
}

const byKey = <Each extends { readonly routeKey: string }>(list: readonly Each[]) =>
  list.toSorted((a, b) => (a.routeKey < b.routeKey ? -1 : 1))

describe.each(STAGES)('the API of %s', (stage) => {
  const { ofType, only, textOf, nameOf, functionOf } = synthesise(stage)
  const settings = SETTINGS[stage]

  /** Knows no operation: it answers what is wrong with an address that no row has. */
  const fallback = { routeKey: '$default', lambda: FALLBACK, authorizer: 'NONE' }

  test('each row has one route, to its own Lambda, which judges the token itself; only the fallback stands outside the table', () => {
    const routes = ofType<Route>('AWS::ApiGatewayV2::Route').map(({ Properties }) => {
      const integration = only<{ IntegrationUri: unknown }>('AWS::ApiGatewayV2::Integration', Properties.Target)
      return {
        routeKey: Properties.RouteKey,
        lambda: nameOf(integration.Properties.IntegrationUri),
        authorizer: Properties.AuthorizationType,
      }
    })
    const rows = OPERATIONS.map(rowOf).map((row) => ({
      routeKey: routeKeyOf(row),
      lambda: row.lambda,
      authorizer: 'NONE',
    }))
    const session = SESSION_ROUTES.map((row) => ({ routeKey: routeKeyOf(row), lambda: 'session', authorizer: 'NONE' }))
    expect(byKey(routes)).toEqual(byKey([...rows, ...session, fallback]))
    expect(ofType('AWS::ApiGatewayV2::Authorizer')).toEqual([])
  })

  test.each(LAMBDAS)('%s is told whose tokens to believe, and has the secret of the names in the log', (name) => {
    const { Variables } = functionOf(name).Properties.Environment
    const tokens = TokenSettings.parse(JSON.parse(textOf(Variables['TOKEN_SETTINGS'])))
    expect(tokens).toMatchObject({
      issuer: settings.tokenIssuer,
      audience: settings.tokenAudience,
      scope: settings.tokenScope,
      bearerClients: [],
      operators: [],
    })
    const [, id = ''] =
      /^\{\{resolve:secretsmanager:(\w+):SecretString:::\}\}$/.exec(textOf(Variables['SUBJECT_SECRET'])) ?? []
    const secret = only('AWS::SecretsManager::Secret', { Ref: id })
    expect(secret.DeletionPolicy).toBe(settings.keepsData ? 'Retain' : 'Delete')
    expect(JSON.stringify(Variables), 'the key of the app at HelseID is for one function alone').not.toContain(
      'CLIENT_KEY',
    )
  })

  const permissions = ofType<Permission>('AWS::Lambda::Permission')

  test('the API may call each Lambda for the paths of its rows, and nobody else may', () => {
    const api = only('AWS::ApiGatewayV2::Api').id
    const allowed = permissions.map(({ Properties: { FunctionName, Principal, Action, SourceArn } }) =>
      [Principal, Action, nameOf(FunctionName), textOf(SourceArn).split(':').at(-1)].join(' '),
    )
    const allow = (lambda: string, path: string) =>
      `apigateway.amazonaws.com lambda:InvokeFunction ${lambda} ${api}/*/*${path}`
    const rows = OPERATIONS.map(rowOf).map((row) => allow(row.lambda, row.path))
    const session = SESSION_ROUTES.map(({ path }) => allow('session', path))
    expect(allowed.toSorted()).toEqual([...rows, ...session, allow(FALLBACK, '')].toSorted())
  })

  test.each(LAMBDAS)('the permissions of %s fit in a Lambda policy', (name) => {
    const own = permissions.filter(({ Properties }) => nameOf(Properties.FunctionName) === name)
    // What the template leaves to AWS in each statement: names, account, and the id that it makes.
    const FILLED_IN = 300
    const bytes = own.reduce((sum, { Properties }) => sum + textOf(Properties.SourceArn).length + FILLED_IN, 0)
    expect(bytes).toBeLessThan(20 * 1024)
  })

  test('the access log names the route and the outcome, and nothing of what was asked or by whom', () => {
    const { AccessLogSettings } = only<StageProperties>('AWS::ApiGatewayV2::Stage').Properties
    expect(AccessLogSettings.Format.match(/\$[\w.]+/g)?.toSorted()).toEqual([
      '$context.requestId',
      '$context.responseLatency',
      '$context.routeKey',
      '$context.status',
    ])
    expect(() => JSON.parse(AccessLogSettings.Format)).not.toThrow()
    const log = only<{ RetentionInDays: number }>('AWS::Logs::LogGroup', AccessLogSettings.DestinationArn)
    expect(log.Properties.RetentionInDays).toBe(settings.logRetention)
  })

  test('every route is throttled as the settings say', () => {
    const { DefaultRouteSettings, RouteSettings } = only<StageProperties>('AWS::ApiGatewayV2::Stage').Properties
    expect(DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: settings.throttling.requestsPerSecond,
      ThrottlingBurstLimit: settings.throttling.burst,
    })
    expect(RouteSettings).toBeUndefined()
  })
})
