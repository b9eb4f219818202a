import { useEffect, useRef, useState } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'
import { goTo } from '../shell/route.ts'
import { isOver, renew, session, signOut } from './session.ts'

const words = TEXT.sessionOver

/** The session is over: what was typed stands behind this and waits, whatever it takes to sign in again. */
export function SessionOver() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [failed, setFailed] = useState(false)
  const who = session()
  useEffect(() => dialog.current?.showModal(), [])
  useEffect(() => {
    if (!who?.signInAgain) return
    const hearing = import('./helseid.ts').then(({ whenSignedInElsewhere }) => whenSignedInElsewhere(renew))
    return () => void hearing.then((stop) => stop())
  }, [who])
  const again = async () => {
    if (who?.signInAgain) return who.signInAgain()
    await renew()
    setFailed(isOver())
  }
  return (
    <dialog
      ref={dialog}
      class="ds-dialog"
      aria-labelledby="session-over-title"
      // Nothing behind it works before somebody has signed in again.
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="session-over-title" class="ds-heading" data-size="sm">
        {words.title}
      </h2>
      <p class="ds-paragraph">{who?.signInAgain ? words.inNewWindow : words.lead}</p>
      {failed && (
        <p class="ds-alert" data-color="danger" role="alert">
          {TEXT.signIn.failed}
        </p>
      )}
      <div class="dialog-acts">
        <button type="button" class="ds-button" onClick={() => void again()}>
          {words.again}
        </button>
        <button
          type="button"
          class="ds-button"
          data-variant="secondary"
          onClick={() => {
            signOut()
            goTo('/')
          }}
        >
          {TEXT.signOut}
        </button>
      </div>
    </dialog>
  )
}
