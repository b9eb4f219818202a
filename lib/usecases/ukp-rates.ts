import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import { FIRST_UKP_YEAR, findMissingUkpYears, type UkpRate, ukpRatesWith } from '../domain/stay/ukp-rates.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { Store } from '../store/store-client.ts'
import type { SetUkpRate } from '../store/ukp-rate-store.ts'
import { findSetUkpRate, listSetUkpRates, ukpRatePart } from '../store/ukp-rate-store.ts'
import { changeItems, type ItemsRefusal } from './change-items.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

/** Every rate that is known, and the years that somebody must say before they can be charged. */
export async function listUkpRates({ store }: Deps, now: Instant): Promise<Result<AnswerOf<'list-ukp-rates'>, never>> {
  const rates = await readUkpRates(store)
  return accepted({ rates: [...rates], missing: findMissingUkpYears(rates, now) })
}

/** The rates as they stand: those that came with the service, and those that were set. */
export const readUkpRates = async (store: Store): Promise<readonly UkpRate[]> =>
  ukpRatesWith((await listSetUkpRates(store)).map(rateOf))

type Refusal = ItemsRefusal | { readonly kind: 'older-scheme'; readonly from: number }

/**
 * Says a year's rate; the earlier ones are kept beside it, with who set them. The same rate again changes nothing.
 * A locked avregning has its own rates with it, and is not touched by this.
 */
export const putUkpRate = (
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor },
  { year, orePerDogn, source }: BodyOf<'put-ukp-rate'> & { readonly year: number },
): Promise<Result<AnswerOf<'put-ukp-rate'>, Refusal>> =>
  changeItems<AnswerOf<'put-ukp-rate'>, Refusal>(deps, request, async () => {
    if (year < FIRST_UKP_YEAR) return refused({ kind: 'older-scheme', from: FIRST_UKP_YEAR })
    const known = await findSetUkpRate(deps.store, year)
    if (known?.orePerDogn === orePerDogn && known.source === source)
      return accepted({ parts: [], answer: rateOf(known) })
    const setBy = request.actor
    const next: SetUkpRate = { year, orePerDogn, source, setAt: request.now, setBy, earlier: earlierOf(known) }
    return accepted({ parts: [ukpRatePart(next)], answer: rateOf(next) })
  })

function earlierOf(known: SetUkpRate | undefined): SetUkpRate['earlier'] {
  if (!known) return []
  const { orePerDogn, source, setAt, setBy } = known
  return [...known.earlier, { orePerDogn, source, setAt, setBy }]
}

const rateOf = ({ year, orePerDogn, source, setAt }: SetUkpRate): UkpRate => ({
  year,
  orePerDogn,
  source,
  state: 'confirmed',
  setAt,
})
