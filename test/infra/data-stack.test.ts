import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { TABLE } from '../../lib/store/table.ts'
import { synthesise } from './templates.ts'

const { stacks, templates, only } = synthesise('test')

type Keys = readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[]
type TableProperties = {
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[]
  readonly KeySchema: Keys
  readonly GlobalSecondaryIndexes: readonly {
    readonly IndexName: string
    readonly KeySchema: Keys
    readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes: readonly string[] }
  }[]
}

const table = only<TableProperties>('AWS::DynamoDB::GlobalTable')
const key = only('AWS::KMS::Key')
const keysOf = (schema: Keys) => ({
  partitionKey: schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName,
  sortKey: schema.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName,
})

describe('the table is the one in table.ts', () => {
  test('keys, indexes with what they carry, and time to live', () => {
    const indexes = table.Properties.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => {
      expect(Projection.ProjectionType).toBe('INCLUDE')
      return [IndexName, { ...keysOf(KeySchema), include: Projection.NonKeyAttributes }]
    })
    expect({ ...keysOf(table.Properties.KeySchema), indexes: Object.fromEntries(indexes) }).toEqual({
      partitionKey: TABLE.partitionKey,
      sortKey: TABLE.sortKey,
      indexes: TABLE.indexes,
    })
    templates.data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      TimeToLiveSpecification: { AttributeName: TABLE.timeToLive, Enabled: true },
    })
  })

  test('every key attribute is a string', () => {
    expect(new Set(table.Properties.AttributeDefinitions.map(({ AttributeType }) => AttributeType))).toEqual(
      new Set(['S']),
    )
  })
})

describe('what is in the table is not lost and not read by others', () => {
  test.each([table, key])('$Type outlives its stack', ({ DeletionPolicy, UpdateReplacePolicy }) => {
    expect({ DeletionPolicy, UpdateReplacePolicy }).toEqual({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
  })

  test('the stack itself is not deleted by mistake', () => {
    expect(stacks.find(({ stackName }) => stackName.endsWith('-data'))?.terminationProtection).toBe(true)
  })

  test('it is paid by request, protected from deletion, restorable, and encrypted with our own key', () => {
    templates.data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [
        Match.objectLike({
          Region: 'eu-north-1',
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': [key.id, 'Arn'] } },
        }),
      ],
    })
    templates.data.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true })
  })
})
