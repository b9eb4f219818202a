import { BookCostRequest } from '../../../lib/contract/avregning.ts'
import { endOfMonth } from '../../../lib/domain/avregning/calendar.ts'
import { earliest, instantOf, plusMs } from '../../../lib/kernel/instant.ts'
import { findBook } from '../../../lib/store/avregning-store.ts'
import { bookCost } from '../../../lib/usecases/book-cost.ts'
import type { Deps } from '../../../lib/usecases/deps.ts'
import { inTurnsOf } from '../in-turns.ts'
import { RegionRefusedFault } from './found-region.ts'
import { DOGN, wholeMonthsBetween } from './local-time.ts'
import type { World } from './world.ts'

const AT_ONCE = 8

/**
 * Each host books what each whole month of the history cost: about what the parties have paid à konto.
 * What an interrupted load has booked already is met as it is.
 */
export async function bookCosts(deps: Deps, world: World): Promise<void> {
  const months = wholeMonthsBetween(world.startsAt, world.endsAt)
  if (months.length === 0) return
  await inTurnsOf(AT_ONCE, world.region.agreements, async ({ agreementId, request: { finance } }) => {
    const booked = (await findBook(deps.store, agreementId))?.costs
    const paidOre = Object.values(finance?.onAccount ?? {}).reduce((sum, ore) => sum + ore, 0)
    for (const month of months.filter((each) => !booked?.has(each))) {
      const chance = world.chanceFor(`cost/${agreementId}/${month}`)
      const cost = BookCostRequest.parse({
        costOre: Math.round(paidOre * chance.between(0.94, 1.07)),
        note: 'Oppdiktet kostnad',
      })
      // Five days after the month, when the books have been closed, or now.
      const now = earliest([plusMs(endOfMonth(month), 5 * DOGN), instantOf(world.endsAt)]) ?? instantOf(world.endsAt)
      const actor = { role: 'host-finance', org: agreementId } as const
      const outcome = await bookCost(deps, { actor, now }, { agreementId, month, ...cost })
      if (!outcome.ok) throw new RegionRefusedFault(`${agreementId} ${month}: ${JSON.stringify(outcome.refusal)}`)
    }
  })
}
