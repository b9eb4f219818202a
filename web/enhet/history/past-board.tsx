import { word } from '../../i18n/nb.ts'
import { HISTORIKK } from '../../i18n/nb-historikk.ts'
import { bedName } from '../../parts/bed-name.ts'
import { signsOf } from '../parties-of.ts'
import { PartyChip } from '../party-chip.tsx'
import { exactMoment } from './exact-moment.ts'
import type { Board } from './use-past-board.ts'

const words = HISTORIKK

/** The beds as they stood, with nothing to press: what has been is not changed here. */
export function PastBoard({ board }: { readonly board: Board }) {
  const signOf = signsOf(board)
  return (
    <section class="past-board" aria-label={words.wasSo(exactMoment(board.asOf))}>
      <p class="past-mark">
        <span aria-hidden="true">◷ </span>
        <strong>{words.wasSo(exactMoment(board.asOf))}</strong> {words.readOnly}
      </p>
      <p class="past-numbers">
        {[
          words.free(board.free, board.staffed, board.physical),
          words.holds(board.holds.length),
          words.waiting(board.waiting.length),
          ...(board.closure ? [words.closed(board.closure.reason)] : []),
        ].join(' · ')}
      </p>
      <div class="past-rooms">
        {Object.entries(Object.groupBy(board.beds, ({ room }) => room)).map(([room, beds = []]) => (
          <section key={room} class="past-room" aria-label={words.room(room)}>
            <h2>{words.room(room)}</h2>
            <ul>
              {beds.map(({ bedId, state, occupant, blocked }) => (
                <li key={bedId} class="past-bed" data-state={state}>
                  <p>
                    <b>{bedName(bedId)}</b> {word(state)}
                  </p>
                  {occupant && (
                    <>
                      <PartyChip partyId={occupant.partyId} sign={signOf(occupant.partyId)} />
                      <p>{word(occupant.service)}</p>
                    </>
                  )}
                  {blocked && <p>{blocked.reason}</p>}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  )
}
