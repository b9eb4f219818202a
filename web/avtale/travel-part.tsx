import { KOMMUNER } from 'virtual:contract'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { partyName } from '../parts/party.ts'
import { AddFrom } from './add-from.tsx'
import type { AgreementBody } from './agreement-body.ts'
import { AgreementEditor, type Parts } from './agreement-editor.tsx'
import { Section, TypedField } from './form.tsx'
import { nearestChanges } from './nearest-changes.ts'
import type { SavedAgreement } from './owner-page.tsx'
import { PasteTravel } from './paste-travel.tsx'
import { WHOLE_NUMBER } from './typed-number.ts'
import { useUnitName } from './unit-names.ts'

const words = AVTALE.travel
const inNorwegianOrder = new Intl.Collator('nb').compare

/** How long it takes from each kommune to each unit, where the straight line misleads. */
export const TravelPart = ({ saved, onSaved }: { readonly saved: SavedAgreement; readonly onSaved: () => void }) => (
  <AgreementEditor saved={saved} onSaved={onSaved} effect={(parts) => <NearestUnit {...parts} />}>
    {(parts) => <TravelFields {...parts} />}
  </AgreementEditor>
)

function TravelFields({ form, draft }: Parts) {
  const unitName = useUnitName()
  const rows = travellersOf(draft)
  const others = KOMMUNER.map(({ kommunenummer, name }) => ({ value: `k-${kommunenummer}`, label: name }))
    .filter(({ value }) => !rows.includes(value))
    .toSorted((a, b) => inNorwegianOrder(a.label, b.label))
  return (
    <>
      <Section id="reisetider" title={words.title} lead={words.lead}>
        <div class="wide-table">
          <table class="figures travel" aria-labelledby="reisetider">
            <thead>
              <tr>
                <th scope="col">{words.from}</th>
                {draft.units.map((unitId) => (
                  <th key={unitId} scope="col">
                    {unitName(unitId)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((partyId) => (
                <tr key={partyId}>
                  <th scope="row">{partyName(partyId)}</th>
                  {draft.units.map((unitId) => (
                    <td key={unitId}>
                      <TypedField
                        form={form}
                        at={`/travelMinutes/${partyId}/${unitId}`}
                        label=""
                        name={words.minutesFor(partyName(partyId), unitName(unitId))}
                        typed={WHOLE_NUMBER}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <AddFrom
          label={words.other}
          button={words.addOther}
          options={others}
          onAdd={(partyId) => form.set(`/travelMinutes/${partyId}`, {})}
        />
      </Section>
      <PasteTravel form={form} draft={draft} />
    </>
  )
}

/** The parties first, and then whoever else is known to travel there. */
function travellersOf({ parties, travelMinutes = {} }: AgreementBody): readonly string[] {
  return [...new Set<string>([...parties.map(({ partyId }) => partyId), ...Object.keys(travelMinutes)])]
}

/** Among units that are otherwise alike, the nearest comes first in the dispatcher's list. */
function NearestUnit({ draft, base }: Parts) {
  const unitName = useUnitName()
  const moved = nearestChanges(base, draft)
  if (draft.units.length < 2) return null
  return (
    <>
      <h3 class="ds-heading" data-size="2xs">
        {words.nearest}
      </h3>
      {moved.length === 0 ? (
        <p class="ds-paragraph">{words.sameNearest}</p>
      ) : (
        <ul class="means-list">
          {moved.map(({ partyId, before, after }) => (
            <li key={partyId}>
              {words.moves(partyName(partyId), before === undefined ? undefined : unitName(before), unitName(after))}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
