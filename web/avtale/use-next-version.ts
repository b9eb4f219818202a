import type { ComponentProps } from 'preact'
import type { AnswerOf, AskOf, Operation } from '../../lib/contract/routes.ts'
import type { Reply } from '../api/call.ts'
import { useAsked } from '../api/use-asked.ts'
import { useIntent } from '../parts/use-intent.ts'
import { faultsIn } from './agreement-body.ts'
import type { BeforeSaving } from './before-saving.tsx'
import type { Form } from './form.tsx'
import { type Editing, type Saved, useEditing } from './use-editing.ts'

type Asking<Op extends Operation, Body> = readonly [operation: Op, ask: (draft: Body) => AskOf<Op>]
type Wish<Check extends Operation, Save extends Operation, Body> = {
  readonly newest: Saved<Body>
  /** Nothing is saved yet, so that version 0 is none. */
  readonly isNew?: boolean
  /** What is asked as it is written: the save as a dry run, or something that tells more. */
  readonly check: Asking<Check, Body>
  readonly save: Asking<Save, Body>
  readonly savedOf: (answer: AnswerOf<Save>) => Saved<Body>
  readonly onSaved: (answer?: AnswerOf<Save>) => void
}

/** The next version of what is saved: tried by the service as it is written, and saved after the one that it was made from. */
export function useNextVersion<Check extends Operation, Save extends Operation, Body>({
  newest,
  isNew = false,
  check: [checks, askCheck],
  save: [saves, askSave],
  savedOf,
  onSaved,
}: Wish<Check, Save, Body>): {
  readonly editing: Editing<Body>
  readonly form: Form
  readonly checked: Reply<Check> | undefined
  readonly panel: ComponentProps<typeof BeforeSaving<Body>>
} {
  const editing = useEditing(newest)
  const { draft, base, changes } = editing
  const follows = isNew && base.version === 0 ? 'absent' : base.version
  const checked = useAsked(checks, changes.length > 0 ? askCheck(draft) : null, { follows })
  const faults = faultsIn(checked, draft)
  const { standing, start } = useIntent(saves, (answer) => {
    editing.saved(savedOf(answer))
    onSaved(answer)
  })
  return {
    editing,
    checked,
    form: editing.form(faults),
    panel: { editing, checked, faults, standing, onStale: onSaved, onSave: () => start(askSave(draft), follows) },
  }
}
