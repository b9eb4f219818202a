type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

const WAYS: Readonly<Record<Arrow, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** Straight on counts more than to the side, so that an arrow keeps to its row or column. */
const SIDE_WEIGHT = 3

export const isArrow = (key: string): key is Arrow => Object.hasOwn(WAYS, key)

/** The number of the box that lies nearest in the arrow's direction; undefined where there is none. */
export function nearestTile(boxes: readonly Box[], from: Box, arrow: Arrow): number | undefined {
  const [wayX, wayY] = WAYS[arrow]
  const [x, y] = middleOf(from)
  let nearest: { readonly index: number; readonly far: number } | undefined
  boxes.forEach((box, index) => {
    const [toX, toY] = middleOf(box)
    const ahead = (toX - x) * wayX + (toY - y) * wayY
    const aside = Math.abs((toX - x) * wayY) + Math.abs((toY - y) * wayX)
    const far = ahead + SIDE_WEIGHT * aside
    if (ahead > 1 && (nearest === undefined || far < nearest.far)) nearest = { index, far }
  })
  return nearest?.index
}

const middleOf = ({ left, top, width, height }: Box): readonly [number, number] => [left + width / 2, top + height / 2]
