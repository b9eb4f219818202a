import { TILGANG } from '../i18n/nb-tilgang.ts'
import { Dialog } from '../parts/dialog.tsx'
import { DialogActs } from '../parts/dialog-acts.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { type Entry, whoIs } from './entry.ts'
import { type EntryQuestion, useSaveList } from './use-save-list.ts'

const words = TILGANG.list

/** Asks once more before somebody loses what they have. */
export function RemoveEntryDialog({ entry, ...question }: EntryQuestion & { readonly entry: Entry }) {
  const { agreement, saved, names, onClose } = question
  const { standing, save } = useSaveList(agreement.agreementId, question)
  return (
    <Dialog title={words.removeTitle(whoIs(entry, names))} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save(
            saved,
            saved.entries.filter((each) => each !== entry),
          )
        }}
      >
        <p class="ds-paragraph">{words.removeLead}</p>
        <Outcome standing={standing} />
        <DialogActs button={words.remove} isDanger onClose={onClose} />
      </form>
    </Dialog>
  )
}
