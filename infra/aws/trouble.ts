import type { ComparisonOperator, IMetric } from 'aws-cdk-lib/aws-cloudwatch'

/** Something that hurts somebody, and how it is seen. The watch makes an alarm of each. */
export type Trouble = {
  readonly name: string
  /** Who is hurt, and where the way out is written. */
  readonly text: string
  readonly metric: IMetric
  /** Left out: the first time is one too many. */
  readonly threshold?: number
  readonly comparison?: ComparisonOperator
  /** So many periods in a row. */
  readonly periods?: number
  /** True where hearing nothing is the trouble. Elsewhere nobody may call for an hour at night. */
  readonly isSilence?: boolean
}
