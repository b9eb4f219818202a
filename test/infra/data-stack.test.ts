import { describe, expect, test } from 'vitest'
import { SETTINGS, STAGES } from '../../infra/aws/settings.ts'
import { ACCESS_LOG_TABLE } from '../../lib/store/access-log-table.ts'
import { TABLE } from '../../lib/store/table.ts'
import { synthesise } from './templates.ts'

const { stacks, templates, ofType, only, textOf } = synthesise('test')

type Keys = readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[]
type TableProperties = {
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[]
  readonly KeySchema: Keys
  readonly Replicas: readonly {
    readonly ResourcePolicy?: { readonly PolicyDocument: { readonly Statement: readonly object[] } }
  }[]
  readonly GlobalSecondaryIndexes?: readonly {
    readonly IndexName: string
    readonly KeySchema: Keys
    readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes: readonly string[] }
  }[]
}

const tables = ofType<TableProperties>('AWS::DynamoDB::GlobalTable')
const [table, accessLog, ...more] = [...tables].sort((a) => (a.Properties.GlobalSecondaryIndexes ? -1 : 1))
if (!table || !accessLog || more.length > 0) throw new Error(`${tables.length} tables`)
const key = only('AWS::KMS::Key')
const keysOf = (schema: Keys) => ({
  partitionKey: schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName,
  sortKey: schema.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName,
})

describe('the table is the one in table.ts', () => {
  test('keys, indexes with what they carry, and time to live', () => {
    const indexes = (table.Properties.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => {
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

  test('the access log is one of its own, in the order of time, and ends what is old enough', () => {
    expect(keysOf(accessLog.Properties.KeySchema)).toEqual({
      partitionKey: ACCESS_LOG_TABLE.partitionKey,
      sortKey: ACCESS_LOG_TABLE.sortKey,
    })
    expect(accessLog.Properties).toMatchObject({
      TimeToLiveSpecification: { AttributeName: ACCESS_LOG_TABLE.timeToLive, Enabled: true },
    })
  })

  test('every key attribute is a string', () => {
    expect(new Set(table.Properties.AttributeDefinitions.map(({ AttributeType }) => AttributeType))).toEqual(
      new Set(['S']),
    )
  })
})

describe('what is in the table is not lost and not read by others', () => {
  test.each([table, accessLog, key])('$Type outlives its stack', ({ DeletionPolicy, UpdateReplacePolicy }) => {
    expect({ DeletionPolicy, UpdateReplacePolicy }).toEqual({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
  })

  test('nobody changes or takes away what stands in the access log, whatever else they may do', () => {
    const [replica] = accessLog.Properties.Replicas
    expect(replica?.ResourcePolicy?.PolicyDocument.Statement).toEqual([
      {
        Effect: 'Deny',
        Principal: '*',
        Action: [
          'dynamodb:DeleteItem',
          'dynamodb:UpdateItem',
          'dynamodb:BatchWriteItem',
          'dynamodb:PartiQLDelete',
          'dynamodb:PartiQLInsert',
          'dynamodb:PartiQLUpdate',
        ],
        Resource: '*',
      },
    ])
    expect(table.Properties.Replicas[0]?.ResourcePolicy).toBeUndefined()
  })

  test('the stack itself is not deleted by mistake', () => {
    expect(stacks.find(({ stackName }) => stackName.endsWith('-data'))?.terminationProtection).toBe(true)
  })

  test.each([table, accessLog])(
    '$id is paid by request, protected from deletion, restorable, and encrypted with our own key',
    ({ Properties }) => {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        Replicas: [
          {
            Region: 'eu-north-1',
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
            SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': [key.id, 'Arn'] } },
          },
        ],
      })
      templates.data.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true })
    },
  )
})

type Rule = {
  readonly RuleName: string
  readonly ScheduleExpression: string
  readonly ScheduleExpressionTimezone: string
  readonly Lifecycle: { readonly DeleteAfterDays: number }
}

describe('the table is copied', () => {
  const vault = only<{ EncryptionKeyArn: unknown; AccessPolicy: unknown }>('AWS::Backup::BackupVault')

  test('each night and each month, and the copies are kept as long as the settings say', () => {
    const { BackupPlan } = only<{ BackupPlan: { BackupPlanRule: readonly Rule[] } }>(
      'AWS::Backup::BackupPlan',
    ).Properties
    const rules = BackupPlan.BackupPlanRule.map(
      ({ RuleName, ScheduleExpression, ScheduleExpressionTimezone, Lifecycle }) =>
        [RuleName, ScheduleExpression, ScheduleExpressionTimezone, Lifecycle.DeleteAfterDays].join(' '),
    )
    const { dailyDays, monthlyDays } = SETTINGS.test.backups
    expect(rules).toEqual([
      `daily cron(0 3 * * ? *) Europe/Oslo ${dailyDays}`,
      `monthly cron(0 3 1 * ? *) Europe/Oslo ${monthlyDays}`,
    ])
  })

  test('both tables, and nothing else, by a role that only AWS Backup can take', () => {
    const { BackupSelection } = only<{ BackupSelection: { IamRoleArn: unknown; Resources: readonly unknown[] } }>(
      'AWS::Backup::BackupSelection',
    ).Properties
    expect(BackupSelection.Resources.map(textOf)).toEqual([`${table.id}.Arn`, `${accessLog.id}.Arn`])
    const role = only<{ AssumeRolePolicyDocument: { Statement: readonly unknown[] } }>(
      'AWS::IAM::Role',
      BackupSelection.IamRoleArn,
    )
    expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'backup.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ])
  })

  test('with our own key, and nobody deletes a copy before its time', () => {
    expect(textOf(vault.Properties.EncryptionKeyArn)).toBe(`${key.id}.Arn`)
    expect(vault.DeletionPolicy).toBe('Retain')
    expect(vault.Properties.AccessPolicy).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
        },
      ],
    })
  })

  test('as long as vouchers must be kept, in production', () => {
    // Bokforingsloven § 13: five years after the end of the year.
    expect(SETTINGS.prod.backups.monthlyDays).toBeGreaterThanOrEqual(6 * 365)
  })

  test('except where the facts are invented', () => {
    expect(ofType('AWS::Backup::BackupVault')).toHaveLength(1)
    const demo = synthesise('demo')
    expect(demo.ofType('AWS::Backup::BackupVault')).toEqual([])
    expect(demo.ofType('AWS::DynamoDB::GlobalTable')).toMatchObject(
      Array(2).fill({ DeletionPolicy: 'Delete', Properties: { Replicas: [{ DeletionProtectionEnabled: false }] } }),
    )
    expect(STAGES.filter((stage) => !SETTINGS[stage].keepsData)).toEqual(['demo'])
  })
})
