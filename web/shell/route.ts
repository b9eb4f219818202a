import { useEffect, useState } from 'preact/hooks'
import { mayLeave } from './leaving.ts'
import { type Place, placeOf } from './place.ts'

const MOVED = 'trekkspill:moved'

/** Goes to another of the app's pages without loading it anew. */
export function goTo(path: string): void {
  if (!mayLeave()) return
  history.pushState(null, '', path)
  dispatchEvent(new Event(MOVED))
}

export function usePlace(): Place {
  const [path, setPath] = useState(location.pathname)
  useEffect(() => {
    const read = () => setPath(location.pathname)
    // The browser has gone back already; whoever wants to stay is taken forward again.
    const readBack = () => (mayLeave() ? read() : history.pushState(null, '', path))
    addEventListener('popstate', readBack)
    addEventListener(MOVED, read)
    return () => {
      removeEventListener('popstate', readBack)
      removeEventListener(MOVED, read)
    }
  }, [path])
  return placeOf(path)
}
