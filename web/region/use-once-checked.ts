import { useEffect, useState } from 'preact/hooks'

/** Does something as soon as the service has said what it thinks of what is written; one need not press twice. */
export function useOnceChecked(isChecked: boolean, act: () => void) {
  const [isWaiting, setWaiting] = useState(false)
  useEffect(() => {
    if (!isWaiting || !isChecked) return
    setWaiting(false)
    act()
  }, [isWaiting, isChecked])
  return { isWaiting, start: () => setWaiting(true) }
}
