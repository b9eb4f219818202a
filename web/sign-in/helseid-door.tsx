import { useEffect, useState } from 'preact/hooks'
import { TEXT, word } from '../i18n/nb.ts'
import {
  finish,
  leaveForHelseId,
  type RoleChoice,
  resume,
  roleBefore,
  type SignedIn,
  tellOthers,
} from '../session/helseid.ts'
import { signIn } from '../session/session.ts'
import { forgetEarlyText } from '../shell/early-text.ts'
import { goTo } from '../shell/route.ts'

const words = TEXT.helseId

type State =
  | { readonly kind: 'looking' | 'out' | 'refused' | 'elsewhere' }
  | { readonly kind: 'in'; readonly who: SignedIn }

/** The real door: there and back, and then the choice of what to be, where there is one. */
export function HelseIdDoor({ tokenEndpoint }: { readonly tokenEndpoint: string }) {
  const [state, setState] = useState<State>({ kind: 'looking' })
  useEffect(() => {
    let isGone = false
    const look = async (): Promise<State> => {
      const asked = new URLSearchParams(location.search)
      const [code, given] = [asked.get('code'), asked.get('state')]
      const cameBack = code !== null && given !== null
      // A code is of use once, and has no business in the history.
      if (location.pathname === '/innlogget') history.replaceState(null, '', '/')
      const who = cameBack ? await finish(tokenEndpoint, code, given) : await resume(tokenEndpoint)
      if (!who) return { kind: asked.has('error') || cameBack ? 'refused' : 'out' }
      return cameBack && (await tellOthers()) ? { kind: 'elsewhere' } : { kind: 'in', who }
    }
    void look().then((found) => {
      if (isGone) return
      const only = found.kind === 'in' ? (roleBefore(found.who.roles) ?? soleOf(found.who.roles)) : undefined
      if (found.kind === 'in' && only) enter(found.who, only)
      else {
        if (found.kind !== 'in') forgetEarlyText()
        setState(found)
      }
    })
    return () => {
      isGone = true
    }
  }, [tokenEndpoint])
  return (
    <div class="sign-in">
      <h1 class="ds-heading" data-size="lg">
        {words.title}
      </h1>
      <p class="ds-paragraph" role="status">
        {words.states[state.kind]}
      </p>
      {state.kind === 'in' && state.who.roles.length === 0 && <p class="ds-alert">{words.noRoles}</p>}
      {state.kind === 'in' && (
        <div class="door-buttons">
          {state.who.roles.map((role) => (
            <button
              key={`${role.role} ${role.org}`}
              type="button"
              class="ds-button"
              onClick={() => enter(state.who, role)}
            >
              {`${word(role.role)}, ${role.org}`}
            </button>
          ))}
        </div>
      )}
      {(state.kind === 'out' || state.kind === 'refused') && (
        <button
          type="button"
          class="ds-button"
          onClick={() => void leaveForHelseId().then((left) => left || setState({ kind: 'refused' }))}
        >
          {words.button}
        </button>
      )}
    </div>
  )
}

function enter(who: SignedIn, role: RoleChoice): void {
  signIn(who.as(role))
  if (location.pathname === '/') goTo(pathOf(role))
}

const soleOf = (roles: readonly RoleChoice[]): RoleChoice | undefined => (roles.length === 1 ? roles[0] : undefined)

/** Where somebody's work is. */
function pathOf({ role, org, agreements }: RoleChoice): string {
  switch (role) {
    case 'dispatcher':
      return '/amk'
    case 'ward':
    case 'ward-leader':
      return `/enhet/${org}`
    case 'finance':
      return `/okonomi/${agreements?.[0] ?? ''}`
    case 'host-finance':
    case 'admin':
      return `/okonomi/${org}`
    case 'auditor':
      return '/tilgangslogg'
  }
}
