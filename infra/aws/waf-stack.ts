import { Stack, type StackProps } from 'aws-cdk-lib'
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import type { Construct } from 'constructs'
import type { Settings } from './settings.ts'

/** CloudFront takes its rules from there and nowhere else. They hold no data. */
const REGION_OF_CLOUDFRONT = 'us-east-1'

export type WafStackProps = Omit<StackProps, 'env'> & { readonly settings: Settings }

type ManagedRules = { readonly name: string; readonly counted: readonly string[] }

const MANAGED: readonly ManagedRules[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList', counted: [] },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', counted: [] },
  // An agreement and a criteria set are larger than 8 kB; the API reads every body by its own schema and its own limit.
  { name: 'AWSManagedRulesCommonRuleSet', counted: ['SizeRestrictions_BODY'] },
]

/**
 * What stands in front of everything. Counts are kept and requests are not: a sampled request, or a log of them, would
 * hold the address of whoever asked.
 */
export class WafStack extends Stack {
  readonly webAclArn: string

  constructor(scope: Construct, id: string, { settings, ...props }: WafStackProps) {
    super(scope, id, { ...props, env: { region: REGION_OF_CLOUDFRONT } })
    const counted = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
      metricName,
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
    })
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: counted('all'),
      rules: [
        {
          name: 'too-many-from-one-address',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: settings.mostFromOneAddress } },
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
    this.webAclArn = acl.attrArn
  }
}
