import * as z from 'zod'
import { actor, count, instant } from './field-codecs.ts'
import { decode, encode } from './item-codec.ts'
import { UKP_RATES, ukpRateKey } from './keys.ts'
import { getItems, marshalKey, queryItems, type Store } from './store-client.ts'
import { ABSENT, hasVersion, put, type TxPart } from './tx.ts'

/** A year's rate as an admin said it, and what was said before. */
export type SetUkpRate = z.infer<typeof setUkpRate>
const said = { orePerDogn: count, source: z.string(), setAt: instant, setBy: actor }
const setUkpRate = z.strictObject({ year: count, ...said, earlier: z.array(z.strictObject(said)) })

/** The rates that admins have set, one per year: one Query. */
export async function listSetUkpRates(store: Store): Promise<readonly SetUkpRate[]> {
  const query = queryItems(store, {
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: UKP_RATES } },
    ConsistentRead: true,
  })
  const rates: SetUkpRate[] = []
  for await (const item of query) rates.push(decode(setUkpRate, item, 'body'))
  return rates
}

export async function findSetUkpRate(store: Store, year: number): Promise<SetUkpRate | undefined> {
  const [item] = await getItems(store, [ukpRateKey(year)])
  return item && decode(setUkpRate, item, 'body')
}

/** Is lost where somebody else has set this year's rate since it was read. */
export function ukpRatePart(rate: SetUkpRate): TxPart {
  // Each earlier rate is kept, so their number is the version.
  const version = rate.earlier.length + 1
  const item = {
    ...marshalKey(ukpRateKey(rate.year)),
    type: { S: 'ukp-rate' },
    version: { N: String(version) },
    body: encode(rate),
  }
  return put('ukp-rate', item, version === 1 ? ABSENT : hasVersion(version - 1))
}
