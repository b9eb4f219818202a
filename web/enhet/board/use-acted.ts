import { useState } from 'preact/hooks'

/** What was just done from here: in words, the version of the unit that it made, and whether it can be taken back. */
export type Acted = {
  readonly said: string
  readonly unitVersion: number
  readonly canUndo: boolean
  readonly at: number
}

/** Every act's answer names the version that it made. */
export type OnActed = (said: string, answer: { readonly unitVersion: number }, canUndo?: boolean) => void

export function useActed(refresh: () => void) {
  const [acted, setActed] = useState<Acted>()
  const onActed: OnActed = (said, { unitVersion }, canUndo = true) => {
    setActed({ said, unitVersion, canUndo, at: Date.now() })
    refresh()
  }
  return { acted, onActed, forget: () => setActed(undefined) }
}
