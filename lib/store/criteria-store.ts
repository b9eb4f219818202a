import type { CatalogueVersion } from '../domain/assessment/catalogue.ts'
import { type CriteriaVersion, criteriaVersion, type SavedCatalogue, savedCatalogue } from './criteria-codecs.ts'
import { decode, encode } from './item-codec.ts'
import { criteriaCatalogueKey, criteriaVersionKey } from './keys.ts'
import { getItems, type Item, marshalKey, type Store } from './store-client.ts'
import { ABSENT, hasVersion, put, type TxPart } from './tx.ts'

/** The list as it lies in the table; empty before anybody has saved a core set. */
export const readCatalogue = (item: Item | undefined): SavedCatalogue =>
  item ? decode(savedCatalogue, item, 'body') : { version: 0, saved: [] }

/** One saved version, for good; undefined where there is none with that number. */
export async function findCriteriaVersion(
  store: Store,
  criteriaSetId: string,
  version: number,
): Promise<CriteriaVersion | undefined> {
  const [item] = await getItems(store, [criteriaVersionKey(criteriaSetId, version)])
  return item && decode(criteriaVersion, item, 'body')
}

/** The version's own item, which nothing ever overwrites. */
export const criteriaVersionPart = (version: CriteriaVersion): TxPart =>
  put(
    'criteria',
    {
      ...marshalKey(criteriaVersionKey(version.criteriaSetId, version.version)),
      type: { S: 'criteria-version' },
      body: encode(version),
    },
    ABSENT,
  )

/** The list with one version more, on the list that was read: two who save at once are told apart by it. */
export const cataloguePart = ({ version, saved }: SavedCatalogue, listed: CatalogueVersion): TxPart =>
  put(
    'criteria',
    {
      ...marshalKey(criteriaCatalogueKey),
      type: { S: 'criteria-catalogue' },
      version: { N: String(version + 1) },
      body: encode({ version: version + 1, saved: [...saved, listed] }),
    },
    version === 0 ? ABSENT : hasVersion(version),
  )
