import { type AttributeValue, paginateScan } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { foundRegion } from '../../infra/local/demo/found-region.ts'
import { findLoadBegun, tryMarkLoadBegun } from '../../infra/local/demo/load-mark.ts'
import { loadRegion } from '../../infra/local/demo/load-region.ts'
import { DOGN, MINUTE } from '../../infra/local/demo/local-time.ts'
import { partOfRegion, readRegion } from '../../infra/local/demo/region.ts'
import { simulateRegion } from '../../infra/local/demo/simulate-region.ts'
import { STALE_UNITS } from '../../infra/local/demo/world.ts'
import { writeHistory } from '../../infra/local/demo/write-history.ts'
import type { UnitId } from '../../lib/domain/ids.ts'
import { containsIdentityNumber } from '../../lib/domain/person/identity-number.ts'
import { type Board, drawBoard } from '../../lib/domain/pool/board.ts'
import { instantOf, msBetween, msOf, plusMs } from '../../lib/kernel/instant.ts'
import { findUnit, listJournal, listStaysEndedAfter, listUnits } from '../../lib/store/unit-store.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { reconcileUnits } from '../../lib/usecases/reconcile-units.ts'
import { at, foundUnit } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const HISTORY_DOGN = 6
const NOW = at('2026-11-22T10:13:20.250Z')
const TIME = { nowMs: msOf(NOW), historyDogn: HISTORY_DOGN }
const REGION = partOfRegion(readRegion(), [
  'unit_salten-felles-dogn',
  'unit_bodo-kad',
  'unit_rana-kad',
  'unit_hemnes-kad',
  'unit_heroy-kad',
  'unit_luroy-kad',
  'unit_steigen-kad',
  'unit_skjervoy-kad',
  'unit_salangen-kad',
  'unit_fauske-kad',
  'unit_lofoten-intermediaer',
  'unit_vefsn-dps',
  'unit_tromso-kad',
  ...STALE_UNITS.keys(),
])

type Table = Awaited<ReturnType<typeof freshTable>>

async function scan({ client, tableName }: Pick<Table, 'client' | 'tableName'>) {
  const items = new Map<string, Record<string, AttributeValue>>()
  for await (const page of paginateScan({ client }, { TableName: tableName, ConsistentRead: true }))
    for (const item of page.Items ?? []) items.set(`${item['pk']?.S} ${item['sk']?.S}`, item)
  return items
}

const boards = async (deps: Deps): Promise<readonly Board[]> =>
  (await listUnits(deps.store)).map((state) => drawBoard(state, NOW))

