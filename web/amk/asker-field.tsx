import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'
import { matchAskers, sureAsker } from '../parts/match-askers.ts'
import { ASKER_FIELD } from '../shell/asker-field-id.ts'
import type { Asker } from './asker.ts'
import { ASKERS } from './askers.ts'
import { recentAskers } from './kept.ts'

const words = TEXT.amk
/** More than these nobody reads; another letter is quicker. */
const MOST_SHOWN = 30

const NONE = -1

type Props = {
  readonly chosen: Asker | undefined
  /** What was written before the field was ours. */
  readonly early: string
  readonly onChosen: (asker: Asker) => void
  readonly input: RefObject<HTMLInputElement | null>
}

/**
 * Type-ahead over every kommune and hospital (the combobox pattern of WAI-ARIA). Enter takes the one that is marked: the
 * one moved to, or the only one that what is typed can mean. The wrong kommune is another patient's bed.
 */
export function AskerField({ chosen, early, onChosen, input }: Props) {
  const [typed, setTyped] = useState(early)
  const [isOpen, setOpen] = useState(early !== '')
  const [movedTo, setMovedTo] = useState<number>()
  const [isUnsure, setUnsure] = useState(false)
  const matches = isOpen ? matchAskers(typed, ASKERS, recentAskers()).slice(0, MOST_SHOWN) : []
  const sure = isOpen ? sureAsker(typed, ASKERS) : undefined
  const active = movedTo ?? (sure ? matches.indexOf(sure) : NONE)
  const write = (text: string, isToBeShown: boolean) => {
    setTyped(text)
    setOpen(isToBeShown)
    setMovedTo(undefined)
    setUnsure(false)
  }
  const close = () => write('', false)
  const choose = (asker: Asker | undefined) => {
    if (!asker) return setUnsure(true)
    close()
    onChosen(asker)
  }
  const move = (step: number) => {
    setOpen(true)
    const next = Math.max(0, Math.min(matches.length - 1, active + step))
    setMovedTo(next)
    document.getElementById(`asker-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const shown = isOpen ? typed : (chosen?.name ?? '')
  const keys: Readonly<Record<string, (written: string) => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    // What stands in the field counts, also where the list has not caught up with a fast hand yet.
    Enter: (written) => choose(written === shown ? matches[active] : sureAsker(written, ASKERS)),
    Escape: close,
  }
  return (
    <div class="asker-field">
      <label for={ASKER_FIELD} class="ds-label">
        {words.asker} <kbd>/</kbd>
      </label>
      <input
        id={ASKER_FIELD}
        ref={input}
        class="ds-input"
        type="text"
        role="combobox"
        autocomplete="off"
        aria-expanded={isOpen}
        aria-controls="askers"
        aria-autocomplete="list"
        aria-activedescendant={isOpen && matches[active] ? `asker-${active}` : undefined}
        placeholder={words.askerHint}
        value={shown}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={close}
        onInput={({ currentTarget }) => write(currentTarget.value, true)}
        onKeyDown={(event) => {
          const act = keys[event.key]
          if (!act) return
          event.preventDefault()
          event.stopPropagation()
          act(event.currentTarget.value)
        }}
      />
      <div id="askers" role="listbox" aria-label={words.asker} class="askers" hidden={!isOpen}>
        {matches.map((asker, i) => (
          // The list follows the field, which keeps the focus and takes the keys.
          <div
            key={asker.id}
            id={`asker-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            onMouseDown={(event) => {
              event.preventDefault()
              choose(asker)
            }}
          >
            {asker.name} <small>{asker.note}</small>
          </div>
        ))}
      </div>
      <p class="ds-paragraph" role="status">
        {isOpen && matches.length === 0 && words.noAsker}
        {isOpen && matches.length > 1 && isUnsure && words.whichAsker}
      </p>
    </div>
  )
}
