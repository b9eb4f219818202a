import { type Instant, instantOf, msOf } from '../../../lib/kernel/instant.ts'
import { tryCommit } from '../../../lib/store/tx.ts'
import { readUnits } from '../../../lib/store/unit-store.ts'
import { confirmUnit } from '../../../lib/usecases/change-standing.ts'
import { closeLookup } from '../../../lib/usecases/close-lookup.ts'
import type { Deps } from '../../../lib/usecases/deps.ts'
import { inTurnsOf } from '../in-turns.ts'
import { bookCosts } from './book-costs.ts'
import { foundRegion } from './found-region.ts'
import { findLoadBegun, tryMarkLoadBegun } from './load-mark.ts'
import { DOGN } from './local-time.ts'
import { startProgress } from './progress.ts'
import type { Region } from './region.ts'
import { simulateRegion } from './simulate-region.ts'
import { STALE_UNITS, wardAt } from './world.ts'
import { writeHistory } from './write-history.ts'

/** The table's demo region can neither be used nor finished; the message says what to do. */
export class DemoRegionFault extends RangeError {
  override readonly name = 'DemoRegionFault'
}

/** A founded unit has been described and put under its agreement, and nothing more. */
const FOUNDED_VERSION = 2
const AT_ONCE = 8

/**
 * Lays the region into a table that has none; on one that has it, the simulated wards confirm their boards.
 *
 * All units come alive in one transaction at the very end, so a table has either no history or all of it. A load that
 * was interrupted is done again for the instant at which it was begun: the same seed then gives the same items, which
 * fall upon those that were written already.
 */
export async function loadRegion(
  deps: Deps,
  region: Region,
  { nowMs, historyDogn }: { readonly nowMs: number; readonly historyDogn: number },
  say: (line: string) => void,
): Promise<void> {
  const unitIds = region.units.map((unit) => unit.unitId)
  const begunAt = await findLoadBegun(deps.store)
  const { units } = await readUnits(deps.store, { unitIds })
  if (begunAt === undefined) {
    if (units.size > 0) {
      say('Demoregionen legges ikke inn: dataene har alt egne enheter med de samme id-ene.')
      return say('  «npm run reset» sletter dem; «npm start -- --empty» lar demoregionen være.')
    }
    const now = instantOf(nowMs)
    if (!(await tryMarkLoadBegun(deps.store, now)))
      throw new DemoRegionFault('Noen andre legger inn demoregionen nå. Vent til de er ferdige, og start på nytt.')
    return await layIn(deps, region, { endsAt: now, historyDogn }, say)
  }
  const isLaidIn = [...units.values()].some((unit) => unit.version > FOUNDED_VERSION)
  if (!isLaidIn) {
    say('Forrige innlegging av demoregionen ble avbrutt og gjøres ferdig nå.')
    await layIn(deps, region, { endsAt: begunAt, historyDogn }, say)
  }
  await confirmUnits(deps, region, instantOf(nowMs), say)
}

async function layIn(
  deps: Deps,
  region: Region,
  { endsAt, historyDogn }: { readonly endsAt: Instant; readonly historyDogn: number },
  say: (line: string) => void,
): Promise<void> {
  const beganMs = performance.now()
  const [unitCount, agreementCount] = [region.units.length, region.agreements.length]
  const title = `Legger inn demoregionen: ${unitCount} enheter, ${agreementCount} avtaler, ${historyDogn} døgn historikk …`
  const progress = startProgress(title, say)
  const time = { startsAt: msOf(endsAt) - historyDogn * DOGN, endsAt: msOf(endsAt) }
  const founded = await foundRegion(deps, region, instantOf(time.startsAt))
  const world = await simulateRegion(region, founded, time, async (dogn) => progress.tell(`døgn ${dogn}`))
  const { parts, liveParts, stayCount, eventCount } = world.ledger.closeBooks(endsAt)
  await writeHistory(deps.store, parts, (count) => progress.tell(`skriver ${percent(count, parts.length)}`))
  const ends = world.lookupEnds()
  await inTurnsOf(AT_ONCE, ends, ({ actor, at, ...end }) => closeLookup(deps, { actor, now: at }, end))
  progress.tell('bokfører kostnader')
  await bookCosts(deps, world)
  const { committed } = await tryCommit(deps.store, liveParts)
  progress.end()
  if (!committed) throw new DemoRegionFault('Demoregionen ble endret mens den ble lagt inn. Kjør «npm run reset».')
  const counted = `${number(stayCount)} opphold, ${number(eventCount)} hendelser, ${number(ends.length)} avsluttede søk`
  say(`Demoregionen er på plass: ${counted} (${seconds(beganMs)}).`)
}

/** One tap per unit, so that a demo opened next week is not all stale; the stale ones stay as they are. */
async function confirmUnits(deps: Deps, region: Region, now: Instant, say: (line: string) => void): Promise<void> {
  const beganMs = performance.now()
  const fresh = region.units.filter(({ unitId }) => !STALE_UNITS.has(unitId))
  await inTurnsOf(AT_ONCE, fresh, ({ unitId }) => confirmUnit(deps, { actor: wardAt(unitId), now }, { unitId }))
  say(`Demoregionen er her fra før: ${fresh.length} enheter har sagt «stemmer» (${seconds(beganMs)}).`)
}

const number = (count: number): string => count.toLocaleString('nb-NO')
const percent = (part: number, whole: number): string => `${Math.floor((100 * part) / whole)} %`
const seconds = (sinceMs: number): string => `${((performance.now() - sinceMs) / 1000).toFixed(1).replace('.', ',')} s`
