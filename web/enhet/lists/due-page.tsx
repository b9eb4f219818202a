import { useState } from 'preact/hooks'
import { usePolled } from '../../api/use-polled.ts'
import { VENTER } from '../../i18n/nb-venter.ts'
import { dayAndTime, stretch } from '../../i18n/time.ts'
import { Link } from '../../parts/link.tsx'
import { stayPath } from '../../parts/stay-path.ts'
import { useActed } from '../board/use-acted.ts'
import type { UnitPageProps } from '../pages.ts'
import { signsOf } from '../parties-of.ts'
import { ListFrame } from './list-frame.tsx'
import { ReviewDialog } from './review-dialog.tsx'
import { StayRow } from './stay-row.tsx'

const words = VENTER.due
const EVERY_MS = 5_000
const HOUR_MS = 60 * 60_000

/** What the clock asks for: reviews, a specialist's word, and stays that have grown long. */
export function DuePage({ unitId }: UnitPageProps) {
  const params = { unitId }
  const due = usePolled('list-due', { params }, { everyMs: EVERY_MS })
  const board = usePolled('show-board', { params, query: {} }, { everyMs: EVERY_MS }).answer
  const { acted, onActed } = useActed(due.refresh)
  const [open, setOpen] = useState<{ readonly stayId: string; readonly bedId: string }>()
  const signOf = signsOf(board)
  const { answer } = due
  const reviewButton = (row: { readonly stayId: string; readonly bedId: string }) => (
    <>
      <Link to={stayPath(unitId, row.stayId)}>{words.stay}</Link>
      <button type="button" class="ds-button big" onClick={() => setOpen({ stayId: row.stayId, bedId: row.bedId })}>
        {words.review}
      </button>
    </>
  )
  return (
    <ListFrame title={words.title} lead={words.lead} {...due} said={acted?.said}>
      {answer && answer.reviews.length + answer.specialist.length + answer.long.length === 0 && <p>{words.nothing}</p>}
      {answer && answer.reviews.length > 0 && (
        <>
          <h2>{words.reviews}</h2>
          <ul class="unit-rows">
            {answer.reviews.map((row) => (
              <StayRow
                key={row.stayId}
                {...row}
                sign={signOf(row.partyId)}
                isUrgent={row.overdue}
                text={(row.overdue ? words.overdue : words.dueBy)(dayAndTime(row.reviewDueAt))}
              >
                {reviewButton(row)}
              </StayRow>
            ))}
          </ul>
        </>
      )}
      {answer && answer.specialist.length > 0 && (
        <>
          <h2>{words.specialist}</h2>
          <ul class="unit-rows">
            {answer.specialist.map((row) => (
              <StayRow
                key={row.stayId}
                {...row}
                sign={signOf(row.partyId)}
                isUrgent={row.overdue}
                text={(row.overdue ? words.overdue : words.dueBy)(dayAndTime(row.specialistDueAt))}
              >
                {reviewButton(row)}
              </StayRow>
            ))}
          </ul>
        </>
      )}
      {answer && answer.long.length > 0 && (
        <>
          <h2>{words.long}</h2>
          <ul class="unit-rows">
            {answer.long.map((row) => (
              <StayRow
                key={row.stayId}
                {...row}
                partyId={undefined}
                sign={undefined}
                text={words.hasLain(stretch(row.hours * HOUR_MS), dayAndTime(row.admittedAt))}
              >
                <Link to={stayPath(unitId, row.stayId)}>{words.stay}</Link>
              </StayRow>
            ))}
          </ul>
        </>
      )}
      {open && <ReviewDialog unitId={unitId} {...open} onActed={onActed} onClose={() => setOpen(undefined)} />}
    </ListFrame>
  )
}
