import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import {
  type Attribute,
  AttributeType,
  Billing,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { TABLE } from '../../lib/store/table.ts'

/** The table and its key: all that must outlive every deploy, and nothing else. */
export class DataStack extends Stack {
  readonly key: Key
  readonly table: TableV2

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: true })
    this.key = new Key(this, 'TableKey', {
      description: 'Encrypts the table of Trekkspill',
      enableKeyRotation: true,
      // Without its key a retained table is unreadable.
      removalPolicy: RemovalPolicy.RETAIN,
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
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }
}

const stringAttribute = (name: string): Attribute => ({ name, type: AttributeType.STRING })
