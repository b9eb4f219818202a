import { expect, it } from 'vitest'
import { readTravelTable } from '../../../web/avtale/read-travel-table.ts'

const KNOWN = {
  units: [
    { id: 'unit_a', name: 'Salten felles' },
    { id: 'unit_b', name: 'Bodø KAD' },
  ],
  parties: [
    { id: 'k-1804', name: 'Bodø' },
    { id: 'k-1841', name: 'Fauske - Fuossko' },
    { id: 'k-1839', name: 'Beiarn' },
  ],
}
const read = (...lines: string[]) => readTravelTable(lines.join('\n'), KNOWN)

it('columns stand in the order of the units, rows go by number or by any of the names', () => {
  expect(read('Bodø\t12\t5', '1841\t1:01', 'fuossko;;', '1839\tBeiarn\t70\t95')).toEqual({
    minutes: { 'k-1804': { unit_a: 12, unit_b: 5 }, 'k-1841': { unit_a: 61 }, 'k-1839': { unit_a: 70, unit_b: 95 } },
    rows: 3,
    faults: [{ row: 3, text: 'fuossko', rule: 'repeated' }],
  })
})

it('a first row with names says which column is whose', () => {
  const { minutes, faults } = read('Kommune\tBodø KAD\tSalten felles', 'Beiarn\t95\t70')
  expect([minutes, faults]).toEqual([{ 'k-1839': { unit_a: 70, unit_b: 95 } }, []])
  const alone = readTravelTable('Kommune;Minutter\nBeiarn;70', { ...KNOWN, units: KNOWN.units.slice(0, 1) })
  expect([alone.minutes, alone.faults]).toEqual([{ 'k-1839': { unit_a: 70 } }, []])
})

it('every row that cannot be read is named by the number it has in the spreadsheet', () => {
  const { faults, rows } = read('Kommune;Salten felles;Ukjent', '', 'Bodo;12', 'Bodø;tolv', 'Beiarn;4000', 'Fauske;-5')
  expect([rows, faults]).toEqual([
    3,
    [
      { row: 1, text: 'Ukjent', rule: 'unknown-unit' },
      { row: 3, text: 'Bodo', rule: 'unknown-kommune' },
      { row: 4, text: 'Bodø: tolv', rule: 'not-minutes' },
      { row: 5, text: 'Beiarn: 4000', rule: 'too-far' },
      { row: 6, text: 'Fauske: -5', rule: 'not-minutes' },
    ],
  ])
  expect(read('Bodø;1;2;3').faults).toEqual([{ row: 1, text: 'Bodø: 3', rule: 'too-many-columns' }])
})
