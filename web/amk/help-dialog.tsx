import { TEXT } from '../i18n/nb.ts'
import { Dialog } from '../parts/dialog.tsx'

const words = TEXT.amk

type Props = { readonly areKeysOn: boolean; readonly onToggle: () => void; readonly onClose: () => void }

export const HelpDialog = ({ areKeysOn, onToggle, onClose }: Props) => (
  <Dialog title={words.help} onClose={onClose}>
    <dl class="keys">
      {words.keys.map(([key, what]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
    {/* Whoever speaks to the machine, or shakes, must be able to turn single keys off (WCAG 2.1.4). */}
    <label class="check">
      <input type="checkbox" checked={areKeysOn} onChange={onToggle} />
      {words.keysOn}
    </label>
    <div class="dialog-acts">
      <button type="button" class="ds-button" autofocus onClick={onClose}>
        {words.close} <kbd>Esc</kbd>
      </button>
    </div>
  </Dialog>
)
