import { HELSEFORETAK, KOMMUNER } from 'virtual:contract'
import { useState } from 'preact/hooks'
import { INNLEGGELSE } from '../i18n/nb-innleggelse.ts'
import { Field } from './field.tsx'
import { matchAskers, sureAsker } from './match-askers.ts'
import { partyName } from './party.ts'

type Party = { readonly id: string; readonly name: string; readonly note: string }

/** Found by name or by number, the HFs first: they are few. */
const PARTIES: readonly Party[] = [
  ...HELSEFORETAK.map(({ orgnr, name }) => ({ id: `hf-${orgnr}`, name, note: orgnr })),
  ...KOMMUNER.map(({ kommunenummer, name }) => ({ id: `k-${kommunenummer}`, name, note: kommunenummer })),
]
const NONE = -1
/** More than anybody reads through; typing a letter narrows it. */
const MOST_SHOWN = 60

type Props = {
  readonly label: string
  readonly chosen: string | null
  /** Those that are most likely, to stand first before anything is typed. */
  readonly likely: readonly string[]
  readonly error?: string | undefined
  /** Null as soon as what is typed may be more than one. */
  readonly onChosen: (partyId: string | null) => void
}

/**
 * Type-ahead over every kommune and HF (the combobox pattern of WAI-ARIA). Enter, or leaving it, takes the one that is
 * marked: the one moved to, or the only one that what is typed can mean. Nobody pays because they stood first in a list.
 */
export function PartyField({ label, chosen, likely, error, onChosen }: Props) {
  const [typed, setTyped] = useState<string>()
  const [isOpen, setOpen] = useState(false)
  const [movedTo, setMovedTo] = useState<number>()
  const [isUnsure, setUnsure] = useState(false)
  const matches = matchAskers(typed ?? '', PARTIES, likely).slice(0, MOST_SHOWN)
  const sure = sureAsker(typed ?? '', PARTIES)
  const active = movedTo ?? (sure ? matches.indexOf(sure) : NONE)
  const write = (text: string | undefined, isToBeShown: boolean) => {
    setTyped(text)
    setOpen(isToBeShown)
    setMovedTo(undefined)
    setUnsure(false)
  }
  const close = () => write(undefined, false)
  const choose = (party: Party) => {
    onChosen(party.id)
    close()
  }
  const settle = (written: string) => {
    const party = written === (typed ?? '') ? matches[active] : sureAsker(written, PARTIES)
    if (party) return choose(party)
    if (written.trim() === '') return close()
    onChosen(null)
    write(written, false)
    setUnsure(true)
  }
  const move = (step: number) => {
    setOpen(true)
    const next = Math.max(0, Math.min(matches.length - 1, active + step))
    setMovedTo(next)
    document.getElementById(`party-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const keys: Readonly<Record<string, (written: string) => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: settle,
    Escape: close,
  }
  const [isNobody, isSeveral] = [matches.length === 0 && (isOpen || isUnsure), matches.length > 0 && isUnsure]
  return (
    <div class="party-field">
      <Field label={label} error={isNobody ? INNLEGGELSE.noParty : isSeveral ? INNLEGGELSE.whichParty : error}>
        {(field) => (
          <input
            {...field}
            class="ds-input"
            type="text"
            role="combobox"
            autocomplete="off"
            aria-expanded={isOpen}
            aria-controls="party-list"
            aria-autocomplete="list"
            aria-activedescendant={isOpen && matches[active] ? `party-${active}` : undefined}
            placeholder={INNLEGGELSE.partyHint}
            value={typed ?? (chosen === null ? '' : partyName(chosen))}
            onClick={() => write(isUnsure ? typed : '', true)}
            onBlur={({ currentTarget }) => (typed === undefined ? close() : settle(currentTarget.value))}
            onInput={({ currentTarget }) => write(currentTarget.value, true)}
            onKeyDown={(event) => {
              const act = keys[event.key]
              if (!act || (event.key === 'Enter' && !isOpen)) return
              event.preventDefault()
              event.stopPropagation()
              act(event.currentTarget.value)
            }}
          />
        )}
      </Field>
      <div id="party-list" role="listbox" aria-label={label} hidden={!isOpen || matches.length === 0}>
        {matches.map((party, i) => (
          // The list follows the field, which keeps the focus and takes the keys.
          <div
            key={party.id}
            id={`party-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            onMouseDown={(event) => {
              event.preventDefault()
              choose(party)
            }}
          >
            {party.name} <small>{party.note}</small>
          </div>
        ))}
      </div>
    </div>
  )
}
