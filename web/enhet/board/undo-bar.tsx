import { useEffect } from 'preact/hooks'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { countdown } from '../../i18n/time.ts'
import { Outcome } from '../../parts/outcome.tsx'
import { useIntent } from '../../parts/use-intent.ts'
import { useNow } from '../../parts/use-now.ts'
import { adviceFor } from '../advice-for.ts'
import type { Acted } from './use-acted.ts'

const words = ENHET.undo
const MINUTE_MS = 60_000
/** The service's own answer takes a moment: the button goes away before it would be refused. */
const MARGIN_MS = 3_000

type Props = {
  readonly unitId: string
  readonly unitVersion: number
  readonly undoMinutes: number
  readonly acted: Acted | undefined
  readonly onUndone: () => void
}

/** Says what was just done, and takes it back for as long as nothing is built on it and there is time. */
export function UndoBar({ unitId, unitVersion, undoMinutes, acted, onUndone }: Props) {
  const undo = useIntent('undo-action', onUndone)
  const isOpen = acted?.canUndo === true && acted.unitVersion >= unitVersion
  const until = (acted?.at ?? 0) + undoMinutes * MINUTE_MS - MARGIN_MS
  return (
    <div class="undo-bar" data-shown={acted !== undefined}>
      <p role="status">{acted?.said}</p>
      {isOpen && (
        <UndoButton
          until={until}
          onUndo={() => undo.start({ params: { unitId }, body: { unitVersion: acted.unitVersion } })}
        />
      )}
      <Outcome standing={undo.standing} done={words.done} adviceFor={adviceFor} />
    </div>
  )
}

function UndoButton({ until, onUndo }: { readonly until: number; readonly onUndo: () => void }) {
  const left = until - useNow()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'z' ||
        !(event.ctrlKey || event.metaKey) ||
        event.target instanceof HTMLInputElement
      )
        return
      event.preventDefault()
      onUndo()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [onUndo])
  if (left <= 0) return null
  return (
    <button type="button" class="ds-button big" data-variant="secondary" onClick={onUndo}>
      {words.button} <span class="undo-left">{countdown(left)}</span>
    </button>
  )
}
