import { decimal, kroner, monthText } from '../../lib/documents/norwegian-text.ts'
import { ENDRING } from '../i18n/nb-endring.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { partyName } from '../parts/party.ts'
import { mayOpen, type Reader } from './reader.ts'
import { type Line, lineKey, type Run } from './run.ts'

const words = OKONOMI.amounts

type Column = { readonly label: string; readonly ore: (line: Line) => number; readonly isTotal?: true }

const ALWAYS: readonly Column[] = [
  { label: words.fixed, ore: (line) => line.fixedOre },
  { label: words.emptyBeds, ore: (line) => line.emptyBedsOre },
  { label: words.use, ore: (line) => line.useOre },
  { label: words.protection, ore: (line) => line.lowUseAdjustmentOre },
  { label: words.amount, ore: (line) => line.amountOre, isTotal: true },
  { label: words.corrections, ore: (line) => line.correctionsOre },
  { label: words.onAccount, ore: (line) => line.onAccountOre },
  { label: words.net, ore: (line) => line.netOre, isTotal: true },
]
/** Not every agreement has a key for empty beds; a column of zeros tells nothing. */
const columnsOf = (lines: readonly Line[]): readonly Column[] =>
  ALWAYS.filter(({ label, ore }) => label !== words.emptyBeds || lines.some((line) => ore(line) !== 0))

/** Party by party what is to be paid, and what it sums to. */
export function AmountsTable({
  run,
  reader,
  opened,
  onOpen,
}: {
  readonly run: Run
  readonly reader: Reader
  readonly opened: string | undefined
  readonly onOpen: (line: Line) => void
}) {
  const columns = columnsOf(run.lines)
  const parties = run.lines.filter(({ guest }) => !guest)
  const hasGuests = parties.length < run.lines.length
  return (
    <table class="figures stacked amounts">
      <caption class="ds-sr-only">{words.caption(monthText(run.month))}</caption>
      <thead>
        <tr>
          <th scope="col">{words.party}</th>
          <th scope="col" class="number">
            {words.dogn}
          </th>
          {columns.map(({ label }) => (
            <th key={label} scope="col" class="number">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {run.lines.map((line) => (
          <tr key={lineKey(line)} data-own={!reader.isHost && mayOpen(reader, line.partyId) ? '' : undefined}>
            <th scope="row">
              <button
                type="button"
                class="as-link"
                id={openerId(line)}
                aria-expanded={opened === lineKey(line)}
                aria-controls="hvorfor"
                onClick={() => onOpen(line)}
              >
                {lineName(line)}
              </button>
            </th>
            <td data-label={words.dogn} class="number">
              {decimal(line.betalingsdogn)}
            </td>
            <Amounts columns={columns} lines={[line]} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        {hasGuests && <Sum label={words.sumParties} columns={columns} lines={parties} />}
        <Sum label={hasGuests ? words.sumAll : words.sumParties} columns={columns} lines={run.lines} />
      </tfoot>
    </table>
  )
}

/** Where the focus goes back to when the line is closed. */
export const openerId = (line: Line): string => `linje-${lineKey(line)}`

export const lineName = ({ partyId, guest }: Pick<Line, 'partyId' | 'guest'>): string =>
  guest ? ENDRING.guest(partyName(partyId)) : partyName(partyId)

const Sum = ({
  label,
  columns,
  lines,
}: {
  readonly label: string
  readonly columns: readonly Column[]
  readonly lines: readonly Line[]
}) => (
  <tr>
    <th scope="row">{label}</th>
    <td />
    <Amounts columns={columns} lines={lines} />
  </tr>
)

const Amounts = ({ columns, lines }: { readonly columns: readonly Column[]; readonly lines: readonly Line[] }) => (
  <>
    {columns.map(({ label, ore, isTotal }) => {
      const sum = lines.reduce((total, line) => total + ore(line), 0)
      return (
        <td
          key={label}
          data-label={label}
          data-nothing={!isTotal && sum === 0 ? '' : undefined}
          class={isTotal ? 'number total' : 'number'}
        >
          {kroner(sum)}
        </td>
      )
    })}
  </>
)
