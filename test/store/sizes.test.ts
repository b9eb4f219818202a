import { beforeAll, describe, expect, it } from 'vitest'
import { PutUnitRequest } from '../../lib/contract/unit.ts'
import { SYSTEM_ACTOR } from '../../lib/domain/actor.ts'
import { DEFAULT_RULES } from '../../lib/domain/agreement/agreement.ts'
import type { AgreementId, Kommunenummer, PartyId, StayId, UnitId, WaitingId } from '../../lib/domain/ids.ts'
import { type Command, decide } from '../../lib/domain/pool/decide.ts'
import type { UnitBefore } from '../../lib/domain/pool/evolve.ts'
import { type Recorded, recordEvents } from '../../lib/domain/pool/journal.ts'
import { canonicalJson } from '../../lib/kernel/canonical-json.ts'
import { tryCommit } from '../../lib/store/tx.ts'
import { findUnit, listJournal, listUnits, unitParts } from '../../lib/store/unit-store.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { NOON, unitBody } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const MOST_ITEM_BYTES = 400 * 1024
/** The largest known unit has this many beds (design.md section 4). */
const LARGEST = 73

/** Decides one command after the other without a table, and gives the state and all the events at the end. */
function decideAll(unitId: UnitId, commands: readonly Command[], from: UnitBefore = null): Recorded {
  return commands.reduce<Recorded>(
    ({ state, events }, command) => {
      const before = events.length === 0 ? from : state
      const decision = decide(before, command, { now: NOON, actor: SYSTEM_ACTOR })
      if (!decision.ok) throw new Error(`${command.name}: ${JSON.stringify(decision.refusal)}`)
      const recorded = recordEvents(before, unitId, decision.value, NOON)
      return { state: recorded.state, events: [...events, ...recorded.events] }
    },
    { state: from as Recorded['state'], events: [] },
  )
}

function describeWith(rooms: object[], more: object = {}): Command<'put-unit'> {
  const {
    rooms: parsed,
    staffed,
    services,
    ...profile
  } = PutUnitRequest.parse(unitBody(1, { rooms, staffed: 500, ...more }))
  const beds = parsed.flatMap(({ room, beds: inRoom }) => inRoom.map((bed) => ({ ...bed, room })))
  return { name: 'put-unit', ask: { profile: { ...profile, services: services ?? null }, staffed, beds } }
}

const PARTY = 'k-1804' as PartyId
const AGREEMENT: Command<'apply-agreement'> = {
  name: 'apply-agreement',
  ask: {
    from: NOON,
    terms: {
      agreementId: 'agr_stor' as AgreementId,
      agreementVersion: 1,
      groups: [{ group: 'kommuner', guaranteed: 0, max: null }],
      parties: Object.fromEntries(
        Array.from({ length: 81 }, (_, i) => [`k-18${String(i).padStart(2, '0')}`, 'kommuner']),
      ),
      guestsAdmitted: true,
      rules: DEFAULT_RULES,
      travelMinutes: {},
    },
  },
}

describe('sizes', () => {
  let deps: Deps
  beforeAll(async () => {
    deps = (await freshTable()).deps
  })
  const id = (prefix: string, i: number) => `${prefix}_01a20000-0000-7000-8000-${String(i).padStart(12, '0')}`
  const write = async (unitId: UnitId, recorded: Recorded) => {
    const { parts } = unitParts([{ unitId, before: null, recorded }], new Map(), {
      patients: [],
      newStays: new Map(),
      at: NOON,
    })
    expect(await tryCommit(deps.store, parts)).toEqual({ committed: true })
  }

  it('the largest known unit, full and with as many waiting, fits its item many times over', async () => {
    const unitId = 'unit_storst' as UnitId
    const rooms = Array.from({ length: LARGEST }, (_, r) => ({
      room: `${r}`,
      beds: [{ bedId: `bed_${r}`, features: ['isolat', 'bariatrisk'] }],
    }))
    const asked = { partyId: PARTY, service: 'kad-somatikk' as const, needs: ['oksygen', 'isolat'] }
    const admissions = rooms.map(
      (_, i): Command<'admit-patient'> => ({
        name: 'admit-patient',
        ask: {
          ...asked,
          stayId: id('stay', i) as StayId,
          holdId: null,
          bedId: null,
          waitingId: null,
          admittedAt: NOON,
          expectedDepartureAt: NOON,
          override: null,
          origin: {
            referrer: 'legevakt',
            reasonGroup: 'luftveier',
            ageBand: '80+',
            oppholdskommune: '1804' as Kommunenummer,
          },
        },
      }),
    )
    const waiting = rooms.map(
      (_, i): Command<'add-waiting'> => ({
        name: 'add-waiting',
        ask: { ...asked, waitingId: id('wait', i) as WaitingId, priority: 5 },
      }),
    )
    const { state } = decideAll(unitId, [describeWith(rooms), AGREEMENT, ...admissions, ...waiting])
    expect([state.stays.length, state.waiting.length]).toEqual([LARGEST, LARGEST])
    const bytes = Buffer.byteLength(canonicalJson(state))
    expect([bytes > 40_000, bytes < MOST_ITEM_BYTES / 4]).toEqual([true, true])
    await write(unitId, { state, events: [] })
    expect(await findUnit(deps.store, unitId)).toEqual(state)
  })

  it('a region of more than one page, and a journal of more than one, are read to their end', async () => {
    const features = Array.from({ length: 12 }, (_, i) => `egenskap-med-et-langt-navn-nummer-${i}`)
    const rooms = Array.from({ length: 60 }, (_, r) => ({ room: `${r}`, beds: [{ bedId: `bed_${r}`, features }] }))
    const described = describeWith(rooms, { area: 'stor' })
    const unitIds = Array.from({ length: 44 }, (_, i) => `unit_stor-${i}` as UnitId)
    await Promise.all(unitIds.map((unitId) => write(unitId, decideAll(unitId, [described]))))
    const long = 'unit_stor-lang' as UnitId
    await write(
      long,
      decideAll(
        long,
        Array.from({ length: 41 }, () => described),
      ),
    )

    const units = await listUnits(deps.store, 'stor')
    const bytes = units.reduce((sum, unit) => sum + JSON.stringify(unit).length, 0)
    expect([units.length, bytes > 1024 * 1024]).toEqual([45, true])
    const seqs = async (page?: { after?: number; limit?: number }) =>
      (await listJournal(deps.store, long, page)).map(({ seq }) => seq)
    expect(await seqs()).toEqual(Array.from({ length: 41 }, (_, i) => i + 1))
    expect(await seqs({ after: 38 })).toEqual([39, 40, 41])
    expect(await seqs({ after: 5, limit: 3 })).toEqual([6, 7, 8])
    expect(await verifyUnit(deps.store, long)).toMatchObject({ ok: true, events: 41 })
  })
})
