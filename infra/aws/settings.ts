import { RetentionDays } from 'aws-cdk-lib/aws-logs'

export const STAGES = ['demo', 'test', 'prod'] as const
export type Stage = (typeof STAGES)[number]

export type Settings = {
  readonly region: string
  /** Whose tokens open the API, and the name that they must be made out to (HelseID's short name of this API). */
  readonly tokenIssuer: string
  readonly tokenAudience: string
  /** What a client asks HelseID for to be let in. */
  readonly tokenScope: string
  /** Logs carry no person, and who did what stands in the journal: they are kept only as long as a fault is looked into. */
  readonly logRetention: RetentionDays
  /** For the whole API. Open boards ask every few seconds, so this is far above what people press. */
  readonly throttling: { readonly requestsPerSecond: number; readonly burst: number }
  /** What one address may ask in five minutes: a whole hospital comes from one address of Norsk helsenett. */
  readonly mostFromOneAddress: number
  /** Where the service may be reached from, by ISO 3166 code; Svalbard has its own. */
  readonly countries: readonly string[]
  /** How long it is kept who saw which stay. The law names no number: whoever answers for the data sets it. */
  readonly accessLogDays: number
  /** False where the facts are invented: the table goes when the stack does, and no copies are kept. */
  readonly keepsData: boolean
  /** How long the daily copies of the table are kept, and the first of each month. */
  readonly backups: { readonly dailyDays: number; readonly monthlyDays: number }
  /** What a month may cost in US dollars before somebody is told; the account's whole bill. */
  readonly monthlyBudgetUsd: number
}

/** Health data stays in the Nordic region. */
const region = 'eu-north-1'
const countries = ['NO', 'SJ', 'SE', 'DK', 'FI', 'IS']

const trial = {
  region,
  tokenIssuer: 'https://helseid-sts.test.nhn.no',
  tokenAudience: 'trekkspill',
  tokenScope: 'trekkspill/api',
  logRetention: RetentionDays.TWO_WEEKS,
  throttling: { requestsPerSecond: 50, burst: 100 },
  mostFromOneAddress: 5_000,
  countries,
  accessLogDays: 90,
  monthlyBudgetUsd: 50,
} as const

export const SETTINGS: Readonly<Record<Stage, Settings>> = {
  demo: { ...trial, keepsData: false, backups: { dailyDays: 0, monthlyDays: 0 } },
  test: { ...trial, keepsData: true, backups: { dailyDays: 14, monthlyDays: 90 } },
  prod: {
    region,
    tokenIssuer: 'https://helseid-sts.nhn.no',
    tokenAudience: 'trekkspill',
    tokenScope: 'trekkspill/api',
    logRetention: RetentionDays.THREE_MONTHS,
    throttling: { requestsPerSecond: 200, burst: 400 },
    mostFromOneAddress: 20_000,
    countries,
    accessLogDays: 730,
    keepsData: true,
    // What a locked month rests on is vouchers: bokforingsloven § 13 asks for five years after the end of the year.
    backups: { dailyDays: 35, monthlyDays: 6 * 366 },
    monthlyBudgetUsd: 300,
  },
}

/** Throws on a stage that has no settings: a misspelt one must not become a second production. */
export function parseStage(asked: unknown): Stage {
  const stage = STAGES.find((each) => each === asked)
  if (stage === undefined) throw new RangeError(`stage is ${String(asked)}, and must be one of ${STAGES.join(', ')}`)
  return stage
}
