import type { ComponentChildren } from 'preact'
import type { AnswerOf, AskOf, Operation } from '../../lib/contract/routes.ts'
import type { Problem } from '../api/problem.ts'
import { Dialog } from './dialog.tsx'
import { DialogActs } from './dialog-acts.tsx'
import { Outcome } from './outcome.tsx'
import { useIntent } from './use-intent.ts'

type Props<Op extends Operation> = {
  readonly title: string
  readonly operation: Op
  /** Left out where the choices in the form are themselves the deed. */
  readonly button?: string
  readonly isDanger?: boolean
  /** What the button sends; undefined where something is missing still, which the form has said by then. */
  readonly ask?: () => AskOf<Op> | undefined
  readonly adviceFor?: ((problem: Problem) => string) | undefined
  readonly onDone: (answer: AnswerOf<Op>) => void
  readonly onClose: () => void
  readonly children?: ComponentChildren | ((send: (ask: AskOf<Op> | undefined) => void) => ComponentChildren)
}

/** A form that does one thing and says there how it went: closed when it is done, open for as long as it is not. */
export function ActDialog<Op extends Operation>(props: Props<Op>) {
  const { title, operation, button, isDanger = false, ask, adviceFor, onDone, onClose, children } = props
  const intent = useIntent(operation, (answer) => {
    onClose()
    onDone(answer)
  })
  const send = (asked: AskOf<Op> | undefined) => {
    if (asked) intent.start(asked)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send(ask?.())
        }}
      >
        {typeof children === 'function' ? children(send) : children}
        <Outcome standing={intent.standing} adviceFor={adviceFor} />
        <DialogActs button={button} isDanger={isDanger} onClose={onClose} />
      </form>
    </Dialog>
  )
}
