import { useRef, useState } from 'preact/hooks'
import { serviceTime } from '../api/service-clock.ts'
import { usePolled } from '../api/use-polled.ts'
import { ENHET } from '../i18n/nb-enhet.ts'
import { bedName } from '../parts/bed-name.ts'
import { ConnectionState } from '../parts/connection-state.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { type Standing, useIntent } from '../parts/use-intent.ts'
import { useNow } from '../parts/use-now.ts'
import { useSteadyRows } from '../parts/use-steady-rows.ts'
import { session } from '../session/session.ts'
import { goTo } from '../shell/route.ts'
import { adviceFor } from './advice-for.ts'
import { bedsAfter, type Underway } from './board/beds-after.ts'
import { BoardHead } from './board/board-head.tsx'
import { MovingBar } from './board/moving-bar.tsx'
import { Rooms, whyNot } from './board/rooms.tsx'
import { UndoBar } from './board/undo-bar.tsx'
import { useActed } from './board/use-acted.ts'
import { useMoving } from './board/use-moving.ts'
import type { Bed } from './board-facts.ts'
import { BoardDialogs, type OpenDialog } from './dialogs/board-dialogs.tsx'
import { type BoardHold, HoldAnswer } from './hold-answer.tsx'
import type { UnitPageProps } from './pages.ts'
import { signsOf } from './parties-of.ts'
import '../parts/fields.css'
import './board.css'

const words = ENHET.board
const MINUTE_MS = 60_000

/** The unit's board: who comes, who lies where, and what there is room for. */
export function BoardPage({ unitId }: UnitPageProps) {
  const { answer, problem, connection, heardAt, refresh } = usePolled('show-board', { params: { unitId }, query: {} })
  // To the minute, so that the clock alone draws nothing anew in between.
  const at = Math.floor(serviceTime(useNow(MINUTE_MS)) / MINUTE_MS) * MINUTE_MS
  const [open, setOpen] = useState<OpenDialog>()
  const [underway, setUnderway] = useState<Underway>()
  const [refused, setRefused] = useState<string>()
  const { acted, onActed, forget } = useActed(refresh)
  const { moving, pick, putDown } = useMoving(unitId, answer?.unitVersion)
  const said = useRef('')
  const move = useIntent('move-stay', (done) => onActed(said.current, done))
  const swap = useIntent('swap-stays', (done) => onActed(said.current, done))
  const isAhead = [move.standing, swap.standing].some((standing) => isAheadOf(standing, answer?.unitVersion ?? 0))
  const beds = useSteadyRows(bedsAfter(answer?.beds ?? [], isAhead ? underway : undefined), ({ bedId }) => bedId)

  if (!answer)
    return (
      <div class="page-note">
        <ConnectionState connection={connection} heardAt={heardAt} />
        {problem && <Refusal problem={problem} adviceFor={adviceFor} />}
      </div>
    )

  const signOf = signsOf(answer)
  const isSending = [move, swap].some(({ standing }) => standing.kind === 'sending' || standing.kind === 'unsure')
  const place = (to: Bed | undefined) => {
    putDown()
    if (!moving || !to || to.bedId === moving.from.bedId || isSending) return
    const { stayId, from } = moving
    const target = moving.targets?.get(to.bedId)
    const isLeader = session()?.role === 'ward-leader'
    if (target?.obstacle?.kind === 'room-rule-broken' && isLeader) {
      setOpen({ dialog: 'override', stayId, fromBedId: from.bedId, target })
      return
    }
    if (target?.obstacle) {
      setRefused(ENHET.move.cannot(bedName(to.bedId), whyNot(target, to)))
      return
    }
    setRefused(undefined)
    forget()
    move.forget()
    swap.forget()
    setUnderway({ stayId, fromBedId: from.bedId, toBedId: to.bedId })
    const otherStayId = to.occupant?.stayId
    const words = otherStayId === undefined ? ENHET.move.moved : ENHET.move.swapped
    said.current = words(bedName(from.bedId), bedName(to.bedId))
    const params = { unitId, stayId }
    if (otherStayId === undefined) move.start({ params, body: { bedId: to.bedId } })
    else swap.start({ params, body: { otherStayId } })
  }
  const pickUp = (bed: Bed) => {
    setRefused(undefined)
    pick(bed)
  }
  return (
    <div class="board">
      <BoardHead
        unitId={unitId}
        board={answer}
        connection={connection}
        heardAt={heardAt}
        onActed={onActed}
        onStaffing={() => setOpen({ dialog: 'staffing' })}
        onClosure={() => setOpen({ dialog: 'closure' })}
      />
      {answer.holds.length > 0 && <h2 class="ds-sr-only">{words.incoming(answer.holds.length)}</h2>}
      <ul class="incomings">
        {answer.holds.map((hold) => (
          <HoldAnswer
            key={hold.holdId}
            unitId={unitId}
            hold={hold}
            sign={signOf(hold.partyId)}
            onActed={onActed}
            onDecline={() => setOpen({ dialog: 'decline', hold })}
            onRelease={() => setOpen({ dialog: 'release', hold })}
            onAdmit={() => goTo(admissionOf(unitId, hold.holdId))}
          />
        ))}
      </ul>
      <h2 class="ds-sr-only">{words.beds}</h2>
      <MovingBar moving={moving} refused={refused} onCancel={putDown} />
      <Outcome standing={move.standing} adviceFor={adviceFor} />
      <Outcome standing={swap.standing} adviceFor={adviceFor} />
      <Rooms
        beds={beds}
        signOf={signOf}
        at={at}
        expiries={expiriesOf(answer.holds)}
        moving={moving}
        sending={isSending && underway ? [underway.fromBedId, underway.toBedId] : []}
        onOpen={(bed) => setOpen({ dialog: 'bed', bedId: bed.bedId })}
        onPick={pickUp}
        onPlace={place}
        onPutDown={putDown}
      />
      <p class="board-keys">{words.keys}</p>
      <UndoBar
        unitId={unitId}
        unitVersion={answer.unitVersion}
        undoMinutes={answer.undoMinutes}
        acted={acted}
        onUndone={() => {
          setUnderway(undefined)
          forget()
          refresh()
        }}
      />
      <BoardDialogs
        open={open}
        unitId={unitId}
        board={answer}
        onActed={onActed}
        onMove={pickUp}
        onOpen={setOpen}
        onClose={() => setOpen(undefined)}
        onAdmit={(bedId) => goTo(admissionOf(unitId, bedId))}
      />
    </div>
  )
}

/** Whether the service has been told, or has done, what the board that was last heard of does not show yet. */
const isAheadOf = (standing: Standing<'move-stay' | 'swap-stays'>, unitVersion: number): boolean =>
  standing.kind === 'done'
    ? standing.value.unitVersion > unitVersion
    : standing.kind === 'sending' || standing.kind === 'unsure'

/** The page on which a patient is taken in: from a hold, or into a bed. */
const admissionOf = (unitId: string, item: string): string =>
  `/enhet/${encodeURIComponent(unitId)}/innleggelse/${encodeURIComponent(item)}`

const expiriesOf = (holds: readonly BoardHold[]): ReadonlyMap<string, string> =>
  new Map(holds.map(({ bedId, answerDueAt, expiresAt }) => [bedId, answerDueAt ?? expiresAt]))
