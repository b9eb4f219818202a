import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { NOBODYS } from '../../infra/aws/installation.ts'
import { SETTINGS, STAGES } from '../../infra/aws/settings.ts'
import { webFiles } from '../../infra/local/web-files.ts'
import { API_ROOTS, SECURITY_HEADERS } from '../../infra/page-answers.ts'
import { rootFiles } from '../../infra/web.ts'
import { FRONT_HEADER } from '../../lib/contract/front.ts'
import { LAMBDAS } from '../../lib/contract/routes/route-row.ts'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'
import { tempDir } from '../support/http-process.ts'
import { synthesise } from './templates.ts'

type Behaviour = {
  readonly PathPattern?: string
  readonly TargetOriginId: string
  readonly AllowedMethods: readonly string[]
  readonly CachePolicyId: string
  readonly OriginRequestPolicyId?: string
  readonly ResponseHeadersPolicyId?: unknown
  readonly ViewerProtocolPolicy: string
  readonly FunctionAssociations?: readonly { readonly EventType: string; readonly FunctionARN: unknown }[]
}
type Distribution = {
  readonly DistributionConfig: {
    readonly DefaultCacheBehavior: Behaviour
    readonly CacheBehaviors: readonly Behaviour[]
    readonly Origins: readonly {
      readonly Id: string
      readonly DomainName: unknown
      readonly OriginAccessControlId?: unknown
      readonly CustomOriginConfig?: { readonly OriginProtocolPolicy: string }
      readonly OriginCustomHeaders?: readonly { readonly HeaderName: string; readonly HeaderValue: unknown }[]
    }[]
    readonly WebACLId: unknown
    readonly Aliases?: readonly string[]
    readonly ViewerCertificate?: object
    readonly Restrictions: { readonly GeoRestriction: { readonly Locations: readonly string[] } }
    readonly CustomErrorResponses?: unknown
    readonly Logging?: unknown
  }
}

/** The secret that CloudFormation fills in. */
const secretIn = (text: string): string | undefined =>
  /^\{\{resolve:secretsmanager:(\w+):SecretString:::\}\}$/.exec(text)?.[1]

/** The AWS-managed policies by their published ids. */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac'

