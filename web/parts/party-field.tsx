import { HELSEFORETAK, KOMMUNER } from 'virtual:contract'
import { useState } from 'preact/hooks'
import { INNLEGGELSE } from '../i18n/nb-innleggelse.ts'
import { Field } from './field.tsx'
import { matchAskers } from './match-askers.ts'
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
  readonly onChosen: (partyId: string) => void
}

/** Type-ahead over every kommune and HF (the combobox pattern of WAI-ARIA). Enter, or leaving it, takes the first that fits. */
export function PartyField({ label, chosen, likely, error, onChosen }: Props) {
  const [typed, setTyped] = useState<string>()
  const [active, setActive] = useState(NONE)
  const isOpen = typed !== undefined
  const matches = matchParties(typed ?? '', likely)
  const close = () => {
    setTyped(undefined)
    setActive(NONE)
  }
  const choose = (party: Party | undefined) => {
    if (party) onChosen(party.id)
    close()
  }
  const move = (step: number) => {
    if (!isOpen) setTyped('')
    const next = Math.max(0, Math.min(matches.length - 1, active + step))
    setActive(next)
    document.getElementById(`party-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const keys: Readonly<Record<string, (written: string) => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: (written) => choose(written === typed ? matches[Math.max(0, active)] : matchParties(written, likely)[0]),
    Escape: close,
  }
  return (
    <div class="party-field">
      <Field label={label} error={error ?? (isOpen && matches.length === 0 ? INNLEGGELSE.noParty : undefined)}>
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
            onClick={() => setTyped('')}
            onBlur={() => (typed ? choose(matches[Math.max(0, active)]) : close())}
            onInput={({ currentTarget }) => {
              setTyped(currentTarget.value)
              setActive(currentTarget.value === '' ? NONE : 0)
            }}
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

const matchParties = (typed: string, likely: readonly string[]): readonly Party[] =>
  matchAskers(typed, PARTIES, likely).slice(0, MOST_SHOWN)
