import { serviceTime } from '../api/service-clock.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { clockTime, stretch } from '../i18n/time.ts'
import { canHold, type Row } from './ask.ts'
import { StatusMark } from './status-mark.tsx'

const words = TEXT.amk

type Props = {
  readonly rows: readonly Row[]
  readonly selected: string | undefined
  readonly now: number
  readonly onSelect: (unitId: string) => void
  readonly onHold: (row: Row) => void
}

/** The units in the service's own order, best first. */
export const UnitList = ({ rows, selected, now, onSelect, onHold }: Props) => (
  <ol class="unit-list">
    {rows.map((row) => (
      <li
        key={row.unitId}
        class="unit-row"
        data-status={row.status}
        data-off={row.entitlement === 'none'}
        aria-current={row.unitId === selected ? 'true' : undefined}
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
            <b>{word(row.entitlement)}</b>
            <span>{wayTo(row.travelMinutes)}</span>
            <span data-old={row.stale}>{words.age(stretch(serviceTime(now) - Date.parse(row.confirmedAt)))}</span>
            {row.nextFreeAt !== null && <span>{words.nextFree(clockTime(row.nextFreeAt))}</span>}
          </p>
          {row.missingNeeds.length > 0 && (
            <p class="unit-lacks">{words.lacks(row.missingNeeds.map(word).join(', '))}</p>
          )}
          <p class="unit-line unit-more">
            <span>{row.reasons.map(word).join(', ')}</span>
            <span>{words.has(row.capabilities.map(word).join(', '))}</span>
            {row.doctor !== null && <span>{words.doctor[row.doctor]}</span>}
          </p>
        </div>
        <div class="unit-acts">
          <a
            class="ds-link"
            href={`tel:${row.phone.replace(/\s/g, '')}`}
            aria-label={words.callUnit(row.name, row.phone)}
          >
            {row.phone}
          </a>
          {canHold(row) && (
            <button
              type="button"
              class="ds-button"
              data-variant={row.unitId === selected ? 'primary' : 'secondary'}
              aria-label={words.holdAt(row.name)}
              onClick={() => onHold(row)}
            >
              {words.hold} {row.unitId === selected && <kbd>H</kbd>}
            </button>
          )}
        </div>
      </li>
    ))}
  </ol>
)

function wayTo(minutes: number | null): string {
  if (minutes === null) return words.travelUnknown
  return minutes === 0 ? words.travelNone : words.travel(stretch(minutes * 60_000))
}