describe.each(STAGES)('the pages of %s', (stage) => {
  const { ofType, only, textOf } = synthesise(stage)
  const settings = SETTINGS[stage]
  const { DistributionConfig: config } = only<Distribution>('AWS::CloudFront::Distribution').Properties
  const bucket = only<Record<string, unknown>>('AWS::S3::Bucket')
  const originOf = ({ TargetOriginId }: Behaviour) => config.Origins.find(({ Id }) => Id === TargetOriginId)

  test('lie in a bucket that nobody but this distribution reads, and only over TLS', () => {
    expect(bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    })
    const { Statement } = only<{ PolicyDocument: { Statement: readonly Record<string, unknown>[] } }>(
      'AWS::S3::BucketPolicy',
    ).Properties.PolicyDocument
    const [denied, ...allowed] = Statement
    expect(denied).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })
    expect(allowed.flatMap(({ Action }) => Action)).toEqual(['s3:GetObject', 's3:ListBucket'])
    const distribution = only('AWS::CloudFront::Distribution').id
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' })
      expect(JSON.stringify(Condition)).toContain(distribution)
    }
    expect(originOf(config.DefaultCacheBehavior)?.OriginAccessControlId).toBeDefined()
  })

  test('the API is behind the same address, for every row, never kept, and with all that the caller sent but the name', () => {
    const patterns = config.CacheBehaviors.map(({ PathPattern = '' }) => PathPattern)
    expect(patterns.toSorted()).toEqual(
      API_ROOTS.flatMap((root) => [`/${root}`, `/${root}/*`, `/${root}.*`]).toSorted(),
    )
    const roots: readonly string[] = API_ROOTS
    for (const operation of OPERATIONS) expect(roots).toContain(rowOf(operation).path.split('/')[1])
    for (const behaviour of config.CacheBehaviors) {
      expect(textOf(originOf(behaviour)?.DomainName)).toMatch(
        new RegExp(`^${only('AWS::ApiGatewayV2::Api').id}\\.execute-api\\.${settings.region}\\.`),
      )
      expect(originOf(behaviour)?.CustomOriginConfig?.OriginProtocolPolicy).toBe('https-only')
      expect(behaviour).toMatchObject({
        CachePolicyId: CACHING_DISABLED,
        OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
        // A token that was sent in clear is refused, not helped along.
        ViewerProtocolPolicy: 'https-only',
      })
      expect(behaviour.AllowedMethods).toEqual(expect.arrayContaining(['GET', 'POST', 'PUT']))
    }
  })

  test('each request that goes on to the API shows that it came by here, by a key that no template holds', () => {
    for (const behaviour of config.CacheBehaviors) {
      const [shown, ...others] = originOf(behaviour)?.OriginCustomHeaders ?? []
      expect([shown?.HeaderName, others]).toEqual([FRONT_HEADER, []])
      expect(secretIn(textOf(shown?.HeaderValue))).toMatch(/^FrontKey1/)
    }
    expect(originOf(config.DefaultCacheBehavior)?.OriginCustomHeaders).toBeUndefined()
  })

  test('the API is told where it is reached, so that a proof of a key is judged by the address that the client used', () => {
    const { StageName, StageVariables } = only<{ StageName: string; StageVariables: Record<string, unknown> }>(
      'AWS::ApiGatewayV2::Stage',
    ).Properties
    expect(StageName).toBe('$default')
    const distribution = only('AWS::CloudFront::Distribution').id
    expect(textOf(StageVariables['origin'])).toBe(`https://${distribution}.DomainName`)
  })

  test('what the API says is not there is not answered with a page', () => {
    expect(config.CustomErrorResponses).toBeUndefined()
    for (const { FunctionAssociations = [] } of config.CacheBehaviors) expect(FunctionAssociations).toEqual([])
  })

  test('carry the same headers as from the local server', () => {
    const { ResponseHeadersPolicyConfig: sent } = only<{
      ResponseHeadersPolicyConfig: {
        readonly SecurityHeadersConfig: {
          readonly ContentSecurityPolicy: { readonly ContentSecurityPolicy: string }
          readonly ContentTypeOptions: object
          readonly ReferrerPolicy: { readonly ReferrerPolicy: string }
          readonly StrictTransportSecurity: {
            readonly AccessControlMaxAgeSec: number
            readonly IncludeSubdomains: boolean
            readonly Preload?: boolean
          }
        }
        readonly CustomHeadersConfig: { readonly Items: readonly { readonly Header: string; readonly Value: string }[] }
      }
    }>('AWS::CloudFront::ResponseHeadersPolicy', config.DefaultCacheBehavior.ResponseHeadersPolicyId).Properties
    const { ContentSecurityPolicy, ContentTypeOptions, ReferrerPolicy, StrictTransportSecurity } =
      sent.SecurityHeadersConfig
    expect({
      'content-security-policy': ContentSecurityPolicy.ContentSecurityPolicy,
      'referrer-policy': ReferrerPolicy.ReferrerPolicy,
      'strict-transport-security': `max-age=${StrictTransportSecurity.AccessControlMaxAgeSec}${StrictTransportSecurity.IncludeSubdomains ? '; includeSubDomains' : ''}`,
      'x-content-type-options': ContentTypeOptions ? 'nosniff' : '',
      ...Object.fromEntries(sent.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value])),
    }).toEqual(SECURITY_HEADERS)
  })

  test('are reached from the countries of the settings, past the rules, and leave no log of who asked', () => {
    expect(config.Restrictions.GeoRestriction.Locations).toEqual(settings.countries)
    expect(textOf(config.WebACLId)).toBe(`${only('AWS::WAFv2::WebACL').id}.Arn`)
    expect(config.Logging).toBeUndefined()
  })

  test('too many from one address are turned away', () => {
    const { Rules } = only<{ Rules: readonly { readonly Statement: object; readonly VisibilityConfig: object }[] }>(
      'AWS::WAFv2::WebACL',
    ).Properties
    expect(Rules[0]?.Statement).toEqual({
      RateBasedStatement: { AggregateKeyType: 'IP', Limit: settings.mostFromOneAddress },
    })
    // A sample of requests would keep who asked.
    for (const { VisibilityConfig } of Rules) expect(VisibilityConfig).toMatchObject({ SampledRequestsEnabled: false })
    expect(ofType('AWS::WAFv2::LoggingConfiguration')).toEqual([])
  })
})

