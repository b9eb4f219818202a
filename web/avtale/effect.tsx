import type { AnswerOf } from '../../lib/contract/routes.ts'
import { kroner, monthText, shortDate } from '../../lib/documents/norwegian-text.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { ENDRING } from '../i18n/nb-endring.ts'
import { DifferenceTable } from '../parts/difference-table.tsx'
import { partyName } from '../parts/party.ts'

type Preview = AnswerOf<'preview-agreement'>
const words = AVTALE.effect

/** What a version would do, before it is saved: to beds, to months that are settled, and to what each party pays. */
export function Effect({
  preview,
  currentFom,
  nextMonth,
  onNextMonth,
}: {
  readonly preview: Preview
  readonly currentFom: string
  /** The first date of the month to come, which touches nothing that is settled. */
  readonly nextMonth: string
  readonly onNextMonth: () => void
}) {
  const { beds, parties, units, months, money, example, fom } = preview
  const locked = months.filter(({ state }) => state === 'locked' || state === 'approved')
  const open = months.filter((each) => !locked.includes(each))
  const moved = [...units.flatMap(unitChange), ...bedChanges(parties)]
  return (
    <div class="effect-of">
      <h3 class="ds-heading" data-size="2xs">
        {words.title}
      </h3>
      {locked.length > 0 && (
        <div class="ds-alert" data-color="danger" role="alert">
          <p class="ds-heading" data-size="2xs">
            {words.lockedTitle}
          </p>
          <p class="ds-paragraph">{words.locked(monthsText(locked))}</p>
          <button type="button" class="ds-button" data-variant="secondary" onClick={onNextMonth}>
            {words.lockedWay(shortDate(nextMonth))}
          </button>
        </div>
      )}
      {fom < currentFom && (
        <p class="ds-alert" data-color="warning">
          {words.earlier(shortDate(currentFom))}
        </p>
      )}
      {open.length > 0 && <p class="ds-paragraph">{words.open(monthsText(open))}</p>}
      <p class="ds-paragraph">{words.beds(beds.guaranteedAfter, beds.physical)}</p>
      {moved.length === 0 ? (
        <p class="ds-paragraph">{words.sameBeds}</p>
      ) : (
        <ul class="means-list">
          {moved.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {money && <Money money={money} />}
      {example && <Shares example={example} />}
      {!money && !example && <p class="ds-paragraph">{words.noMoney}</p>}
    </div>
  )
}

const unitChange = ({ name, physical, inUse, change }: Preview['units'][number]): readonly string[] => {
  if (change === null) return []
  return [change === 'joins' ? words.unitJoins(name, physical) : words.unitLeaves(name, inUse)]
}

/** One line for each thing that happens, with all whom it happens to: a guarantee is a group's, and its parties share it. */
function bedChanges(parties: Preview['parties']): readonly string[] {
  const byChange = new Map<string, { readonly say: (names: string) => string; readonly names: string[] }>()
  for (const party of parties) {
    const change = bedChange(party)
    if (!change) continue
    const [key, say] = change
    const known = byChange.get(key) ?? { say, names: [] }
    byChange.set(key, { say, names: [...known.names, partyName(party.partyId)] })
  }
  return [...byChange.values()].map(({ say, names }) => say(names.join(', ')))
}

function bedChange({
  before,
  after,
}: Preview['parties'][number]): readonly [string, (names: string) => string] | undefined {
  if (!before)
    return after ? [`joins ${after.group}`, (names) => words.joins(names, after.group, after.guaranteed)] : undefined
  if (!after) return ['leaves', words.leaves]
  if (before.group !== after.group)
    return [`moves ${before.group} ${after.group}`, (names) => words.moves(names, before.group, after.group)]
  const [from, to] = [before.guaranteed, after.guaranteed]
  if (to === from) return undefined
  const say = to > from ? words.gains : words.loses
  return [`guaranteed ${after.group}`, (names) => say(after.group, names, from, to)]
}

const monthsText = (months: Preview['months']): string => months.map(({ month }) => monthText(month)).join(', ')

const Money = ({ money }: { readonly money: NonNullable<Preview['money']> }) => {
  const moved = money.differences.filter(({ differenceOre }) => differenceOre !== 0)
  return (
    <>
      <h4 class="ds-heading" data-size="2xs">
        {words.money(monthText(money.month))}
      </h4>
      {moved.length === 0 ? (
        <p class="ds-paragraph">{words.sameMoney}</p>
      ) : (
        <>
          <p class="ds-paragraph">{words.moneyLead}</p>
          <DifferenceTable title={words.money(monthText(money.month))} rows={moved} isNarrow />
        </>
      )}
    </>
  )
}

/** Before any month has a cost: a round sum, shared by the terms alone. */
const Shares = ({ example: { costOre, lines } }: { readonly example: NonNullable<Preview['example']> }) => (
  <>
    <h4 class="ds-heading" data-size="2xs">
      {words.example(kroner(costOre))}
    </h4>
    <p class="ds-paragraph">{words.exampleLead}</p>
    <table class="figures">
      <caption class="ds-sr-only">{words.example(kroner(costOre))}</caption>
      <thead>
        <tr>
          <th scope="col">{ENDRING.party}</th>
          <th scope="col" class="number">
            {words.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ partyId, amountOre }) => (
          <tr key={partyId}>
            <th scope="row">{partyName(partyId)}</th>
            <td class="number">{kroner(amountOre)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
)
