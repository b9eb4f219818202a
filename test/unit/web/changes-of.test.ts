import { describe, expect, it } from 'vitest'
import { changesOf, type Stay } from '../../../web/enhet/dialogs/changes-of.ts'

const CAME = '2026-11-26T02:00:20.000Z'
const MOVED = '2026-11-26T02:20:40.000Z'
const LEFT = '2026-11-26T03:00:50.000Z'
const part = (bedId: string, from: string, until: string) => ({
  partyId: 'k-1804',
  service: 'kad-somatikk',
  unitId: 'unit_a',
  bedId,
  from,
  until,
})
const SEGMENTS = [part('bed_101a', CAME, MOVED), part('bed_102a', MOVED, LEFT)]
const stay: Pick<Stay, 'admittedAt' | 'departedAt' | 'segments'> = {
  admittedAt: CAME,
  departedAt: LEFT,
  segments: SEGMENTS,
}
const asWas = { admittedAt: CAME, departedAt: LEFT, segments: SEGMENTS, begins: [CAME, MOVED] }

describe('what a correction changes', () => {
  it('is nothing where the fields, which show no seconds, say what they said', () => {
    expect(changesOf(stay, { ...asWas, admittedAt: '2026-11-26T02:00:00.000Z' })).toBeUndefined()
  })

  it('is nothing yet where a time is missing', () => {
    expect(changesOf(stay, { ...asWas, begins: [CAME, undefined] })).toBeUndefined()
  })

  it('is an end alone where the parts are as they were', () => {
    const departedAt = '2026-11-26T02:50:00.000Z'
    expect(changesOf(stay, { ...asWas, departedAt })).toEqual({ departedAt })
  })

  it('tells the ends and parts that tile the stay between them where both are moved', () => {
    const [admittedAt, moved, departedAt] = [
      '2026-11-26T02:05:00.000Z',
      '2026-11-26T02:30:00.000Z',
      '2026-11-26T02:55:00.000Z',
    ]
    const { unitId: _, ...first } = part('bed_101a', admittedAt, moved)
    const { unitId: __, ...second } = part('bed_102a', moved, departedAt)
    expect(changesOf(stay, { admittedAt, departedAt, segments: SEGMENTS, begins: [CAME, moved] })).toEqual({
      admittedAt,
      departedAt,
      segments: [first, second],
    })
  })
})
