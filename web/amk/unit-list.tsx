import { useMemo } from 'preact/hooks'
import { serviceTime } from '../api/service-clock.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { clockTime, dayOrTime, stretch } from '../i18n/time.ts'
import { memo } from '../parts/memo.ts'
import { useGrowing } from '../parts/use-growing.ts'
import { useNow } from '../parts/use-now.ts'
import { canHold, type Row } from './ask.ts'
import type { Said } from './kept.ts'
import { StatusMark } from './status-mark.tsx'

const words = TEXT.amk
/** Ages are told in minutes. */
const AGES_MS = 10_000

type Acts = {
  readonly onSelect: (unitId: string) => void
  readonly onHold: (row: Row) => void
}
type Props = Acts & {
  readonly rows: readonly Row[]
  readonly selected: string | undefined
  /** What those have said that did not take this patient. */
  readonly refusals: ReadonlyMap<string, Said>
}

/** The units in the service's own order, best first. */
export const UnitList = memo(({ rows, selected, refusals, onSelect, onHold }: Props) => {
  const now = useNow(AGES_MS)
  const drawn = useGrowing(rows.length)
  const rowOf = (row: Row, isSelected: boolean) => (
    <UnitRow
      key={row.unitId}
      row={row}
      isSelected={isSelected}
      refusal={refusalOf(refusals.get(row.unitId))}
      age={stretch(serviceTime(now) - Date.parse(row.confirmedAt))}
      onSelect={onSelect}
      onHold={onHold}
    />
  )
  // Moving the choice draws two rows; the others are the very same as before.
  const unselected = useMemo(() => rows.slice(0, drawn).map((row) => rowOf(row, false)), [rows, drawn, now, refusals])
  return (
    <ol class="unit-list">
      {rows.slice(0, drawn).map((row, i) => (row.unitId === selected ? rowOf(row, true) : unselected[i]))}
    </ol>
  )
})

type RowProps = Acts & {
  readonly row: Row
  readonly isSelected: boolean
  readonly refusal: string | undefined
  readonly age: string
}

/** Hundreds may stand in the list: each is drawn again only when it has something new to say. */
const UnitRow = memo(({ row, isSelected, refusal, age, onSelect, onHold }: RowProps) => (
  <li
    class="unit-row"
    data-status={row.status}
    data-off={row.entitlement === 'none'}
    aria-current={isSelected ? 'true' : undefined}
  >
    <div class="unit-number">
      <span class="unit-status">
        <StatusMark status={row.status} /> {word(row.status)}
      </span>
      <strong>{row.status === 'ma-ringes' ? '?' : row.bookable}</strong>
    </div>
    <div class="unit-facts">
      <button type="button" id={`row-${row.unitId}`} class="unit-name" onClick={() => onSelect(row.unitId)}>
        {row.name}
      </button>
      <p class="unit-line">
        <b title={words.means[row.entitlement]}>{word(row.entitlement)}</b>
        <span>{wayTo(row.travelMinutes)}</span>
        <span data-old={row.stale}>{words.age(age)}</span>
        {row.nextFreeAt !== null && <span>{words.nextFree(dayOrTime(row.nextFreeAt, serviceTime(Date.now())))}</span>}
      </p>
      {refusal !== undefined && <p class="unit-lacks">{refusal}</p>}
      {row.missingNeeds.length > 0 && <p class="unit-lacks">{words.lacks(row.missingNeeds.map(word).join(', '))}</p>}
      {isSelected && (
        <p class="unit-line">
          <span>{words.means[row.entitlement]}</span>
          <span>{row.reasons.filter(isMoreThanRight).map(word).join(', ')}</span>
          <span>{words.has(row.capabilities.map(word).join(', '))}</span>
          {row.doctor !== null && <span>{words.doctor[row.doctor]}</span>}
        </p>
      )}
    </div>
    <div class="unit-acts">
      <a class="ds-link" href={`tel:${row.phone.replace(/\s/g, '')}`} aria-label={words.callUnit(row.name, row.phone)}>
        {row.phone}
      </a>
      {canHold(row) && (
        <button
          type="button"
          class="ds-button"
          data-variant={isSelected ? 'primary' : 'secondary'}
          aria-label={words.holdAt(row.name)}
          onClick={() => onHold(row)}
        >
          {words.hold} {isSelected && <kbd>H</kbd>}
        </button>
      )}
    </div>
  </li>
))

/** With which right is said in its own words. */
const RIGHTS: readonly string[] = ['guaranteed-bed', 'flexible-bed', 'guest', 'not-entitled']
const isMoreThanRight = (reason: string): boolean => !RIGHTS.includes(reason)

function refusalOf(said: Said | undefined): string | undefined {
  if (!said) return undefined
  const at = said.endedAt === null ? '' : ` kl. ${clockTime(said.endedAt)}`
  const why = said.reason === null ? '' : ` (${word(said.reason)})`
  return words.refused[said.state === 'declined' ? 'declined' : 'silent'](at, why)
}

function wayTo(minutes: number | null): string {
  if (minutes === null) return words.travelUnknown
  return minutes === 0 ? words.travelNone : words.travel(stretch(minutes * 60_000))
}
