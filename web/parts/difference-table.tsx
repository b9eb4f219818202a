import { kroner } from '../../lib/documents/norwegian-text.ts'
import { ENDRING } from '../i18n/nb-endring.ts'
import { partyName } from './party.ts'

export type Difference = {
  readonly partyId: string
  readonly guest?: boolean | undefined
  readonly beforeOre: number
  readonly afterOre: number
  readonly differenceOre: number
}
type Props = {
  readonly title: string
  readonly rows: readonly Difference[]
  /** Where there is room for no more than what it becomes. */
  readonly isNarrow?: boolean
}

/** What each party would pay, and how far that is from what it pays. */
export const DifferenceTable = ({ title, rows, isNarrow = false }: Props) => (
  <table class={isNarrow ? 'figures' : 'figures stacked effect'}>
    <caption class="ds-sr-only">{title}</caption>
    <thead>
      <tr>
        <th scope="col">{ENDRING.party}</th>
        {(isNarrow ? AMOUNTS.slice(1) : AMOUNTS).map(([label]) => (
          <th key={label} scope="col" class="number">
            {label}
          </th>
        ))}
        <th scope="col" class="number">
          {ENDRING.difference}
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={`${row.partyId} ${row.guest}`}>
          <th scope="row">{row.guest ? ENDRING.guest(partyName(row.partyId)) : partyName(row.partyId)}</th>
          {(isNarrow ? AMOUNTS.slice(1) : AMOUNTS).map(([label, amountOf]) => (
            <td key={label} data-label={label} class="number">
              {kroner(amountOf(row))}
            </td>
          ))}
          <td data-label={ENDRING.difference} class="number total">
            {row.differenceOre > 0 && '+'}
            {kroner(row.differenceOre)}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const AMOUNTS: readonly (readonly [label: string, amountOf: (row: Difference) => number])[] = [
  [ENDRING.before, ({ beforeOre }) => beforeOre],
  [ENDRING.after, ({ afterOre }) => afterOre],
]
