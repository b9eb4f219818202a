import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { FRONT_HEADER } from '../../lib/contract/front.ts'

/** A dispatcher's lookup as the gateway hands it to the function, sent on by CloudFront with this key. */
export const lookupEvent = (frontKey: string, timeEpoch: number): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: 'GET /v1/availability',
  rawPath: '/v1/availability',
  rawQueryString: '',
  headers: { [FRONT_HEADER]: frontKey },
  queryStringParameters: { kommune: '1804', service: 'kad-somatikk', needs: 'oksygen', lat: '67.28', lon: '14.4' },
  stageVariables: { origin: 'https://trekkspill.invalid' },
  requestContext: {
    accountId: 'test',
    apiId: 'test',
    domainName: 'test',
    domainPrefix: 'test',
    http: { method: 'GET', path: '/v1/availability', protocol: 'HTTP/1.1', sourceIp: '', userAgent: '' },
    requestId: 'test',
    routeKey: 'GET /v1/availability',
    stage: '$default',
    time: '',
    timeEpoch,
    ...{ authorizer: { jwt: { claims: { role: 'dispatcher', org: 'amk-nordland' }, scopes: [] } } },
  },
  isBase64Encoded: false,
})
