import { useEffect, useState } from 'preact/hooks'
import { type Place, placeOf } from './place.ts'

const MOVED = 'trekkspill:moved'

/** Goes to another of the app's pages without loading it anew. */
export function goTo(path: string): void {
  history.pushState(null, '', path)
  dispatchEvent(new Event(MOVED))
}

export function usePlace(): Place {
  const [path, setPath] = useState(location.pathname)
  useEffect(() => {
    const read = () => setPath(location.pathname)
    addEventListener('popstate', read)
    addEventListener(MOVED, read)
    return () => {
      removeEventListener('popstate', read)
      removeEventListener(MOVED, read)
    }
  }, [])
  return placeOf(path)
}
