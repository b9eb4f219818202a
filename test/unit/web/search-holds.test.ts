import { expect, it } from 'vitest'
import { type HeldBed, PENDING, type Said } from '../../../web/amk/kept.ts'
import { askedInstead, bedsTooMany, firstChoice, holding, refusalsIn } from '../../../web/amk/search-holds.ts'

const no: Said = { ...PENDING, state: 'declined', reason: 'no-doctor', endedAt: '2026-11-26T03:52:00Z' }
const said = (state: Said['state']): Said => ({ ...PENDING, state })

function held(holdId: string, more: Partial<HeldBed> = {}, lookupId: string | null = 'look_1'): HeldBed {
  const unitId = holdId.split('-')[0] ?? ''
  const body = { partyId: 'k-1804', service: 'kad-somatikk', etaMinutes: 30, lookupId, position: null } as const
  return { unitId, holdId, unitName: unitId, phone: '', body, tried: [unitId], said: PENDING, ...more }
}

const nameOf = ({ unitName }: HeldBed) => unitName

it.each([
  ['one that waits', PENDING, true],
  ['one that was taken', said('accepted'), true],
  ['one with the patient in it', said('used'), true],
  ['one that was refused', no, false],
  ['one given free', said('cancelled'), false],
  ['one passed on', said('passed-on'), false],
])('%s keeps a bed for the patient: %s', (_, said, isHeld) => {
  const holds = [held('fauske', { said })]
  expect(holding(holds, 'look_1').map(nameOf)).toEqual(isHeld ? ['fauske'] : [])
})

it('a bed for another patient is no bed for this one, and without a search there is none', () => {
  const holds = [held('fauske', {}, 'look_2'), held('salten', {}, null)]
  expect(holding(holds, 'look_1')).toEqual([])
  expect(holding(holds, null)).toEqual([])
})

it('a no that is undone after the next was asked leaves one bed too many, on both', () => {
  const salten = held('salten')
  const refused = held('fauske', { said: no })
  expect([salten, refused].map((each) => bedsTooMany(each, [salten, refused]))).toEqual([0, 0])
  const undone = held('fauske', { said: said('accepted') })
  expect([salten, undone].map((each) => bedsTooMany(each, [salten, undone]))).toEqual([2, 2])
})

it('where the patient lies already, it is the other bed that is to be given free', () => {
  const [salten, used] = [held('salten'), held('fauske', { said: said('used') })]
  expect([salten, used].map((each) => bedsTooMany(each, [salten, used]))).toEqual([2, 0])
})

it('after a no the search goes on with the next that was asked, else with one that stands', () => {
  const fauske = held('fauske', { said: no })
  const holds = [held('steigen'), held('rost', {}, 'look_2'), held('salten', { said: no, isAway: true }), fauske]
  expect(askedInstead(fauske, holds)?.unitName).toBe('salten')
  expect(askedInstead(held('steigen'), holds)).toBeUndefined()
  const salten = held('salten', { said: no })
  expect(askedInstead(salten, [salten, held('fauske', { said: said('accepted') })])?.unitName).toBe('fauske')
})

it('a unit has refused when the last thing it was asked was refused', () => {
  const refusals = refusalsIn(
    [
      held('salten-2'),
      held('fauske', { said: no, isAway: true }),
      held('salten-1', { said: no }),
      held('rost', { said: no }, 'look_2'),
      held('steigen', { said: said('passed-on') }),
      held('meloy', { said: said('cancelled') }),
    ],
    'look_1',
  )
  expect([...refusals.keys()].toSorted()).toEqual(['fauske', 'steigen'])
  expect(refusals.get('fauske')).toBe(no)
})

it('the choice stands on the first that can be held and has not said no', () => {
  const fact = { bookable: 1, meetsNeeds: true, status: 'fa' } as const
  const rows = [
    { ...fact, unitId: 'fauske' },
    { ...fact, unitId: 'rost', bookable: 0 },
    { ...fact, unitId: 'salten' },
  ]
  const chosen = (...refused: readonly string[]) => firstChoice(rows, new Map(refused.map((id) => [id, no])))?.unitId
  expect(chosen()).toBe('fauske')
  expect(chosen('fauske')).toBe('salten')
  expect(chosen('fauske', 'salten')).toBe('rost')
  expect(chosen('fauske', 'salten', 'rost')).toBeUndefined()
})
