import { useEffect, useState } from 'preact/hooks'

/** The hash of the numbers that the reader has looked at: the first that were shown, until others are said to be seen. */
export function useSeenHash(shown: string | undefined) {
  const [seen, setSeen] = useState(shown)
  useEffect(() => {
    if (seen === undefined) setSeen(shown)
  }, [shown])
  return { seen: seen ?? shown, setSeen }
}
