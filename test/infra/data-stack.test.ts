import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { SETTINGS, STAGES } from '../../infra/aws/settings.ts'
import { TABLE } from '../../lib/store/table.ts'
import { synthesise } from './templates.ts'

const { stacks, templates, ofType, only, textOf } = synthesise('test')

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

  test('it, and nothing else, by a role that only AWS Backup can take', () => {
    const { BackupSelection } = only<{ BackupSelection: { IamRoleArn: unknown; Resources: readonly unknown[] } }>(
      'AWS::Backup::BackupSelection',
    ).Properties
    expect(BackupSelection.Resources.map(textOf)).toEqual([`${table.id}.Arn`])
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
    expect(demo.only('AWS::DynamoDB::GlobalTable')).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: { Replicas: [{ DeletionProtectionEnabled: false }] },
    })
    expect(STAGES.filter((stage) => !SETTINGS[stage].keepsData)).toEqual(['demo'])
  })
})