describe('the demo region', () => {
  let table: Table
  let lines: string[]

  beforeAll(async () => {
    table = await freshTable()
    lines = []
    await loadRegion(table.deps, REGION, TIME, (line) => lines.push(line))
  })

  it('says what it lays in, and what is then there', () => {
    expect(lines).toHaveLength(2)
    const { units, agreements } = REGION
    expect(lines[0]).toBe(
      `Legger inn demoregionen: ${units.length} enheter, ${agreements.length} avtaler, 6 døgn historikk …`,
    )
    expect(lines[1]).toMatch(/^Demoregionen er på plass: \d+ opphold, [\d\u00a0]+ hendelser, \d+ avsluttede søk/)
  })

  it('has journals that fold to the live state, and no phantoms', async () => {
    expect(await reconcileUnits(table.deps, NOW)).toEqual({
      units: REGION.units.length,
      phantoms: [],
      unverified: [],
    })
  })

  it('was decided in the past, and by nobody before the history began', async () => {
    const began = plusMs(NOW, -HISTORY_DOGN * DOGN)
    for (const { unitId } of REGION.units) {
      const instants = (await listJournal(table.deps.store, unitId)).map((event) => event.at)
      expect(instants).toEqual([...instants].sort())
      expect(instants.filter((instant) => instant < began || instant > NOW)).toEqual([])
    }
  })

  it('has stays from before, during and now, whose segments tile them', async () => {
    const stays = []
    for (const { unitId } of REGION.units)
      stays.push(...(await listStaysEndedAfter(table.deps.store, unitId, at('2000-01-01T00:00:00Z'))))
    expect(stays.length).toBeGreaterThan(40)
    expect(stays.some((stay) => stay.departedAt === null)).toBe(true)
    expect(stays.some((stay) => stay.segments.length > 1)).toBe(true)
    for (const { admittedAt, departedAt, segments } of stays) {
      expect([admittedAt, ...segments.map((segment) => segment.until)]).toEqual([
        ...segments.map((segment) => segment.from),
        departedAt,
      ])
    }
  })

  it('ends with a region at work', async () => {
    const all = await boards(table.deps)
    const holds = all.flatMap((board) => board.holds)
    expect(holds.some((hold) => hold.acceptedAt === null)).toBe(true)
    expect(holds.some((hold) => hold.acceptedAt !== null)).toBe(true)
    expect(all.some((board) => board.waiting.length > 0 && board.free === 0)).toBe(true)
    expect(all.flatMap((board) => board.closure ?? [])).toContainEqual({
      reason: 'Ingen lege på vakt',
      until: '2026-11-23T07:00:00.000Z',
    })
    const blocked = all.flatMap((board) => board.beds.flatMap((bed) => bed.blocked ?? []))
    expect(blocked).toContainEqual({ reason: 'Teknisk feil på sengen', until: '2026-11-23T11:00:00.000Z' })
    const states = await listUnits(table.deps.store)
    expect(states.filter(({ staffing }) => staffing && staffing.until > NOW).length).toBeGreaterThan(0)
  })

  it('is stale in the units that are meant to be, and fresh in all others', async () => {
    for (const { unitId, confirmedAt } of await boards(table.deps)) {
      const age = msBetween(confirmedAt, NOW) / MINUTE
      if (STALE_UNITS.has(unitId)) expect(age, unitId).toBeGreaterThan(240)
      else expect(age, unitId).toBeLessThan(115)
    }
  })

  it('holds no identity number in any item, and only invented references', async () => {
    for (const [key, item] of await scan(table)) {
      expect(containsIdentityNumber(JSON.stringify(item)), key).toBe(false)
      if (item['patientRef']) expect(item['patientRef'].S).toMatch(/^demo-\d{6}$/)
    }
  })

  it('finishes a load that was interrupted, to the same hashes and items as one that was not', async () => {
    const other = await freshTable()
    await tryMarkLoadBegun(other.deps.store, NOW)
    const time = { startsAt: msOf(NOW) - HISTORY_DOGN * DOGN, endsAt: msOf(NOW) }
    const founded = await foundRegion(other.deps, REGION, instantOf(time.startsAt))
    const world = await simulateRegion(REGION, founded, time, async () => {})
    await writeHistory(other.deps.store, world.ledger.closeBooks(NOW).parts.slice(0, 250), () => {})
    const said: string[] = []
    const later = { ...TIME, nowMs: TIME.nowMs + 3 * 60 * MINUTE }
    await loadRegion(other.deps, REGION, later, (line) => said.push(line))
    expect(said[0]).toBe('Forrige innlegging av demoregionen ble avbrutt og gjøres ferdig nå.')
    const [resumed, whole] = [await scan(other), await scan(table)]
    const isLive = (key: string) => key.endsWith(' LIVE')
    expect([...whole.keys()].filter((key) => !resumed.has(key))).toEqual([])
    for (const [key, item] of whole) if (!isLive(key)) expect(resumed.get(key), key).toEqual(item)
    expect((await reconcileUnits(other.deps, instantOf(later.nowMs))).unverified).toEqual([])
  })

  it('is not laid upon units that somebody else has put', async () => {
    const other = await freshTable()
    const unitId = await foundUnit(other.deps, 'bodo-kad')
    const said: string[] = []
    await loadRegion(other.deps, REGION, TIME, (line) => said.push(line))
    expect(said[0]).toMatch(/^Demoregionen legges ikke inn/)
    expect(await findLoadBegun(other.deps.store)).toBeUndefined()
    expect((await listUnits(other.deps.store)).map((unit) => unit.unitId)).toEqual([unitId])
  })

  // Last, for it changes the table that the others look at.
  it('is only confirmed by the next start, but for the stale units', async () => {
    const before = await scan(table)
    const versions = new Map((await listUnits(table.deps.store)).map((unit) => [unit.unitId, unit.version]))
    const nextWeek = plusMs(NOW, 7 * DOGN)
    const said: string[] = []
    await loadRegion(table.deps, REGION, { ...TIME, nowMs: msOf(nextWeek) }, (line) => said.push(line))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^Demoregionen er her fra før: \d+ enheter har sagt «stemmer»/)
    for (const [key, item] of await scan(table)) {
      if (before.has(key) && !key.endsWith(' LIVE')) expect(item, key).toEqual(before.get(key))
    }
    for (const { unitId } of REGION.units) await expectConfirmed(table.deps, unitId, versions.get(unitId) ?? 0)

    async function expectConfirmed(deps: Deps, unitId: UnitId, after: number) {
      const events = await listJournal(deps.store, unitId, { after })
      const types = events.filter((event) => event.actor.role !== 'system').map((event) => event.type)
      expect(types, unitId).toEqual(STALE_UNITS.has(unitId) ? [] : ['unit-confirmed'])
      if (!STALE_UNITS.has(unitId)) expect((await findUnit(deps.store, unitId))?.confirmedAt).toBe(nextWeek)
      expect((await verifyUnit(deps.store, unitId)).ok).toBe(true)
    }
  })
})
