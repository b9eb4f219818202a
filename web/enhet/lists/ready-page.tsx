import { useState } from 'preact/hooks'
import { serviceTime } from '../../api/service-clock.ts'
import { usePolled } from '../../api/use-polled.ts'
import { word } from '../../i18n/nb.ts'
import { VENTER } from '../../i18n/nb-venter.ts'
import { partyName } from '../../parts/party.ts'
import { session } from '../../session/session.ts'
import { useActed } from '../board/use-acted.ts'
import { stayIn } from '../dialogs/dialog-props.ts'
import { MessagesDialog } from '../dialogs/messages-dialog.tsx'
import type { UnitPageProps } from '../pages.ts'
import { signsOf } from '../parties-of.ts'
import { ListFrame } from './list-frame.tsx'
import { StayRow } from './stay-row.tsx'

const words = VENTER.ready
const EVERY_MS = 5_000
const DAY_MS = 24 * 60 * 60_000

/** Who waits for a kommunal offer: here bed by bed, and in the other units as numbers, for whoever leads the unit. */
export function ReadyPage({ unitId }: UnitPageProps) {
  const params = { unitId }
  const board = usePolled('show-board', { params, query: {} }, { everyMs: EVERY_MS })
  const isLeader = session()?.role === 'ward-leader'
  const region = usePolled('list-utskrivningsklare', isLeader ? { query: {} } : null, { everyMs: EVERY_MS }).answer
  const { acted, onActed } = useActed(board.refresh)
  const [open, setOpen] = useState<string>()
  const { answer } = board
  const signOf = signsOf(answer)
  const told = answer?.beds.filter(({ occupant }) => occupant?.utskrivningsklar) ?? []
  const openBed = answer?.beds.find(({ bedId }) => bedId === open)
  const openStay = openBed && stayIn(openBed)
  return (
    <ListFrame title={words.title} lead={words.lead} {...board} said={acted?.said}>
      {answer && told.length === 0 && <p>{words.nobody}</p>}
      <ul class="unit-rows">
        {told.map(({ bedId, occupant }) => {
          const last = occupant?.utskrivningsklar
          const since = last?.dutySince ?? null
          const who = region?.stays.find(({ stayId }) => stayId === occupant?.stayId)
          return (
            <StayRow
              key={bedId}
              bedId={bedId}
              partyId={occupant?.partyId}
              sign={signOf(occupant?.partyId ?? '')}
              service={occupant?.service}
              isUrgent={since !== null}
              text={[
                words.last(word(last?.event ?? '')),
                since === null ? words.noDuty : words.duty(since, daysSince(since)),
                ...(who?.kommune ? [words.kommune(partyName(`k-${who.kommune}`))] : []),
              ].join(' · ')}
            >
              <button type="button" class="ds-button big" onClick={() => setOpen(bedId)}>
                {words.message}
              </button>
            </StayRow>
          )
        })}
      </ul>
      {region && (
        <>
          <h2>{words.elsewhere}</h2>
          <p>
            {region.elsewhere.total.count === null
              ? words.fewElsewhere
              : words.manyElsewhere(region.elsewhere.total.count)}
          </p>
        </>
      )}
      {answer && openBed && openStay && (
        <MessagesDialog
          unitId={unitId}
          board={answer}
          bed={openBed}
          stay={openStay}
          onActed={onActed}
          onClose={() => setOpen(undefined)}
        />
      )}
    </ListFrame>
  )
}

/** Whole days of duty until now, the first one counted. */
const daysSince = (date: string): number =>
  Math.max(1, Math.ceil((serviceTime(Date.now()) - Date.parse(`${date}T00:00:00Z`)) / DAY_MS))
