import { TEXT } from '../i18n/nb.ts'

/** How a form in a dialog ends: it is done, or one goes back; without a button of its own, one only goes back. */
export const DialogActs = ({
  button,
  isDanger = false,
  onClose,
}: {
  readonly button?: string | undefined
  readonly isDanger?: boolean
  readonly onClose: () => void
}) => (
  <div class="dialog-acts">
    {button !== undefined && (
      <button type="submit" class="ds-button big" data-color={isDanger ? 'danger' : undefined}>
        {button}
      </button>
    )}
    <button type="button" class="ds-button big" data-variant="secondary" onClick={onClose}>
      {TEXT.back}
    </button>
  </div>
)
