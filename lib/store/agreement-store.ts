import type { AgreementId } from '../domain/ids.ts'
import { type AgreementVersion, agreementVersion } from './agreement-codecs.ts'
import { decode, encode, readText } from './item-codec.ts'
import { AGREEMENTS, agreementByIdKey, agreementHeadKey, agreementVersionKey, type Key } from './keys.ts'
import { getItems, getManyItems, type Item, marshalKey, queryItems, type Store } from './store-client.ts'
import { ABSENT, check, hasVersion, put, type TxPart } from './tx.ts'

/** The newest version; undefined where no such agreement was ever saved. */
export async function findAgreement(store: Store, agreementId: AgreementId): Promise<AgreementVersion | undefined> {
  const [head] = await getItems(store, [agreementHeadKey(agreementId)])
  return head && decode(agreementVersion, head, 'body')
}

export async function findAgreementVersion(
  store: Store,
  agreementId: AgreementId,
  version: number,
): Promise<AgreementVersion | undefined> {
  const [item] = await getItems(store, [agreementVersionKey(agreementId, version)])
  return item && decode(agreementVersion, item, 'body')
}

/** The newest versions of several agreements; an id without one is left out. */
export async function findAgreements(
  store: Store,
  agreementIds: readonly AgreementId[],
): Promise<readonly AgreementVersion[]> {
  const heads = await getManyItems(store, agreementIds.map(agreementHeadKey))
  return heads.map((head) => decode(agreementVersion, head, 'body'))
}

/** The newest version of every agreement that was ever saved: one Query for their ids, and a round trip per hundred. */
export async function listAgreements(store: Store): Promise<readonly AgreementVersion[]> {
  const query = queryItems(store, {
    IndexName: 'gsi1',
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'gsi1pk' },
    ExpressionAttributeValues: { ':pk': { S: AGREEMENTS } },
  })
  const keys: Key[] = []
  for await (const item of query) keys.push({ pk: readText(item, 'pk'), sk: readText(item, 'sk') })
  return (await getManyItems(store, keys)).map((head) => decode(agreementVersion, head, 'body'))
}

/** Lets nothing be written once there is a newer version than the one that was read. */
export const agreementStands = (agreementId: AgreementId, version: number): TxPart =>
  check('agreement', agreementHeadKey(agreementId), hasVersion(version))

/** The head carries the newest version whole, so that reading it is one round trip; every version also stands alone. */
export const agreementParts = (next: AgreementVersion): readonly TxPart[] => [
  put(
    'agreement',
    {
      ...marshalKey(agreementHeadKey(next.agreementId)),
      ...marshalByIdKey(next.agreementId),
      type: { S: 'agreement' },
      version: { N: String(next.version) },
      body: encode(next),
    },
    next.version === 1 ? ABSENT : hasVersion(next.version - 1),
  ),
  put(
    'agreement',
    {
      ...marshalKey(agreementVersionKey(next.agreementId, next.version)),
      type: { S: 'agreement-version' },
      body: encode(next),
    },
    ABSENT,
  ),
]

function marshalByIdKey(agreementId: AgreementId): Item {
  const { gsi1pk, gsi1sk } = agreementByIdKey(agreementId)
  return { gsi1pk: { S: gsi1pk }, gsi1sk: { S: gsi1sk } }
}
