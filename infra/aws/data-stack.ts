import { Duration, RemovalPolicy, Stack, type StackProps, TimeZone } from 'aws-cdk-lib'
import { BackupPlan, BackupPlanRule, BackupResource, BackupSelection, BackupVault } from 'aws-cdk-lib/aws-backup'
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
import type { Construct } from 'constructs'
import { TABLE } from '../../lib/store/table.ts'
import type { Settings } from './settings.ts'

export type DataStackProps = StackProps & { readonly settings: Pick<Settings, 'keepsData' | 'backups'> }

/** The table, its key and its copies: all that must outlive every deploy, and nothing else. */
export class DataStack extends Stack {
  readonly key: Key
  readonly table: TableV2

  constructor(scope: Construct, id: string, { settings, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: settings.keepsData })
    // Without its key a retained table is unreadable.
    const removalPolicy = settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    this.key = new Key(this, 'TableKey', {
      description: 'Encrypts the table of Trekkspill',
      enableKeyRotation: true,
      removalPolicy,
    })
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
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: settings.keepsData,
      removalPolicy,
    })
    if (settings.keepsData) this.keepCopies(settings.backups)
  }

  /**
   * Any second of the last 35 days is in the table's own point-in-time recovery, which goes when the table does. These
   * copies do not, and nobody deletes one before its time.
   */
  private keepCopies({ dailyDays, monthlyDays }: Settings['backups']): void {
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
    new BackupSelection(this, 'Copied', {
      backupPlan: plan,
      resources: [BackupResource.fromArn(this.table.tableArn)],
      // AWS's own policy for it, kept by them, and only their service can take the role; what it copies is the selection.
      role: new Role(this, 'Copier', {
        assumedBy: new ServicePrincipal('backup.amazonaws.com', {
          conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
        }),
        managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForBackup')],
      }),
      disableDefaultBackupPolicy: true,
    })
  }
}

const stringAttribute = (name: string): Attribute => ({ name, type: AttributeType.STRING })
