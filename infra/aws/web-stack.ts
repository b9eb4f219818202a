import { CfnOutput, Duration, ReferenceStrength, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { type HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  GeoRestriction,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { FRONT_HEADER, ORIGIN_VARIABLE } from '../../lib/contract/front.ts'
import { API_ROOTS, NAMED_BY_CONTENT, PAGE, PAGE_ENDING, SECURITY_HEADERS } from '../page-answers.ts'
import { accept } from './checks.ts'
import type { Installation } from './installation.ts'
import { pageRewrite } from './page-rewrite.ts'
import type { Settings } from './settings.ts'

export type WebStackProps = StackProps & {
  readonly api: HttpApi
  readonly frontKey: Secret
  readonly webAclArn: string
  readonly settings: Settings
  readonly domain: Installation['domain']
  /** The app's files whose names carry no hash. */
  readonly rootFiles: readonly string[]
}

/** Never path, query, address or claims: a unit, a kommune and a moment together may point at a patient. */
const API_LOG = {
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
}

/** The one address of the service: the pages from a bucket that only CloudFront reads, and the API behind the same name. */
export class WebStack extends Stack {
  readonly distribution: Distribution

  constructor(scope: Construct, id: string, given: WebStackProps) {
    const { api, frontKey, webAclArn, settings, domain, rootFiles, ...props } = given
    super(scope, id, props)
    const pages = new Bucket(this, 'Pages', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // Built from the source at each deploy: nothing is lost with it. A bucket with files in it is not deleted.
      removalPolicy: RemovalPolicy.DESTROY,
    })
    accept(pages, { 'AwsSolutions-S1': 'Har bare det alle kan lese, og bare CloudFront leser den' })
    const origin = S3BucketOrigin.withOriginAccessControl(pages as IBucket, {
      // Without it S3 answers 403 for a file that is gone. Nobody can list: every address is a file's or the page's.
      originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
    })
    const rewrite = new EdgeFunction(this, 'PageRewrite', {
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(pageRewrite(rootFiles, PAGE, PAGE_ENDING, NAMED_BY_CONTENT)),
    })
    const toApi: BehaviorOptions = {
      origin: new HttpOrigin(`${api.apiId}.execute-api.${settings.region}.${this.urlSuffix}`, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        // Without it the functions answer nobody: the API's own address has no rules in front of it.
        customHeaders: { [FRONT_HEADER]: frontKey.secretValue.unsafeUnwrap() },
        // The Lambdas give up before that.
        readTimeout: Duration.seconds(30),
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      // Not sent on to https: a token that has been sent in clear must fail, so that it is noticed.
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    }
    this.distribution = new Distribution(this, 'Distribution', {
      comment: this.stackName,
      defaultRootObject: PAGE.slice(1),
      defaultBehavior: {
        origin,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: securityHeaders(this),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        functionAssociations: [{ function: rewrite, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: Object.fromEntries(
        API_ROOTS.flatMap((root) => [`/${root}`, `/${root}/*`, `/${root}.*`]).map((pattern) => [pattern, toApi]),
      ),
      // From another region, where nothing can be exported to this one.
      webAclId: Stack.consumeReference(webAclArn, ReferenceStrength.WEAK),
      geoRestriction: GeoRestriction.allowlist(...settings.countries),
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(domain && {
        domainNames: [domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
    })
    accept(this.distribution, {
      'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk':
        'Programmet foran gjør enhver adresse som ikke er en fil, til siden; ingen adresse lister',
      'AwsSolutions-CFR3': 'Loggen ville hatt hvem som spurte, og om hva; API-et har sin egen, uten det',
      ...(!domain && {
        'AwsSolutions-CFR4': 'CloudFronts eget navn har CloudFronts eget sertifikat; et domene har TLS 1.2',
      }),
    })
    const address = `https://${domain?.name ?? this.distribution.distributionDomainName}`
    // Here, and not beside the routes: only now is it known where clients reach the API, which a proof of a key must name.
    new HttpStage(this, 'ApiStage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      stageVariables: { [ORIGIN_VARIABLE]: address },
      throttle: { rateLimit: settings.throttling.requestsPerSecond, burstLimit: settings.throttling.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'ApiAccessLog', { retention: settings.logRetention }),
        ),
        format: AccessLogFormat.custom(JSON.stringify(API_LOG)),
      },
    })
    new CfnOutput(this, 'Address', { value: address })
    new CfnOutput(this, 'ApiAddress', { value: api.apiEndpoint })
    new CfnOutput(this, 'DistributionDomain', { value: this.distribution.distributionDomainName })
    new CfnOutput(this, 'PagesBucket', { value: pages.bucketName })
  }
}

/** CloudFront has fields of its own for some headers and refuses them elsewhere; the rest are sent as they are written. */
function securityHeaders(scope: Construct): ResponseHeadersPolicy {
  const {
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': referrerPolicy,
    'strict-transport-security': strictTransport,
    'x-content-type-options': _nosniff,
    ...rest
  } = SECURITY_HEADERS
  const [, seconds = ''] = /max-age=(\d+)/.exec(strictTransport) ?? []
  const override = true
  return new ResponseHeadersPolicy(scope, 'Headers', {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override },
      contentTypeOptions: { override },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(Number(seconds)),
        includeSubdomains: strictTransport.includes('includeSubDomains'),
        override,
      },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(rest).map(([header, value]) => ({ header, value, override })),
    },
  })
}
