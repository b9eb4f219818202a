/** One of AWS's prices in US dollars, without VAT, free tier or discount. */
export type Price = {
  readonly what: string
  readonly usd: number
  /** How many of `what` that pays for. */
  readonly per: number
  readonly source: string
  /** Nobody has held it against the source yet. */
  readonly isFromMemory: boolean
}

/** When the list was written. */
export const PRICED = '2026-11-25'

const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/'
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/'
const CLOUDFRONT = 'https://aws.amazon.com/cloudfront/pricing/'
const WAF = 'https://aws.amazon.com/waf/pricing/'
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/'
const isFromMemory = true

/** `eu-north-1` (Stockholm) where the price is of a region, Europe where it is CloudFront's. */
export const PRICES = {
  readUnit: { what: 'DynamoDB, leseenheter', usd: 0.134, per: 1e6, source: DYNAMODB, isFromMemory },
  writeUnit: { what: 'DynamoDB, skriveenheter', usd: 0.671, per: 1e6, source: DYNAMODB, isFromMemory },
  tableGb: { what: 'DynamoDB, lagring, GB-måned', usd: 0.269, per: 1, source: DYNAMODB, isFromMemory },
  recoveryGb: { what: 'DynamoDB, gjenoppretting, GB-måned', usd: 0.215, per: 1, source: DYNAMODB, isFromMemory },
  copyGb: {
    what: 'AWS Backup, GB-måned',
    usd: 0.108,
    per: 1,
    source: 'https://aws.amazon.com/backup/pricing/',
    isFromMemory,
  },
  apiCall: {
    what: 'HTTP API, kall',
    usd: 1.0,
    per: 1e6,
    source: 'https://aws.amazon.com/api-gateway/pricing/',
    isFromMemory,
  },
  lambdaCall: { what: 'Lambda, kall', usd: 0.2, per: 1e6, source: LAMBDA, isFromMemory },
  lambdaGbSecond: { what: 'Lambda arm64, GB-sekunder', usd: 13.3334, per: 1e6, source: LAMBDA, isFromMemory },
  edgeCall: { what: 'CloudFront, https-kall', usd: 1.2, per: 1e6, source: CLOUDFRONT, isFromMemory },
  edgeGb: { what: 'CloudFront, GB ut', usd: 0.085, per: 1, source: CLOUDFRONT, isFromMemory },
  ruleCall: { what: 'WAF, kall', usd: 0.6, per: 1e6, source: WAF, isFromMemory },
  ruleSet: { what: 'WAF, ACL-måned', usd: 5, per: 1, source: WAF, isFromMemory },
  rule: { what: 'WAF, regel-måned', usd: 1, per: 1, source: WAF, isFromMemory },
  logGb: { what: 'CloudWatch, logg inn, GB', usd: 0.5425, per: 1, source: CLOUDWATCH, isFromMemory },
  alarmMetric: { what: 'CloudWatch, måling i alarm, måned', usd: 0.1, per: 1, source: CLOUDWATCH, isFromMemory },
  ownMetric: { what: 'CloudWatch, egen måling, måned', usd: 0.3, per: 1, source: CLOUDWATCH, isFromMemory },
  dashboard: { what: 'CloudWatch, tavle, måned', usd: 3, per: 1, source: CLOUDWATCH, isFromMemory },
  key: { what: 'KMS, nøkkel, måned', usd: 1, per: 1, source: 'https://aws.amazon.com/kms/pricing/', isFromMemory },
  secret: {
    what: 'Secrets Manager, hemmelighet, måned',
    usd: 0.4,
    per: 1,
    source: 'https://aws.amazon.com/secrets-manager/pricing/',
    isFromMemory,
  },
  transition: {
    what: 'Step Functions, overganger',
    usd: 0.025,
    per: 1e3,
    source: 'https://aws.amazon.com/step-functions/pricing/',
    isFromMemory,
  },
} as const satisfies Record<string, Price>

export type Priced = keyof typeof PRICES
