import type { Grant } from '../domain/access/access-list.ts'
import { isWithin } from '../domain/access/access-list.ts'
import type { AgreementId } from '../domain/ids.ts'
import { type AccessListVersion, accessListVersion, accessOfOrganisation } from './access-codecs.ts'
import { findAgreements } from './agreement-store.ts'
import { decode, encode } from './item-codec.ts'
import { accessByOrgnrKey, accessListKey, accessListVersionKey, accessPartition } from './keys.ts'
import { getItems, marshalKey, queryItems, type Store } from './store-client.ts'
import { ABSENT, hasVersion, put, remove, type TxPart } from './tx.ts'

/** The list as it is now; undefined where nobody has saved one. */
export async function findAccessList(store: Store, agreementId: AgreementId): Promise<AccessListVersion | undefined> {
  const [head] = await getItems(store, [accessListKey(agreementId)])
  return head && decode(accessListVersion, head, 'body')
}

/**
 * What the organisations are given by every agreement, and what those agreements still have: one Query for each
 * organisation, and one round trip for the agreements.
 */
export async function listGrants(store: Store, orgnrs: readonly string[]): Promise<readonly Grant[]> {
  const given = (await Promise.all(orgnrs.map((orgnr) => listGiven(store, orgnr)))).flat()
  const agreementIds = [...new Set(given.map(({ agreementId }) => agreementId))]
  const agreements = new Map(
    (await findAgreements(store, agreementIds)).map(({ agreementId, agreement }) => [agreementId, agreement]),
  )
  return given.filter(({ agreementId, entry }) => {
    const agreement = agreements.get(agreementId)
    return agreement !== undefined && isWithin(agreementId, agreement, entry)
  })
}

async function listGiven(store: Store, orgnr: string): Promise<readonly Grant[]> {
  const query = queryItems(store, {
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: accessPartition(orgnr) } },
    ConsistentRead: true,
  })
  const grants: Grant[] = []
  for await (const item of query) {
    const { agreementId, entries } = decode(accessOfOrganisation, item, 'body')
    grants.push(...entries.map((entry) => ({ agreementId, entry })))
  }
  return grants
}

/** Organisations that one list may name: old and new are written in one transaction. */
export const MOST_ORGANISATIONS = 45

/** The new list whole, kept as a version of its own, and cut by organisation, all on the list that was read. */
export function accessListParts(next: AccessListVersion, saved: AccessListVersion | undefined): readonly TxPart[] {
  const { agreementId, version, entries } = next
  const body = encode(next)
  const named = new Set(entries.map(({ orgnr }) => orgnr))
  const gone = new Set((saved?.entries ?? []).map(({ orgnr }) => orgnr).filter((orgnr) => !named.has(orgnr)))
  return [
    put(
      'access-list',
      {
        ...marshalKey(accessListKey(agreementId)),
        type: { S: 'access-list' },
        version: { N: String(version) },
        body,
      },
      saved ? hasVersion(saved.version) : ABSENT,
    ),
    put(
      'access-list',
      { ...marshalKey(accessListVersionKey(agreementId, version)), type: { S: 'access-list-version' }, body },
      ABSENT,
    ),
    ...[...named].map((orgnr) =>
      put('access', {
        ...marshalKey(accessByOrgnrKey(orgnr, agreementId)),
        type: { S: 'access' },
        body: encode({ agreementId, entries: entries.filter((entry) => entry.orgnr === orgnr) }),
      }),
    ),
    ...[...gone].map((orgnr) => remove('access', accessByOrgnrKey(orgnr, agreementId))),
  ]
}
