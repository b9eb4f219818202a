import { describe, expect, it } from 'vitest'
import { datesOf } from '../../../lib/domain/avregning/calendar.ts'
import { evidenceOf, nightsInJournals, noSpans, takeEvent } from '../../../lib/domain/avregning/journal-spans.ts'
import type { JournalEvent } from '../../../lib/domain/pool/events.ts'
import type { Instant } from '../../../lib/kernel/instant.ts'
import { at, month, stayId, unit } from '../../support/avregning-world.ts'

const [SALTEN, LOFOTEN] = [unit('unit_salten'), unit('unit_lofoten')]
const OCTOBER = datesOf(month('2026-10'))
const END = at('2026-10-31T23:00:00Z')
const STAY = stayId('stay_a')

/** The events of a journal, numbered as they stand; only what the nights rest on is filled in. */
const journal = (...events: readonly { readonly type: string; readonly at: string; readonly data: object }[]) =>
  events.map((event, i) => ({ ...event, at: at(event.at), seq: i + 1 })) as unknown as readonly JournalEvent[]

const came = (told: string, from: string, fromUnitId?: string) => ({
  type: fromUnitId ? 'stay-transferred-in' : 'patient-admitted',
  at: told,
  data: { stay: { stayId: STAY, segmentFrom: at(from), partyId: 'k-1804', service: 'observasjon' }, fromUnitId },
})
const departed = (told: string, departedAt: string) => ({
  type: 'patient-departed',
  at: told,
  data: { stayId: STAY, departedAt: at(departedAt), dischargedTo: 'hjem' },
})
const out = (told: string, toUnitId: string) => ({
  type: 'stay-transferred-out',
  at: told,
  data: { stayId: STAY, toUnitId, toStayId: STAY, at: at(told) },
})
const paid = (told: string, partyId: string, from: string) => ({
  type: 'responsibility-changed',
  at: told,
  data: { stayId: STAY, partyId, service: 'observasjon', from: at(from), reason: 'avtalt' },
})
const corrected = (told: string, from: string, until: string | null, unitId: string = SALTEN) => ({
  type: 'stay-corrected',
  at: told,
  data: {
    stayId: STAY,
    segments: [
      { from: at(from), until: until && at(until), partyId: 'k-1804', service: 'observasjon', unitId, bedId: 'bed_1' },
    ],
  },
})

function told(
  journals: Readonly<Record<string, readonly JournalEvent[]>>,
  since: Instant = at('2026-09-30T22:00:00Z'),
) {
  const spans = noSpans()
  for (const [unitId, events] of Object.entries(journals))
    for (const event of events) takeEvent(spans, unit(unitId), event, since)
  return spans
}
const nights = (...ask: Parameters<typeof told>) =>
  nightsInJournals(told(...ask), new Set([SALTEN, LOFOTEN]), OCTOBER, END).map(
    ({ unitId, date, partyId }) => `${unitId.slice(5)} ${date.slice(8)} ${partyId}`,
  )

