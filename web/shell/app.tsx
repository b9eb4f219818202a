import { useEffect, useRef, useState } from 'preact/hooks'
import type { Role } from '../../lib/contract/words.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { Link } from '../parts/link.tsx'
import { isOver, onSessionChange, type Session, session, signOut } from '../session/session.ts'
import { SessionOver } from '../session/session-over.tsx'
import { SignIn } from '../sign-in/sign-in.tsx'
import { mayLeave } from './leaving.ts'
import { PageInParts } from './page-in-parts.tsx'
import {
  accessLogPage,
  accessPage,
  dispatcherPage,
  financePage,
  ownerPage,
  regionPage,
  statisticsPage,
  unitPage,
} from './parts.ts'
import type { Place } from './place.ts'
import { goTo, usePlace } from './route.ts'
import { ThemeChoice } from './theme-choice.tsx'

export function App() {
  const place = usePlace()
  const [signedIn, setSignedIn] = useState(session())
  const [over, setOver] = useState(isOver())
  useEffect(
    () =>
      onSessionChange(() => {
        setSignedIn(session())
        setOver(isOver())
      }),
    [],
  )
  useEffect(() => {
    // Looking again renews a session, or ends it, also where nobody touches anything.
    const timer = setInterval(session, 15_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <>
      <a class="ds-skip-link" href="#main">
        {TEXT.skipToContent}
      </a>
      <header class="app-header">
        <a
          class="app-name"
          href="/"
          onClick={(event) => {
            event.preventDefault()
            goTo('/')
          }}
        >
          {TEXT.appName}
        </a>
        {signedIn && <span class="app-who">{signedIn.shownAs}</span>}
        {signedIn && <Link to="/statistikk">{TEXT.statistics}</Link>}
        <ThemeChoice />
        {signedIn && (
          <button
            type="button"
            class="ds-button"
            data-variant="tertiary"
            data-size="sm"
            onClick={() => {
              if (!mayLeave()) return
              signOut()
              goTo('/')
            }}
          >
            {TEXT.signOut}
          </button>
        )}
      </header>
      <Main place={place} signedIn={signedIn} />
      {over && <SessionOver />}
    </>
  )
}

const ALLOWED: Readonly<
  Record<'dispatcher' | 'unit' | 'finance' | 'owner' | 'region' | 'access' | 'access-log', readonly Role[]>
> = {
  dispatcher: ['dispatcher'],
  unit: ['ward', 'ward-leader'],
  finance: ['finance', 'host-finance', 'admin'],
  owner: ['admin'],
  region: ['admin'],
  access: ['admin'],
  'access-log': ['auditor'],
}

function Main({ place, signedIn }: { readonly place: Place; readonly signedIn: Session | undefined }) {
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  const { page } = place
  // A new page takes the focus, so that it is read from its top.
  useEffect(() => {
    if (!isFirst.current) main.current?.focus()
    isFirst.current = false
  }, [page])
  return (
    <main id="main" tabIndex={-1} ref={main}>
      <Page place={place} signedIn={signedIn} />
    </main>
  )
}

function Page({ place, signedIn }: { readonly place: Place; readonly signedIn: Session | undefined }) {
  if (place.page === 'unknown') return <NoPage />
  if (place.page === 'sign-in' || !signedIn) return <SignIn />
  if (place.page === 'statistics') return <PageInParts shown={statisticsPage} />
  if (!ALLOWED[place.page].includes(signedIn.role))
    return <p class="ds-paragraph page-note">{TEXT.notYours(word(signedIn.role))}</p>
  switch (place.page) {
    case 'dispatcher':
      return <PageInParts shown={dispatcherPage} />
    case 'unit':
      return <PageInParts shown={unitPage} {...place} key={place.unitId} />
    case 'finance':
      return <PageInParts shown={financePage} {...place} />
    case 'owner':
      return <PageInParts shown={ownerPage} {...place} />
    case 'region':
      return <PageInParts shown={regionPage} {...place} />
    case 'access':
      return <PageInParts shown={accessPage} {...place} />
    case 'access-log':
      return <PageInParts shown={accessLogPage} />
  }
}

const NoPage = () => (
  <div class="page-note">
    <h1 class="ds-heading">{TEXT.noPage.title}</h1>
    <p class="ds-paragraph">
      <a class="ds-link" href="/">
        {TEXT.noPage.back}
      </a>
    </p>
  </div>
)
