import { kroner, monthText, shortDate } from '../../lib/documents/norwegian-text.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { partyName } from '../parts/party.ts'
import type { Run } from './run.ts'
import { type Names, unitName } from './unit-names.tsx'

type Account = Run['betalingsplikt'][number]
const words = OKONOMI.betalingsplikt

/** What kommuner owe HF for patients who are ready to leave, outside the month's own amounts. Nothing where nobody owes. */
export function Betalingsplikt({ run, names }: { readonly run: Run; readonly names: Names }) {
  const { betalingsplikt, betalingspliktCorrections } = run
  if (betalingsplikt.length === 0 && betalingspliktCorrections.length === 0) return null
  return (
    <section id="betalingsplikt" aria-labelledby="betalingsplikt-tittel">
      <h2 class="ds-heading" data-size="sm" id="betalingsplikt-tittel">
        {words.title}
      </h2>
      <p class="ds-paragraph">{words.lead}</p>
      <table class="figures stacked">
        <caption class="ds-sr-only">{words.title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.kommune}</th>
            <th scope="col">{words.hf}</th>
            <th scope="col" class="number">
              {words.dogn}
            </th>
            <th scope="col" class="number">
              {words.amount}
            </th>
            <th scope="col">{words.nights}</th>
          </tr>
        </thead>
        <tbody>
          {betalingsplikt.map((account) => (
            <tr key={`${account.kommune} ${account.hf}`}>
              <th scope="row">{partyName(account.kommune)}</th>
              <td data-label={words.hf}>{partyName(account.hf)}</td>
              <td data-label={words.dogn} class="number">
                {account.dogn}
              </td>
              <td data-label={words.amount} class="number total">
                {amountText(account.amountOre)}
              </td>
              <td data-label={words.nights} class="wide">
                {nightsText(account, names)}
              </td>
            </tr>
          ))}
          {betalingspliktCorrections.map(({ month, kommune, hf, deltaDogn, deltaOre }) => (
            <tr key={`${month} ${kommune} ${hf}`}>
              <th scope="row">{words.correction(partyName(kommune), monthText(month))}</th>
              <td data-label={words.hf}>{partyName(hf)}</td>
              <td data-label={words.dogn} class="number">
                {deltaDogn}
              </td>
              <td data-label={words.amount} class="number total">
                {amountText(deltaOre)}
              </td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const amountText = (ore: number | null): string => (ore === null ? words.noRate : kroner(ore))

/** Date by date and where, for those who may see it. */
function nightsText({ nights }: Account, names: Names): string {
  if (nights === null) return words.notYours
  const byUnit = Map.groupBy(nights, ({ unitId }) => unitId)
  return [...byUnit]
    .map(([unitId, own]) => `${unitName(names, unitId)}: ${own.map(({ date }) => shortDate(date)).join(', ')}`)
    .join('. ')
}
