import { Stack, type StackProps } from 'aws-cdk-lib'
import { CfnBudget } from 'aws-cdk-lib/aws-budgets'
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import type { Construct } from 'constructs'
import type { Settings } from './settings.ts'

/** Where AWS keeps what is of no region: CloudFront's rules, and the bill. */
const REGION_OF_NO_REGION = 'us-east-1'

export type GlobalStackProps = Omit<StackProps, 'env'> & {
  readonly settings: Settings
  readonly notify: readonly string[]
}

type ManagedRules = { readonly name: string; readonly counted: readonly string[] }

const MANAGED: readonly ManagedRules[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList', counted: [] },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', counted: [] },
  // An agreement and a criteria set are larger than 8 kB; the API reads every body by its own schema and its own limit.
  { name: 'AWSManagedRulesCommonRuleSet', counted: ['SizeRestrictions_BODY'] },
]

/** What AWS takes from us-east-1 and nowhere else. No data is there, and nothing of who asked. */
export class GlobalStack extends Stack {
  readonly webAclArn: string

  constructor(scope: Construct, id: string, { settings, notify, ...props }: GlobalStackProps) {
    super(scope, id, { ...props, env: { region: REGION_OF_NO_REGION } })
    this.webAclArn = this.rulesInFront(settings).attrArn
    this.watchBill(settings, notify)
  }

  /** Counts are kept and requests are not: a sample of them, or a log, would hold the address of whoever asked. */
  private rulesInFront({ mostFromOneAddress }: Settings): CfnWebACL {
    const counted = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
      metricName,
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
    })
    return new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: counted('all'),
      rules: [
        {
          name: 'too-many-from-one-address',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: mostFromOneAddress } },
          visibilityConfig: counted('too-many-from-one-address'),
        },
        ...MANAGED.map(({ name, counted: only }, i) => ({
          name,
          priority: i + 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name,
              ruleActionOverrides: only.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
            },
          },
          visibilityConfig: counted(name),
        })),
      ],
    })
  }

  /** The account's whole bill, because a budget of a tag that nobody has activated counts nothing and says nothing. */
  private watchBill({ monthlyBudgetUsd }: Settings, notify: readonly string[]): void {
    const subscribers = notify.map((address) => ({ subscriptionType: 'EMAIL', address }))
    const tellAt = (notificationType: string, threshold: number) => ({
      notification: { notificationType, threshold, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
      subscribers,
    })
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: this.stackName,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: monthlyBudgetUsd, unit: 'USD' },
      },
      notificationsWithSubscribers: [tellAt('ACTUAL', 80), tellAt('FORECASTED', 100)],
    })
  }
}
