import { describe, expect, it } from 'vitest'
import { bookCosts } from '../../infra/local/demo/book-costs.ts'
import { foundRegion } from '../../infra/local/demo/found-region.ts'
import { loadRegion } from '../../infra/local/demo/load-region.ts'
import { partOfRegion, readRegion } from '../../infra/local/demo/region.ts'
import { simulateRegion } from '../../infra/local/demo/simulate-region.ts'
import { wardAt } from '../../infra/local/demo/world.ts'
import type { AgreementId, PartyId, StayId, UnitId } from '../../lib/domain/ids.ts'
import { type Instant, msOf, plusMs } from '../../lib/kernel/instant.ts'
import type { Month } from '../../lib/kernel/oslo-date.ts'
import { findBook } from '../../lib/store/avregning-store.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { dischargePatient } from '../../lib/usecases/discharge-patient.ts'
import { explainLine } from '../../lib/usecases/explain-line.ts'
import { lockAvregning, runAvregning } from '../../lib/usecases/run-avregning.ts'
import { listAvregninger } from '../../lib/usecases/show-avregning.ts'
import { at } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const SALTEN = 'agr_salten' as AgreementId
const BEIARN = 'k-1839' as PartyId
const HOST = { role: 'host-finance', org: SALTEN } as const

async function loadSalten(now: Instant): Promise<Deps> {
  const { deps } = await freshTable()
  const region = partOfRegion(readRegion(), ['unit_salten-felles-dogn'])
  await loadRegion(deps, region, { nowMs: msOf(now), historyDogn: 91 }, () => {})
  return deps
}

// In the midst of a month, in the first hour of one, and after the shortest.
describe.each([
  ['2026-11-25T20:33:15Z', '2026-10', ['2026-10', '2026-09']],
  ['2026-10-31T23:20:00Z', '2026-10', ['2026-10', '2026-09']],
  ['2027-03-31T09:00:00Z', '2027-02', ['2027-02', '2027-01']],
] as const)('the last month of Salten at %s', (text, last, booked) => {
  const now = at(text)
  const month = last as string as Month
  const at0 = { agreementId: SALTEN, month }

  it('is refused for one departure that nobody wrote down, and locks when somebody does', async () => {
    const deps = await loadSalten(now)
    const months = await listAvregninger(deps, { actor: HOST, now, agreementId: SALTEN })
    if (!months.ok) throw new Error(months.refusal.kind)
    expect(months.value.months.map((row) => [row.month, row.state, (row.costOre ?? 0) > 0])).toEqual(
      booked.map((each) => [each, 'not-run', true]),
    )

    const refused = await lockAvregning(deps, { actor: HOST, now }, { ...at0, resultHash: null })
    if (refused.ok || refused.refusal.kind !== 'avregning-incomplete') throw new Error('not refused')
    const [cause, ...others] = refused.refusal.causes
    expect(others).toEqual([])
    expect(cause).toMatchObject({ cause: 'stay-without-departure', unitId: 'unit_salten-felles-dogn' })
    const { unitId, stayId } = cause as { unitId: UnitId; stayId: StayId }

    const ask = { unitId, stayId, departedAt: at(`${last}-24T10:00:00Z`), dischargedTo: 'hjem' }
    expect((await dischargePatient(deps, { actor: wardAt(unitId), now }, ask)).ok).toBe(true)
    const locked = await lockAvregning(deps, { actor: HOST, now: plusMs(now, 1000) }, { ...at0, resultHash: null })
    expect(locked.ok && locked.value.state).toBe('locked')
  })

  it('has nights of Beiarn that lead to their events', async () => {
    const deps = await loadSalten(now)
    const run = await runAvregning(deps, { actor: HOST, now }, at0)
    expect(run.ok && run.value.lines.find(({ partyId }) => partyId === BEIARN)?.liggedogn).toBeGreaterThan(1)
    const line = await explainLine(deps, { actor: { role: 'finance', org: BEIARN }, now, ...at0, partyId: BEIARN })
    if (!line.ok) throw new Error(line.refusal.kind)
    expect(line.value.nights.length).toBeGreaterThan(1)
    for (const night of line.value.nights) expect(night.events.length).toBeGreaterThan(0)
  })
})

it('a load that is done again books no cost twice', async () => {
  const { deps } = await freshTable()
  const region = partOfRegion(readRegion(), ['unit_hemnes-kad'])
  const time = { startsAt: msOf(at('2026-08-26T20:00:00Z')), endsAt: msOf(at('2026-11-25T20:00:00Z')) }
  const founded = await foundRegion(deps, region, at('2026-08-26T20:00:00Z'))
  const world = await simulateRegion(region, founded, time, async () => {})
  const costs = async () => (await findBook(deps.store, 'agr_hemnes' as AgreementId))?.costs
  await bookCosts(deps, world)
  const once = await costs()
  await bookCosts(deps, world)
  expect(once?.size).toBe(2)
  expect(await costs()).toEqual(once)
})
