import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import type { UnitId } from '../../lib/domain/ids.ts'
import { type Key, unitKey } from '../../lib/store/keys.ts'
import { getItems, type Item, marshalKey, type Store } from '../../lib/store/store-client.ts'
import { ABSENT, hasVersion, MOST_PARTS, put, remove, tryCommit } from '../../lib/store/tx.ts'
import { freshTable } from '../support/table.ts'

describe('a transaction', () => {
  let store: Store
  beforeAll(async () => {
    store = (await freshTable()).deps.store
  })

  const key = (name: string): Key => ({ pk: `TX#${name}`, sk: 'X' })
  const item = (name: string, version = 1): Item => ({
    ...marshalKey(key(name)),
    version: { N: String(version) },
  })
  const versionOf = async (name: string) => (await getItems(store, [key(name)]))[0]?.['version']?.N

  it('writes all its parts', async () => {
    const parts = [put('unit', item('a'), ABSENT), put('journal', item('b'), ABSENT), put('stay', item('c'))]
    expect(await tryCommit(store, parts)).toEqual({ committed: true })
    expect([await versionOf('a'), await versionOf('b'), await versionOf('c')]).toEqual(['1', '1', '1'])
  })

  it('writes none of its parts when one condition fails, and says by name which', async () => {
    await tryCommit(store, [put('unit', item('held'))])
    const outcome = await tryCommit(store, [
      put('unit', item('fresh'), ABSENT),
      put('patient', item('held', 2), ABSENT),
      put('stay', item('other')),
    ])
    expect(outcome).toEqual({ committed: false, lost: new Set(['patient']) })
    expect([await versionOf('fresh'), await versionOf('held'), await versionOf('other')]).toEqual([
      undefined,
      '1',
      undefined,
    ])
  })

  it('names every part that was lost, whatever its place', async () => {
    await tryCommit(store, [put('unit', item('one')), put('unit', item('two', 5))])
    const outcome = await tryCommit(store, [
      put('agreement', item('two', 6), hasVersion(4)),
      put('journal', item('new'), ABSENT),
      remove('patient', key('one'), hasVersion(9)),
      put('idempotency', item('two-b'), ABSENT),
    ])
    expect(outcome).toEqual({ committed: false, lost: new Set(['agreement', 'patient']) })
  })

  it('goes through on the version that was read, and on no other', async () => {
    await tryCommit(store, [put('unit', item('v', 3))])
    for (const wrong of [2, 4]) {
      expect(await tryCommit(store, [put('unit', item('v', 9), hasVersion(wrong))])).toMatchObject({ committed: false })
    }
    expect(await tryCommit(store, [put('unit', item('v', 4), hasVersion(3))])).toEqual({ committed: true })
    expect(await tryCommit(store, [put('unit', item('v', 4), hasVersion(3))])).toMatchObject({ committed: false })
    expect(await versionOf('v')).toBe('4')
  })

  it('removes what meets its condition', async () => {
    await tryCommit(store, [put('patient', item('gone', 1))])
    expect(await tryCommit(store, [remove('patient', key('gone'), hasVersion(1))])).toEqual({ committed: true })
    expect(await versionOf('gone')).toBeUndefined()
  })

  it('of a hundred parts goes through, of one more it is a fault and never half a change', async () => {
    const parts = (count: number, name: string) =>
      Array.from({ length: count }, (_, i) => put('journal', item(`${name}-${i}`), ABSENT))
    expect(await tryCommit(store, parts(MOST_PARTS, 'most'))).toEqual({ committed: true })
    await expect(tryCommit(store, parts(MOST_PARTS + 1, 'more'))).rejects.toThrow('101 parts')
    expect(await versionOf('more-0')).toBeUndefined()
  })

  it('that DynamoDB cannot read is a fault, not a lost race', async () => {
    const twice = [put('unit', item('twice')), put('unit', item('twice'))]
    await expect(tryCommit(store, twice)).rejects.toThrow()
    await expect(tryCommit(store, [put('unit', { sk: { S: 'no-pk' } })])).rejects.toThrow()
    expect(await versionOf('twice')).toBeUndefined()
  })

  it('of two hundred on one version lets one through', async () => {
    await tryCommit(store, [put('unit', item('race', 1))])
    const attempts = Array.from({ length: 200 }, (_, i) =>
      tryCommit(store, [put('unit', item('race', 2), hasVersion(1)), put('journal', item(`race-${i}`), ABSENT)]),
    )
    const outcomes = await Promise.all(attempts)
    expect(outcomes.filter(({ committed }) => committed)).toHaveLength(1)
    const written = await getItems(
      store,
      Array.from({ length: 100 }, (_, i) => key(`race-${i}`)),
    )
    const rest = await getItems(
      store,
      Array.from({ length: 100 }, (_, i) => key(`race-${i + 100}`)),
    )
    expect([...written, ...rest].filter((each) => each !== undefined)).toHaveLength(1)
  })
})

describe('reading base items', () => {
  let store: Store
  beforeAll(async () => {
    store = (await freshTable()).deps.store
  })
  const keys = (count: number) => Array.from({ length: count }, (_, i) => unitKey(`unit_${i}` as UnitId))

  it('gives them in the order of the keys, with gaps where nothing stands, and a key twice twice', async () => {
    const [one, two, three] = keys(3)
    if (!one || !two || !three) throw new Error('no keys')
    await tryCommit(store, [put('unit', marshalKey(one)), put('unit', marshalKey(three))])
    const found = await getItems(store, [three, two, one, three])
    expect(found.map((item) => item?.['pk']?.S)).toEqual([three.pk, undefined, one.pk, three.pk])
  })

  it('asks nothing for no keys', async () => {
    expect(await getItems(store, [])).toEqual([])
  })

  it('sees what was just written, for it reads the base table and consistently', async () => {
    for (const key of keys(20)) {
      await tryCommit(store, [put('unit', marshalKey(key))])
      expect((await getItems(store, [key]))[0]).toBeDefined()
      const { Item: direct } = await store.client.send(
        new GetItemCommand({ TableName: store.tableName, Key: marshalKey(key), ConsistentRead: true }),
      )
      expect(direct).toBeDefined()
    }
  })
})
