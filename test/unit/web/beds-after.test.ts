import { expect, it } from 'vitest'
import { bedsAfter } from '../../../web/enhet/board/beds-after.ts'
import type { Bed } from '../../../web/enhet/board-facts.ts'

const bed = (bedId: string, stayId?: string): Bed => ({
  bedId,
  room: '101',
  features: [],
  state: stayId ? 'occupied' : 'free',
  blocked: null,
  occupant: stayId
    ? {
        stayId,
        partyId: 'k-1804',
        service: 'observasjon',
        since: '2026-11-25T10:00:00Z',
        reviewDueAt: null,
        expectedDepartureAt: null,
        needs: [],
        utskrivningsklar: null,
      }
    : null,
})
const lies = (beds: readonly Bed[]) => beds.map(({ occupant, state }) => [occupant?.stayId, state])
const underway = { stayId: 'stay_1', fromBedId: 'bed_a', toBedId: 'bed_b' }

it('a move on its way stands on the board already', () => {
  const beds = [bed('bed_a', 'stay_1'), bed('bed_b')]
  expect(lies(bedsAfter(beds, underway))).toEqual([
    [undefined, 'free'],
    ['stay_1', 'occupied'],
  ])
})

it('so does a swap, and nobody is lost in it', () => {
  const beds = [bed('bed_a', 'stay_1'), bed('bed_b', 'stay_2')]
  expect(lies(bedsAfter(beds, underway))).toEqual([
    ['stay_2', 'occupied'],
    ['stay_1', 'occupied'],
  ])
})

it('a board that shows it has the last word, and so has one where the patient lies elsewhere', () => {
  const beds = [bed('bed_a'), bed('bed_b', 'stay_1')]
  expect(bedsAfter(beds, underway)).toBe(beds)
  expect(bedsAfter(beds, undefined)).toBe(beds)
})