describe('the address of a page', () => {
  const { only } = synthesise('test')
  const { FunctionCode } = only<{ FunctionCode: string }>('AWS::CloudFront::Function').Properties
  const dir = tempDir(() => {})
  mkdirSync(join(dir, 'assets'))
  const files = ['/index.html', '/assets/a-1.js', ...rootFiles()]
  for (const file of files) writeFileSync(join(dir, file), file)
  const local = webFiles(dir)

  /** What S3 would answer with after CloudFront's program. */
  const onCloudFront = (uri: string): string | undefined => {
    const asked = runInNewContext(`${FunctionCode}; handler(event).uri`, { event: { request: { uri } } }) as string
    return files.find((file) => file === asked)
  }

  test.each([
    '/',
    '/amk',
    '/okonomi/agr_x/2026-10',
    '/assets/a-1.js',
    '/assets/gone.js',
    '/docs',
    '/docs/more',
    '/built-from',
    '/x.js',
    ...rootFiles(),
  ])('%s gives the same file as from the local server', async (uri) => {
    const answer = await local('GET', uri, {} as never)
    const body = answer?.statusCode === 200 ? Buffer.from(answer.body ?? '', 'base64').toString() : undefined
    expect(onCloudFront(uri)).toBe(body)
  })
})

describe('a domain of one’s own', () => {
  const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/a-1'
  const { only, textOf } = synthesise('prod', {
    installation: { ...NOBODYS, domain: { name: 'senger.kommune.no', certificateArn } },
  })

  test('is the distribution’s, with its certificate and no old TLS', () => {
    const { DistributionConfig } = only<Distribution>('AWS::CloudFront::Distribution').Properties
    expect(DistributionConfig.Aliases).toEqual(['senger.kommune.no'])
    expect(DistributionConfig.ViewerCertificate).toMatchObject({
      AcmCertificateArn: certificateArn,
      MinimumProtocolVersion: 'TLSv1.2_2021',
    })
  })

  test('is what the API is reached by', () => {
    const { StageVariables } = only<{ StageVariables: Record<string, unknown> }>('AWS::ApiGatewayV2::Stage').Properties
    expect(textOf(StageVariables['origin'])).toBe('https://senger.kommune.no')
  })
})

describe('a new key between CloudFront and the API', () => {
  const { only, textOf, functionOf, templates } = synthesise('prod', { installation: { ...NOBODYS, frontKey: 3 } })
  const { DistributionConfig } = only<Distribution>('AWS::CloudFront::Distribution').Properties
  const shown = DistributionConfig.Origins.flatMap(({ OriginCustomHeaders = [] }) => OriginCustomHeaders)

  test.each([...LAMBDAS, 'session'] as const)(
    '%s goes by it and by the one before, so that nobody is turned away meanwhile',
    (name) => {
      const keys = textOf(functionOf(name).Properties.Environment.Variables['FRONT_KEYS']).split(' ')
      expect(keys.map((key) => secretIn(key)?.slice(0, 9))).toEqual(['FrontKey3', 'FrontKey2'])
      expect(shown.map(({ HeaderValue }) => textOf(HeaderValue))).toEqual(keys.slice(0, 1))
    },
  )

  test('the one before is still there for the stack that uses it while the others are changed', () => {
    const outputs = Object.values(templates.api.toJSON()['Outputs'] as Record<string, { readonly Export?: object }>)
    const exported = outputs.filter(({ Export }) => JSON.stringify(Export ?? '').includes('FrontKey'))
    expect(exported).toHaveLength(2)
  })
})
