import { HELSEFORETAK, KOMMUNER } from 'virtual:contract'
import { TEXT } from '../i18n/nb.ts'
import { Field } from './field.tsx'
import { partyName } from './party.ts'

type Props = {
  readonly label: string
  readonly hint?: string
  readonly value: string
  /** Those that it most often is, to stand first. */
  readonly likely: readonly string[]
  readonly isOptional?: boolean
  readonly kommunerOnly?: boolean
  readonly onChosen: (partyId: string) => void
}

const HF_IDS = HELSEFORETAK.map(({ orgnr }) => `hf-${orgnr}`)
const KOMMUNE_IDS = KOMMUNER.map(({ kommunenummer }) => `k-${kommunenummer}`)

/** A kommune or an HF, from the machine's own list: a gloved finger opens it, and a keyboard types the name. */
export function PartySelect(props: Props) {
  const { label, hint, value, likely, isOptional = false, kommunerOnly = false, onChosen } = props
  const all = kommunerOnly ? KOMMUNE_IDS : [...HF_IDS, ...KOMMUNE_IDS]
  const first = likely.filter((partyId) => all.includes(partyId))
  const options = (partyIds: readonly string[]) =>
    partyIds.map((partyId) => (
      <option key={partyId} value={partyId}>
        {partyName(partyId)}
      </option>
    ))
  return (
    <Field label={label} hint={hint}>
      {(field) => (
        <select
          {...field}
          class="ds-input"
          required={!isOptional}
          value={value}
          onChange={({ currentTarget }) => onChosen(currentTarget.value)}
        >
          <option value="">{isOptional ? TEXT.party.unsaid : TEXT.party.choose}</option>
          {first.length > 0 && <optgroup label={TEXT.party.likely}>{options(first)}</optgroup>}
          <optgroup label={TEXT.party.others}>{options(all.filter((partyId) => !first.includes(partyId)))}</optgroup>
        </select>
      )}
    </Field>
  )
}
