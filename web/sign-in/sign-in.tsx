import { useEffect, useState } from 'preact/hooks'
import type { Door } from '../../lib/contract/session.ts'
import { TEXT } from '../i18n/nb.ts'
import { inParts, PageInParts } from '../shell/page-in-parts.tsx'

type Found = Door | { readonly door: 'looking' | 'failed' }

/** How one is let in here is for the service to say; behind either door begins the same session. */
export function SignIn() {
  const [found, setFound] = useState<Found>({ door: 'looking' })
  useEffect(() => {
    let isGone = false
    void askForDoor().then((door) => isGone || setFound(door))
    return () => {
      isGone = true
    }
  }, [])
  switch (found.door) {
    case 'looking':
      return <p class="ds-paragraph page-note">{TEXT.connection.waiting}</p>
    case 'failed':
      return (
        <p class="ds-alert page-note" data-color="danger" role="alert">
          {TEXT.signIn.failed}
        </p>
      )
    case 'local':
      return <PageInParts shown={localDoor} />
    case 'helseid':
      return <PageInParts shown={helseIdDoor} tokenEndpoint={found.tokenEndpoint} />
  }
}

const localDoor = inParts(() => import('./local-door.tsx').then((part) => part.LocalDoor))
const helseIdDoor = inParts(() => import('./helseid-door.tsx').then((part) => part.HelseIdDoor))

async function askForDoor(): Promise<Found> {
  try {
    const response = await fetch('/session')
    return response.ok ? await response.json() : { door: 'failed' }
  } catch {
    return { door: 'failed' }
  }
}
