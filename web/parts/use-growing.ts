import { useEffect, useState } from 'preact/hooks'

const FIRST = 30
const STEP = 40

/** How many of a long list to draw so far: the first screenful at once, the rest as soon as there is time. */
export function useGrowing(length: number): number {
  const [shown, setShown] = useState(FIRST)
  useEffect(() => {
    if (shown >= length) return
    const next = () => setShown((before) => before + STEP)
    // A frame, and then a turn of its own: a key that was pressed meanwhile goes first.
    let turn: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      turn = setTimeout(next)
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(turn)
    }
  }, [shown, length])
  return Math.min(shown, length)
}
