import { KOMMUNER } from 'virtual:contract'
import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'
import { recentKommuner } from './kept.ts'
import { type Kommune, matchKommuner } from './match-kommuner.ts'

const words = TEXT.amk
/** Nothing is chosen by an Enter too many: only what was typed or moved to. */
const NONE = -1

type Props = {
  readonly chosen: string | null
  readonly onChosen: (kommunenummer: string) => void
  readonly input: RefObject<HTMLInputElement | null>
}

/** Type-ahead over every kommune (the combobox pattern of WAI-ARIA). Enter takes the first that fits. */
export function KommuneField({ chosen, onChosen, input }: Props) {
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(NONE)
  const matches = matchKommuner(typed, KOMMUNER, recentKommuner())
  const name = KOMMUNER.find(({ kommunenummer }) => kommunenummer === chosen)?.name
  const close = () => {
    setOpen(false)
    setTyped('')
    setActive(NONE)
  }
  const choose = (kommune: Kommune | undefined) => {
    if (!kommune) return
    close()
    onChosen(kommune.kommunenummer)
  }
  const move = (step: number) => {
    setOpen(true)
    const next = Math.max(0, Math.min(matches.length - 1, active + step))
    setActive(next)
    document.getElementById(`kommune-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const shown = isOpen ? typed : (name ?? '')
  const keys: Readonly<Record<string, (written: string) => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    // What stands in the field counts, also where the list has not caught up with a fast hand yet.
    Enter: (written) => choose(written === shown ? matches[active] : matchKommuner(written, KOMMUNER, [])[0]),
    Escape: close,
  }
  return (
    <div class="kommune-field">
      <label for="kommune" class="ds-label">
        {words.kommune} <kbd>/</kbd>
      </label>
      <input
        id="kommune"
        ref={input}
        class="ds-input"
        type="text"
        role="combobox"
        autocomplete="off"
        aria-expanded={isOpen}
        aria-controls="kommuner"
        aria-autocomplete="list"
        aria-activedescendant={isOpen && matches[active] ? `kommune-${active}` : undefined}
        placeholder={words.kommuneHint}
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
      <div id="kommuner" role="listbox" aria-label={words.kommune} class="kommuner" hidden={!isOpen}>
        {matches.map((kommune, i) => (
          // The list follows the field, which keeps the focus and takes the keys.
          <div
            key={kommune.kommunenummer}
            id={`kommune-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            onMouseDown={(event) => {
              event.preventDefault()
              choose(kommune)
            }}
          >
            {kommune.name} <small>{kommune.kommunenummer}</small>
          </div>
        ))}
      </div>
      {isOpen && matches.length === 0 && <p class="ds-paragraph">{words.noKommune}</p>}
    </div>
  )
}
