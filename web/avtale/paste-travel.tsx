import { KOMMUNER } from 'virtual:contract'
import { useState } from 'preact/hooks'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { partyName } from '../parts/party.ts'
import type { AgreementBody } from './agreement-body.ts'
import { type Form, Section } from './form.tsx'
import { readTravelTable } from './read-travel-table.ts'
import { useUnitName } from './unit-names.ts'

const words = AVTALE.travel
const ALL_KOMMUNER = KOMMUNER.map(({ kommunenummer, name }) => ({ id: `k-${kommunenummer}`, name }))

/** A whole table at once, from a spreadsheet; every row that cannot be read is named, and nothing goes in before all can. */
export function PasteTravel({ form, draft }: { readonly form: Form; readonly draft: AgreementBody }) {
  const [pasted, setPasted] = useState('')
  const [taken, setTaken] = useState<number>()
  const unitName = useUnitName()
  const hfs = draft.parties
    .filter(({ partyId }) => !partyId.startsWith('k-'))
    .map(({ partyId }) => ({ id: partyId, name: partyName(partyId) }))
  const { minutes, rows, faults } = readTravelTable(pasted, {
    units: draft.units.map((id) => ({ id, name: unitName(id) })),
    parties: [...ALL_KOMMUNER, ...hfs],
  })
  const insert = () => {
    const before: Readonly<Record<string, object>> = draft.travelMinutes ?? {}
    const merged = Object.entries(minutes).map(([id, byUnit]) => [id, { ...before[id], ...byUnit }] as const)
    form.set('/travelMinutes', { ...before, ...Object.fromEntries(merged) })
    setTaken(rows)
    setPasted('')
  }
  return (
    <Section id="lim-inn" title={words.pasteTitle} lead={words.pasteLead}>
      <label class="paste">
        {words.paste}
        <textarea
          class="ds-input"
          rows={6}
          value={pasted}
          aria-invalid={faults.length > 0}
          aria-describedby="lim-inn-svar"
          onInput={({ currentTarget }) => {
            setPasted(currentTarget.value)
            setTaken(undefined)
          }}
        />
      </label>
      <div id="lim-inn-svar" role="status">
        {pasted !== '' && <p class="ds-paragraph">{words.read(rows, faults.length)}</p>}
        {taken !== undefined && <p class="ds-paragraph check-state">{words.taken(taken)}</p>}
        {faults.length > 0 && (
          <ul class="means-list">
            {faults.map(({ row, text, rule }) => (
              <li key={`${row} ${text}`} class="fault">
                {words.rowFault(row, text, words.rules[rule])}
              </li>
            ))}
          </ul>
        )}
      </div>
      <button
        type="button"
        class="ds-button"
        data-variant="secondary"
        disabled={rows === 0 || faults.length > 0}
        onClick={insert}
      >
        {words.insert(rows)}
      </button>
    </Section>
  )
}
