import { useState } from 'preact/hooks'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { REGION } from '../i18n/nb-region.ts'
import { Link } from '../parts/link.tsx'
import { plain } from '../parts/match-askers.ts'
import { partyName } from '../parts/party.ts'
import { Refusal } from '../parts/refusal.tsx'

const words = REGION.agreements
const UNHURRIED_MS = 10_000

/** Every agreement of the region, and the units that none of them has. */
export function AgreementList() {
  const { answer, problem } = usePolled('list-agreements', {}, { everyMs: UNHURRIED_MS })
  const units = usePolled('list-region-units', {}, { everyMs: UNHURRIED_MS }).answer?.units
  const [wanted, setWanted] = useState('')
  if (problem) return <Refusal problem={problem} />
  if (!answer || !units) return <p class="ds-paragraph">{TEXT.connection.waiting}</p>
  const nameOf = (unitId: string): string => units.find((unit) => unit.unitId === unitId)?.name ?? unitId
  const found = answer.agreements.filter(({ name, host, units: members }) =>
    plain([name, partyName(host), ...members.map(nameOf)].join(' ')).includes(plain(wanted)),
  )
  const free = units.filter(({ agreementId }) => agreementId === null)
  return (
    <>
      <section aria-labelledby="uten-avtale">
        <h2 class="ds-heading" data-size="sm" id="uten-avtale">
          {words.free}
        </h2>
        <p class="ds-paragraph">{free.length === 0 ? words.noFree : words.freeLead}</p>
        {free.length > 0 && (
          <ul class="means-list">
            {free.map(({ unitId, name, physical }) => (
              <li key={unitId}>{AVTALE.bedsIn(name, physical)}</li>
            ))}
          </ul>
        )}
        <Link to="/region/ny-avtale">{words.isNew}</Link>
      </section>
      <p class="ds-paragraph">{answer.agreements.length === 0 ? words.none : words.lead}</p>
      {answer.agreements.length > 1 && (
        <div class="fields">
          <label class="field">
            {words.find}
            <input
              class="ds-input"
              type="search"
              value={wanted}
              onInput={({ currentTarget }) => setWanted(currentTarget.value)}
            />
          </label>
          <p class="ds-paragraph" role="status">
            {wanted.trim() !== '' && words.found(found.length)}
          </p>
        </div>
      )}
      {found.length > 0 && (
        <table class="figures stacked">
          <caption class="ds-sr-only">{words.caption}</caption>
          <thead>
            <tr>
              {[words.name, words.host, words.from, words.units, words.parties, words.finance].map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.map(({ agreementId, name, host, fom, units: members, parties, hasFinance }) => (
              <tr key={agreementId}>
                <th scope="row">
                  <Link to={`/avtale/${agreementId}`}>{name}</Link>
                </th>
                <td data-label={words.host}>{partyName(host)}</td>
                <td data-label={words.from}>{shortDate(fom)}</td>
                <td data-label={words.units}>{members.map(nameOf).join(', ')}</td>
                <td data-label={words.parties}>{parties}</td>
                <td data-label={words.finance}>{word(hasFinance ? 'yes' : 'no')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
