import { TEXT } from '../i18n/nb.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { type Agreement, type Entry, type SavedList, type UnitNames, whoIs } from './entry.ts'
import { useSaveList } from './use-save-list.ts'

const words = TILGANG.list

/** Asks once more before somebody loses what they have. */
export function RemoveEntryDialog({
  agreement,
  saved,
  names,
  entry,
  onSaved,
  onClose,
}: {
  readonly agreement: Agreement
  readonly saved: SavedList
  readonly names: UnitNames
  readonly entry: Entry
  readonly onSaved: () => void
  readonly onClose: () => void
}) {
  const { standing, save } = useSaveList(agreement.agreementId, { onSaved, onClose })
  return (
    <Dialog title={words.removeTitle(whoIs(entry, names))} onClose={onClose}>
      <p class="ds-paragraph">{words.removeLead}</p>
      <Outcome standing={standing} />
      <div class="dialog-acts">
        <button
          type="button"
          class="ds-button big"
          data-color="danger"
          onClick={() =>
            save(
              saved,
              saved.entries.filter((each) => each !== entry),
            )
          }
        >
          {words.remove}
        </button>
        <button type="button" class="ds-button big" data-variant="secondary" onClick={onClose}>
          {TEXT.back}
        </button>
      </div>
    </Dialog>
  )
}
