import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'
import type { Asker } from './asker.ts'
import { ASKERS } from './askers.ts'
import { recentAskers } from './kept.ts'
import { matchAskers } from './match-askers.ts'

const words = TEXT.amk
/** Nothing is chosen by an Enter too many: only what was typed or moved to. */
const NONE = -1
/** More than these nobody reads; another letter is quicker. */
const MOST_SHOWN = 30

type Props = {
  readonly chosen: Asker | undefined
  readonly onChosen: (asker: Asker) => void
  readonly input: RefObject<HTMLInputElement | null>
}

/** Type-ahead over every kommune and hospital (the combobox pattern of WAI-ARIA). Enter takes the first that fits. */
export function AskerField({ chosen, onChosen, input }: Props) {
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(NONE)
  const matches = isOpen ? matchAskers(typed, ASKERS, recentAskers()).slice(0, MOST_SHOWN) : []
  const close = () => {
    setOpen(false)
    setTyped('')
    setActive(NONE)
  }
  const choose = (asker: Asker | undefined) => {
    if (!asker) return
    close()
    onChosen(asker)
  }
  const move = (step: number) => {
    setOpen(true)
    const next = Math.max(0, Math.min(matches.length - 1, active + step))
    setActive(next)
    document.getElementById(`asker-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const shown = isOpen ? typed : (chosen?.name ?? '')
  const keys: Readonly<Record<string, (written: string) => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    // What stands in the field counts, also where the list has not caught up with a fast hand yet.
    Enter: (written) => choose(written === shown ? matches[active] : matchAskers(written, ASKERS, [])[0]),
    Escape: close,
  }
  return (
    <div class="asker-field">
      <label for="asker" class="ds-label">
        {words.asker} <kbd>/</kbd>
      </label>
      <input
        id="asker"
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
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value)
          setActive(currentTarget.value === '' ? NONE : 0)
          setOpen(true)
        }}
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
      {isOpen && matches.length === 0 && <p class="ds-paragraph">{words.noAsker}</p>}
    </div>
  )
}
