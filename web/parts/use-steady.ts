import { useCallback, useRef } from 'preact/hooks'

/** One and the same function for as long as the part stands, that does what the latest one does. */
export function useSteady<Args extends readonly unknown[], Result>(act: (...args: Args) => Result) {
  const latest = useRef(act)
  latest.current = act
  return useCallback((...args: Args): Result => latest.current(...args), [])
}
