import { RetentionDays } from 'aws-cdk-lib/aws-logs'

export const STAGES = ['test', 'prod'] as const
export type Stage = (typeof STAGES)[number]

export type Settings = {
  readonly region: string
  /** Whose tokens open the API, and the name that they must be made out to (HelseID's short name of this API). */
  readonly tokenIssuer: string
  readonly tokenAudience: string
  /** Logs carry no person, and who did what stands in the journal: they are kept only as long as a fault is looked into. */
  readonly logRetention: RetentionDays
  /** For the whole API. Open boards ask every few seconds, so this is far above what people press. */
  readonly throttling: { readonly requestsPerSecond: number; readonly burst: number }
}

/** Health data stays in the Nordic region. */
const region = 'eu-north-1'

export const SETTINGS: Readonly<Record<Stage, Settings>> = {
  test: {
    region,
    tokenIssuer: 'https://helseid-sts.test.nhn.no',
    tokenAudience: 'trekkspill',
    logRetention: RetentionDays.TWO_WEEKS,
    throttling: { requestsPerSecond: 50, burst: 100 },
  },
  prod: {
    region,
    tokenIssuer: 'https://helseid-sts.nhn.no',
    tokenAudience: 'trekkspill',
    logRetention: RetentionDays.THREE_MONTHS,
    throttling: { requestsPerSecond: 200, burst: 400 },
  },
}

/** Throws on a stage that has no settings: a misspelt one must not become a second production. */
export function parseStage(asked: unknown): Stage {
  const stage = STAGES.find((each) => each === asked)
  if (stage === undefined) throw new RangeError(`stage is ${String(asked)}, and must be one of ${STAGES.join(', ')}`)
  return stage
}
