import { Duration, RemovalPolicy, Stack, type StackProps, TimeZone } from 'aws-cdk-lib'
import { BackupPlan, BackupPlanRule, BackupResource, BackupSelection, BackupVault } from 'aws-cdk-lib/aws-backup'
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import {
  type Attribute,
  AttributeType,
  Billing,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb'
import { Schedule } from 'aws-cdk-lib/aws-events'
import {
  Effect,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
  StarPrincipal,
} from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { ACCESS_LOG_TABLE } from '../../lib/store/access-log-table.ts'
import { TABLE } from '../../lib/store/table.ts'
import { alarmText } from './alarm-text.ts'
import { accept } from './checks.ts'
import type { Settings } from './settings.ts'
import type { Trouble } from './trouble.ts'

const COPIES = 'service-role/AWSBackupServiceRolePolicyForBackup'

export type DataStackProps = StackProps & { readonly settings: Pick<Settings, 'keepsData' | 'backups'> }

/** The table, its key and its copies: all that must outlive every deploy, and nothing else. */
export class DataStack extends Stack {
  readonly key: Key
  readonly table: TableV2
  /** What the secrets of webhooks are made from. With another one, every receiver would have to be given a new secret. */
  readonly webhookKey: Secret
  /** What the access log is sealed with. With another one, every seal until then would be nobody's. */
  readonly sealKey: Secret
  /** Apart, so that leave to write there is leave for nothing else. */
  readonly accessLog: TableV2
  readonly troubles: readonly Trouble[]

  constructor(scope: Construct, id: string, { settings, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: settings.keepsData })
    // Without its key a retained table is unreadable.
    const removalPolicy = settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    this.key = new Key(this, 'TableKey', {
      description: 'Encrypts the table of Trekkspill',
      enableKeyRotation: true,
      removalPolicy,
    })
    const kept = {
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: settings.keepsData,
      removalPolicy,
    }
    this.table = new TableV2(this, 'Table', {
      partitionKey: stringAttribute(TABLE.partitionKey),
      sortKey: stringAttribute(TABLE.sortKey),
      timeToLiveAttribute: TABLE.timeToLive,
      globalSecondaryIndexes: Object.entries(TABLE.indexes).map(([indexName, index]) => ({
        indexName,
        partitionKey: stringAttribute(index.partitionKey),
        sortKey: stringAttribute(index.sortKey),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...index.include],
      })),
      ...kept,
    })
    this.accessLog = new TableV2(this, 'AccessLog', {
      partitionKey: stringAttribute(ACCESS_LOG_TABLE.partitionKey),
      sortKey: stringAttribute(ACCESS_LOG_TABLE.sortKey),
      timeToLiveAttribute: ACCESS_LOG_TABLE.timeToLive,
      resourcePolicy: neverChanged(),
      ...kept,
    })
    const lasting = (id: string, description: string, whyForEver: string) => {
      const secret = new Secret(this, id, {
        description,
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
        encryptionKey: this.key,
        removalPolicy,
      })
      accept(secret, { 'AwsSolutions-SMG4': whyForEver })
      return secret
    }
    this.webhookKey = lasting(
      'WebhookKey',
      'The secrets of webhooks are made from it',
      'En ny nøkkel er en ny hemmelighet for alle mottakere på en gang; hver av dem har sin egen rotasjon i API-et',
    )
    this.sealKey = lasting(
      'SealKey',
      'The access log is sealed with it',
      'Med en ny nøkkel kunne ikke segl fra før skilles fra forfalskede',
    )
    this.troubles = [throttled(this.table), ...(settings.keepsData ? [this.keepCopies(settings.backups)] : [])]
  }

  /**
   * Any second of the last 35 days is in the table's own point-in-time recovery, which goes when the table does. These
   * copies do not, and nobody deletes one before its time.
   */
  private keepCopies({ dailyDays, monthlyDays }: Settings['backups']): Trouble {
    const vault = new BackupVault(this, 'Vault', {
      backupVaultName: `${this.stackName}-kopier`,
      encryptionKey: this.key,
      accessPolicy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            effect: Effect.DENY,
            principals: [new StarPrincipal()],
            actions: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
            resources: ['*'],
          }),
        ],
      }),
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const copied = (name: string, keptDays: number, when: { day?: string }) =>
      new BackupPlanRule({
        ruleName: name,
        // When nobody discharges anybody, and before the jobs of the month.
        scheduleExpression: Schedule.cron({ minute: '0', hour: '3', ...when }),
        scheduleExpressionTimezone: TimeZone.of('Europe/Oslo'),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(6),
        deleteAfter: Duration.days(keptDays),
      })
    const plan = new BackupPlan(this, 'Copies', {
      backupVault: vault,
      backupPlanRules: [copied('daily', dailyDays, {}), copied('monthly', monthlyDays, { day: '1' })],
    })
    const copier = new Role(this, 'Copier', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(COPIES)],
    })
    accept(copier, {
      [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${COPIES}]`]:
        'AWS’ egen policy, som følger tjenesten; bare AWS Backup kan ta rollen, og utvalget er én tabell',
    })
    new BackupSelection(this, 'Copied', {
      backupPlan: plan,
      resources: [this.table, this.accessLog].map(({ tableArn }) => BackupResource.fromArn(tableArn)),
      role: copier,
      disableDefaultBackupPolicy: true,
    })
    return notCopied(vault)
  }
}

/** A table paid by request is throttled when it is asked for far more than ever before, or one key for more than it gives. */
function throttled(table: TableV2): Trouble {
  const period = Duration.minutes(5)
  const counted = (metricName: string, index?: string) =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: table.tableName, ...(index && { GlobalSecondaryIndexName: index }) },
      statistic: 'Sum',
      period,
    })
  const metrics = [undefined, ...Object.keys(TABLE.indexes)].flatMap((index) =>
    ['Read', 'Write'].map(
      (kind) => [`${kind.toLowerCase()}${index ?? ''}`, counted(`${kind}ThrottleEvents`, index)] as const,
    ),
  )
  return {
    name: 'table-throttled',
    text: alarmText(
      'tabellen',
      ['Alle: søk, hold og innleggelser tar lang tid eller blir avvist med «prøv igjen»'],
      'table',
    ),
    metric: new MathExpression({
      expression: metrics.map(([id]) => `FILL(${id}, 0)`).join(' + '),
      usingMetrics: Object.fromEntries(metrics),
      period,
    }),
    threshold: 10,
  }
}

function notCopied({ backupVaultName }: BackupVault): Trouble {
  const period = Duration.hours(1)
  const ended = (metricName: string) =>
    new Metric({
      namespace: 'AWS/Backup',
      metricName,
      dimensionsMap: { BackupVaultName: backupVaultName },
      statistic: 'Sum',
      period,
    })
  return {
    name: 'not-copied',
    text: alarmText(
      'sikkerhetskopien',
      ['Alle, den dagen noe må hentes tilbake: det finnes ingen kopi fra i natt'],
      'backup',
    ),
    metric: new MathExpression({
      expression: 'FILL(failed, 0) + FILL(expired, 0)',
      usingMetrics: { failed: ended('NumberOfBackupJobsFailed'), expired: ended('NumberOfBackupJobsExpired') },
      period,
    }),
  }
}

/**
 * Nobody in the account changes or takes away a record, whatever else they may do; TTL is no caller, and goes on. That a
 * record is put in another's place no policy can forbid: the seals show it.
 */
const neverChanged = (): PolicyDocument =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: ['DeleteItem', 'UpdateItem', 'BatchWriteItem', 'PartiQLDelete', 'PartiQLInsert', 'PartiQLUpdate'].map(
          (action) => `dynamodb:${action}`,
        ),
        // The table itself, which has no name yet when its policy is written.
        resources: ['*'],
      }),
    ],
  })

const stringAttribute = (name: string): Attribute => ({ name, type: AttributeType.STRING })
