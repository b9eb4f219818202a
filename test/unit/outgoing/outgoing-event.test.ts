import { describe, expect, it } from 'vitest'
import { OutgoingEventBody } from '../../../lib/contract/outgoing-event.ts'
import type { AgreementId, UnitId } from '../../../lib/domain/ids.ts'
import { coverAfter, coveredBy, coverOf } from '../../../lib/domain/outgoing/cover.ts'
import {
  OUTGOING_TYPES,
  placeOfEvent,
  tellMonths,
  tellUnitEvent,
  unitEventId,
} from '../../../lib/domain/outgoing/outgoing-event.ts'
import type { JournalEvent } from '../../../lib/domain/pool/events.ts'
import type { Instant } from '../../../lib/kernel/instant.ts'
import type { Month } from '../../../lib/kernel/oslo-date.ts'

const UNIT = 'unit_bodo-kad' as UnitId
const AGREEMENT = 'agr_salten' as AgreementId
const at = (text: string) => `${text}T12:00:00.000Z` as Instant

describe('what is told outside', () => {
  it('the schema and the domain have the same types', () => {
    const types = OutgoingEventBody.options.map((option) => option.shape.type.value)
    expect(types).toEqual([...OUTGOING_TYPES])
  })

  it('says nothing of who came, from where, with what needs and why, only that a bed was taken', () => {
    const event = {
      type: 'patient-admitted',
      data: {
        stay: { stayId: 'stay_1', bedId: 'bed_1', partyId: 'k-1839', service: 'kad-psyk-rus', needs: ['isolat'] },
        holdId: 'hold_1',
        override: { reason: 'Ola', roles: ['lege'], of: [], criteria: [] },
        origin: { referrer: 'legevakt', reasonGroup: 'rus', ageBand: '80+', oppholdskommune: '1839' },
        assessment: null,
      },
      seq: 7,
      at: at('2026-11-22'),
      actor: { role: 'ward', org: UNIT },
      prevHash: '',
      hash: '',
    } as unknown as JournalEvent
    expect(OutgoingEventBody.parse(tellUnitEvent(UNIT, AGREEMENT, event))).toEqual({
      id: 'evt_unit_bodo-kad_7',
      type: 'bed-occupied',
      version: 1,
      timestamp: at('2026-11-22'),
      agreementId: AGREEMENT,
      unitId: UNIT,
      seq: 7,
      data: { holdId: 'hold_1' },
    })
  })

  it('an id tells where the event stands, and no other text does', () => {
    expect(placeOfEvent(unitEventId(UNIT, 42))).toEqual({ unitId: UNIT, seq: 42 })
    for (const id of ['evt_agr_salten_2026-10_locked', 'evt_unit_a', 'unit_a_1', 'evt_unit_a_1x'])
      expect(placeOfEvent(id)).toBeUndefined()
  })

  it('a month is told when it is locked and when all have approved it, in the order in which that was', () => {
    const month = (text: string, lockedAt: Instant | null, approvedAt: Instant | null) => ({
      month: text as Month,
      lockedAt,
      approvedAt,
    })
    const told = tellMonths(AGREEMENT, [
      month('2026-09', at('2026-10-02'), at('2026-11-03')),
      month('2026-10', at('2026-11-02'), null),
      month('2026-11', null, null),
    ])
    expect(told.map(({ id }) => id)).toEqual([
      'evt_agr_salten_2026-09_locked',
      'evt_agr_salten_2026-10_locked',
      'evt_agr_salten_2026-09_approved',
    ])
    for (const event of told) expect(OutgoingEventBody.parse(event)).toEqual(event)
  })

  it('a unit that leaves on a date is covered until it, and terms that are replaced decide nothing', () => {
    const terms = { agreementId: AGREEMENT } as never
    const joined = coverOf([{ from: at('2026-01-01'), terms }])
    const leaves = coverAfter(joined, { from: at('2026-12-31'), terms: null }, at('2026-11-01'))
    expect(coveredBy(leaves, at('2026-12-30'))).toBe(AGREEMENT)
    expect(coveredBy(leaves, at('2027-01-01'))).toBeNull()
    const stays = coverAfter(leaves, { from: at('2026-12-31'), terms }, at('2026-11-02'))
    expect(coveredBy(stays, at('2027-01-01'))).toBe(AGREEMENT)
    expect(coveredBy([], at('2026-01-01'))).toBeNull()
  })
})