describe('what the journals say about a stay', () => {
  it('is read by the numbers of the events, not by their times: a lost race stands behind the one that won it', () => {
    const events = journal(
      came('2026-10-03T10:00:00.000Z', '2026-10-03T10:00:00Z'),
      corrected('2026-10-05T10:00:00.005Z', '2026-10-02T10:00:00Z', null),
      departed('2026-10-05T10:00:00.000Z', '2026-10-05T10:00:00Z'),
    )
    expect(nights({ unit_salten: events })).toEqual(['salten 02 k-1804', 'salten 03 k-1804', 'salten 04 k-1804'])
  })

  it.each([
    ['unit_salten', 'unit_lofoten'],
    ['unit_lofoten', 'unit_salten'],
  ])('goes from unit to unit with the transfers, also at one instant, with %s read first', (first, second) => {
    const now = '2026-10-05T10:00:00Z'
    const journals: Record<string, readonly JournalEvent[]> = {
      unit_salten: journal(
        came('2026-10-03T10:00:00Z', '2026-10-03T10:00:00Z'),
        corrected(now, '2026-10-02T10:00:00Z', null),
        out(now, 'unit_lofoten'),
      ),
      unit_lofoten: journal(
        came(now, now, 'unit_salten'),
        paid(now, 'k-1839', '2026-10-04T10:00:00Z'),
        departed('2026-10-06T10:00:00Z', '2026-10-06T10:00:00Z'),
      ),
    }
    expect(nights({ [first]: journals[first] ?? [], [second]: journals[second] ?? [] }).sort()).toEqual([
      'lofoten 05 k-1839',
      'salten 02 k-1804',
      'salten 03 k-1804',
      'salten 04 k-1839',
    ])
  })

  it('goes there and back at one instant, and the correction in between counts', () => {
    const now = '2026-10-05T10:00:00Z'
    const journals = {
      unit_salten: journal(
        came('2026-10-03T10:00:00Z', '2026-10-03T10:00:00Z'),
        out(now, 'unit_lofoten'),
        came(now, now, 'unit_lofoten'),
        departed('2026-10-06T10:00:00Z', '2026-10-06T10:00:00Z'),
      ),
      unit_lofoten: journal(
        came(now, now, 'unit_salten'),
        corrected(now, '2026-10-02T10:00:00Z', now),
        out(now, 'unit_salten'),
      ),
    }
    expect(nights(journals).map((night) => night.slice(0, 9))).toEqual([
      'salten 02',
      'salten 03',
      'salten 04',
      'salten 05',
    ])
  })

  it('comes back to a unit that it had left, when what happened there before has been let go', () => {
    const journals = {
      unit_lofoten: journal(
        came('2026-09-20T10:00:00Z', '2026-09-20T10:00:00Z', 'unit_salten'),
        out('2026-10-03T10:00:00Z', 'unit_salten'),
      ),
      unit_salten: journal(
        came('2026-09-10T10:00:00Z', '2026-09-10T10:00:00Z'),
        out('2026-09-20T10:00:00Z', 'unit_lofoten'),
        came('2026-10-03T10:00:00Z', '2026-10-03T10:00:00Z', 'unit_lofoten'),
        departed('2026-10-04T10:00:00Z', '2026-10-04T10:00:00Z'),
      ),
    }
    expect(nights(journals)).toEqual(['lofoten 01 k-1804', 'lofoten 02 k-1804', 'salten 03 k-1804'])
  })

  it('lets go of what was over before the month, and is brought back whole by a correction', () => {
    const events = journal(
      came('2026-09-03T10:00:00Z', '2026-09-03T10:00:00Z'),
      departed('2026-09-05T10:00:00Z', '2026-09-05T10:00:00Z'),
      corrected('2026-10-05T10:00:00Z', '2026-09-03T10:00:00Z', '2026-10-02T10:00:00Z'),
    )
    expect(told({ unit_salten: events.slice(0, 2) }).facts.size).toBe(0)
    expect(nights({ unit_salten: events })).toEqual(['salten 01 k-1804'])
  })

  it('gives a night the events that it rests on', () => {
    const spans = told({
      unit_salten: journal(
        came('2026-10-03T10:00:00Z', '2026-10-03T10:00:00Z'),
        paid('2026-10-06T10:00:00Z', 'k-1839', '2026-10-06T10:00:00Z'),
        departed('2026-10-08T10:00:00Z', '2026-10-08T10:00:00Z'),
      ),
    })
    const seqs = (endsAt: string) =>
      evidenceOf(spans, { unitId: SALTEN, stayId: STAY, date: '2026-10-03' as never }, at(endsAt))
    expect([seqs('2026-10-03T22:00:00Z'), seqs('2026-10-06T22:00:00Z')]).toEqual([
      [1, 3],
      [1, 2, 3],
    ])
  })
})
