import type { LookupId } from '../domain/ids.ts'
import { decode, encode } from './item-codec.ts'
import { lookupKey, outcomeByUnitKey } from './keys.ts'
import { type LookupClosing, lookupClosing } from './lookup-codecs.ts'
import { getItems, marshalKey, type Store } from './store-client.ts'
import { ABSENT, put, type TxPart } from './tx.ts'

/** A lookup is closed once. */
export function lookupClosingPart(closing: LookupClosing): TxPart {
  const { gsi2pk, gsi2sk } = outcomeByUnitKey(closing.unitId, closing.closedAt, closing.lookupId)
  const item = {
    ...marshalKey(lookupKey(closing.lookupId)),
    type: { S: 'outcome' },
    body: encode(closing),
    gsi2pk: { S: gsi2pk },
    gsi2sk: { S: gsi2sk },
  }
  return put('outcome', item, ABSENT)
}

export async function findLookupClosing(store: Store, lookupId: LookupId): Promise<LookupClosing | undefined> {
  const [item] = await getItems(store, [lookupKey(lookupId)])
  return item && decode(lookupClosing, item, 'body')
}
