import { useState } from 'preact/hooks'
import { serviceTime } from '../../api/service-clock.ts'
import { usePolled } from '../../api/use-polled.ts'
import { word } from '../../i18n/nb.ts'
import { VENTER } from '../../i18n/nb-venter.ts'
import { dayAndTime, stretch } from '../../i18n/time.ts'
import { bedName } from '../../parts/bed-name.ts'
import { Outcome } from '../../parts/outcome.tsx'
import { useIntent } from '../../parts/use-intent.ts'
import { useNow } from '../../parts/use-now.ts'
import { adviceFor } from '../advice-for.ts'
import { type OnActed, useActed } from '../board/use-acted.ts'
import type { Board } from '../board-facts.ts'
import type { UnitPageProps } from '../pages.ts'
import { signsOf } from '../parties-of.ts'
import { PartyChip, type PartySign } from '../party-chip.tsx'
import { ListFrame } from './list-frame.tsx'
import { AddWaitingDialog, RemoveWaitingDialog } from './waiting-dialogs.tsx'

const words = VENTER.waiting
const MINUTE_MS = 60_000
type Entry = Board['waiting'][number]

/** Who waits for a bed here, in the order in which they get one. */
export function WaitingPage({ unitId }: UnitPageProps) {
  const board = usePolled('show-board', { params: { unitId }, query: {} })
  const { acted, onActed } = useActed(board.refresh)
  const [open, setOpen] = useState<'add' | Entry>()
  const { answer } = board
  const now = serviceTime(useNow(MINUTE_MS))
  return (
    <ListFrame title={words.title} lead={words.lead} {...board} said={acted?.said}>
      <div class="unit-list-acts">
        <button type="button" class="ds-button big" disabled={!answer} onClick={() => setOpen('add')}>
          {words.add}
        </button>
      </div>
      {answer?.waiting.length === 0 && <p>{words.nobody}</p>}
      <ol class="unit-rows">
        {answer?.waiting.map((entry, i) => (
          <WaitingRow
            key={entry.waitingId}
            unitId={unitId}
            entry={entry}
            place={i + 1}
            now={now}
            sign={signsOf(answer)(entry.partyId)}
            onActed={onActed}
            onRemove={() => setOpen(entry)}
          />
        ))}
      </ol>
      {open === 'add' && answer && (
        <AddWaitingDialog unitId={unitId} board={answer} onActed={onActed} onClose={() => setOpen(undefined)} />
      )}
      {open !== undefined && open !== 'add' && (
        <RemoveWaitingDialog
          unitId={unitId}
          waitingId={open.waitingId}
          onActed={onActed}
          onClose={() => setOpen(undefined)}
        />
      )}
    </ListFrame>
  )
}

type RowProps = {
  readonly unitId: string
  readonly entry: Entry
  readonly place: number
  readonly now: number
  readonly sign: PartySign
  readonly onActed: OnActed
  readonly onRemove: () => void
}

function WaitingRow({ unitId, entry, place, now, sign, onActed, onRemove }: RowProps) {
  const { waitingId, partyId, service, needs, missingNeeds, priority, addedAt } = entry
  const promote = useIntent('promote-waiting', (hold) => onActed(words.promoted(bedName(hold.bedId)), hold, false))
  return (
    <li class="unit-row">
      <strong class="unit-row-place">{place}</strong>
      <div class="unit-row-what">
        <p class="unit-row-head">
          <PartyChip partyId={partyId} sign={sign} /> {word(service)}
        </p>
        <p>
          {[
            words.since(dayAndTime(addedAt), stretch(now - Date.parse(addedAt))),
            words.priority(priority),
            ...needs.map(word),
          ].join(' · ')}
        </p>
        {missingNeeds.length > 0 && <p>{words.neverGiven(missingNeeds.map(word))}</p>}
        <Outcome standing={promote.standing} adviceFor={adviceFor} />
      </div>
      <div class="unit-row-acts">
        <button
          type="button"
          class="ds-button big"
          aria-label={words.promoteOf(place)}
          onClick={() => promote.start({ params: { unitId, waitingId }, body: {} })}
        >
          {words.promote}
        </button>
        <button
          type="button"
          class="ds-button big"
          data-variant="secondary"
          aria-label={words.removeOf(place)}
          onClick={onRemove}
        >
          {words.remove}
        </button>
      </div>
    </li>
  )
}
