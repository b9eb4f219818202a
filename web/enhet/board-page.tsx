import { useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { DECLINE_REASONS } from '../../lib/contract/words.ts'
import { serviceTime } from '../api/service-clock.ts'
import { usePolled } from '../api/use-polled.ts'
import { ENHET } from '../i18n/nb-enhet.ts'
import { clockTime, stretch } from '../i18n/time.ts'
import { ChooseDialog } from '../parts/choose-dialog.tsx'
import { ConnectionState } from '../parts/connection-state.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { useNow } from '../parts/use-now.ts'
import { goTo } from '../shell/route.ts'
import { type Bed, BedTile } from './bed-tile.tsx'
import { type BoardHold, HoldAnswer } from './hold-answer.tsx'
import type { UnitPageProps } from './pages.ts'
import './board.css'

const words = ENHET.board
/** Where a patient goes from here. */
const DISCHARGED_TO = ['hjem', 'sykehjem', 'sykehus', 'annet'] as const

type Open =
  | { readonly dialog: 'decline'; readonly hold: BoardHold }
  | { readonly dialog: 'discharge'; readonly bed: Bed }

/** The unit's board: who comes, who lies where, and what there is room for. */
export function BoardPage({ unitId }: UnitPageProps) {
  const now = useNow()
  const [open, setOpen] = useState<Open>()
  /** The version that the last act from here made, for as long as it can be taken back. */
  const [mine, setMine] = useState<number>()
  const { answer, problem, connection, heardAt, refresh } = usePolled('show-board', { params: { unitId }, query: {} })
  const params = { unitId }
  const done = ({ unitVersion }: { readonly unitVersion: number }) => {
    setMine(unitVersion)
    setOpen(undefined)
    refresh()
  }
  const confirm = useIntent('confirm-unit', done)
  const accept = useIntent('accept-hold', done)
  const decline = useIntent('decline-hold', done)
  const discharge = useIntent('discharge-patient', done)
  const cleaned = useIntent('bed-cleaned', done)
  const undo = useIntent('undo-action', () => {
    setMine(undefined)
    refresh()
  })
  const close = () => setOpen(undefined)

  if (!answer)
    return (
      <div class="page-note">
        <ConnectionState connection={connection} heardAt={heardAt} />
        {problem && <Refusal problem={problem} />}
      </div>
    )
  const parties = partiesOf(answer)
  const canUndo = mine !== undefined && mine === answer.unitVersion
  return (
    <div class="board">
      <div class="board-head">
        <h1 class="ds-heading" data-size="sm">
          {answer.name}
        </h1>
        <p class="board-free">
          <strong>{answer.free}</strong> {words.freeOf(answer.staffed, answer.physical)}
        </p>
        <ConnectionState connection={connection} heardAt={heardAt} />
        <p>{words.confirmedAgo(stretch(serviceTime(now) - Date.parse(answer.confirmedAt)))}</p>
        <button type="button" class="ds-button big" onClick={() => confirm.start({ params, body: {} })}>
          {words.confirm}
        </button>
        {canUndo && (
          <button
            type="button"
            class="ds-button big"
            data-variant="secondary"
            onClick={() => undo.start({ params, body: { unitVersion: mine } })}
          >
            {words.undo}
          </button>
        )}
      </div>
      {answer.closure && <p class="ds-alert">{words.closed(answer.closure.reason, clockTime(answer.closure.until))}</p>}
      {[confirm, accept, cleaned, undo].map(({ standing }, i) => (
        // The four stand in the same order always.
        <Outcome key={i} standing={standing} />
      ))}
      <h2 class="ds-heading" data-size="sm">
        {words.incoming(answer.holds.length)}
      </h2>
      <ul class="incomings">
        {answer.holds.map((hold) => (
          <HoldAnswer
            key={hold.holdId}
            hold={hold}
            parties={parties}
            now={now}
            onAccept={({ holdId }) => accept.start({ params: { unitId, holdId }, body: {} })}
            onDecline={() => setOpen({ dialog: 'decline', hold })}
            onAdmit={({ holdId }) => goTo(`/enhet/${encodeURIComponent(unitId)}/innleggelse/${holdId}`)}
          />
        ))}
      </ul>
      <h2 class="ds-heading" data-size="sm">
        {words.beds}
      </h2>
      <div class="rooms">
        {Object.entries(Object.groupBy(answer.beds, ({ room }) => room)).map(([room, beds = []]) => (
          <section key={room} class="room" aria-label={words.room(room)}>
            <h3>{words.room(room)}</h3>
            <ul>
              {beds.map((bed) => (
                <BedTile
                  key={bed.bedId}
                  bed={bed}
                  parties={parties}
                  now={now}
                  onDischarge={() => setOpen({ dialog: 'discharge', bed })}
                  onCleaned={({ bedId }) => cleaned.start({ params: { unitId, bedId }, body: {} })}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {open?.dialog === 'decline' && (
        <ChooseDialog
          title={words.declineTitle}
          codes={DECLINE_REASONS}
          first="no-doctor"
          button={words.decline}
          standing={decline.standing}
          onChosen={(reason) =>
            decline.start({ params: { unitId, holdId: open.hold.holdId }, body: { reason, detail: null } })
          }
          onClose={close}
        />
      )}
      {open?.dialog === 'discharge' && (
        <ChooseDialog
          title={words.dischargeTitle}
          codes={DISCHARGED_TO}
          first="hjem"
          button={words.discharge}
          standing={discharge.standing}
          onChosen={(dischargedTo) =>
            discharge.start({
              params: { unitId, stayId: open.bed.occupant?.stayId ?? '' },
              body: { departedAt: new Date(serviceTime(Date.now())).toISOString(), dischargedTo },
            })
          }
          onClose={close}
        />
      )}
    </div>
  )
}

/** Everybody with somebody here or on the way, in one order, so that a party keeps its colour on the board. */
const partiesOf = ({ beds, holds }: AnswerOf<'show-board'>): readonly string[] =>
  [
    ...new Set([...beds.flatMap(({ occupant }) => occupant?.partyId ?? []), ...holds.map(({ partyId }) => partyId)]),
  ].sort()
