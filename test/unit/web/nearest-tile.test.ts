import { expect, it } from 'vitest'
import { type Arrow, nearestTile } from '../../../web/enhet/board/nearest-tile.ts'

/** Two rows of three, and a wide one below:  0 1 2 / 3 4 5 / 6 */
const BOXES = [
  ...[0, 1].flatMap((row) => [0, 1, 2].map((column) => ({ left: column * 100, top: row * 80, width: 90, height: 70 }))),
  { left: 0, top: 160, width: 290, height: 70 },
]
const from = (index: number, arrow: Arrow) => {
  const box = BOXES[index]
  return box && nearestTile(BOXES, box, arrow)
}

it.each([
  [0, 'ArrowRight', 1],
  [2, 'ArrowLeft', 1],
  [1, 'ArrowDown', 4],
  [5, 'ArrowUp', 2],
  [3, 'ArrowDown', 6],
  [6, 'ArrowUp', 4],
] as const)('from %d %s leads to %d', (index, arrow, to) => {
  expect(from(index, arrow)).toBe(to)
})

it('at the edge an arrow leads nowhere', () => {
  expect([from(0, 'ArrowUp'), from(2, 'ArrowRight'), from(6, 'ArrowDown')]).toEqual([undefined, undefined, undefined])
})
