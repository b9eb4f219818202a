import { useState } from 'preact/hooks'
import { usePolled } from '../../api/use-polled.ts'
import { TEXT } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { localOf } from '../../i18n/oslo-time.ts'
import { dayAndTime } from '../../i18n/time.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { bedName } from '../../parts/bed-name.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { PartySelect } from '../../parts/party-select.tsx'
import { Refusal } from '../../parts/refusal.tsx'
import { instantOfWall, NO_TIME, type WallTime } from '../../parts/wall-time.ts'
import { WallTimeField } from '../../parts/wall-time-field.tsx'
import { adviceFor } from '../advice-for.ts'
import type { OnActed } from '../board/use-acted.ts'
import { changesOf, type Stay } from './changes-of.ts'
import { ReasonInput } from './reason-field.tsx'
import { ServiceSelect } from './service-select.tsx'

const words = ENHET.correct
const SELDOM_MS = 60_000

type Props = {
  readonly unitId: string
  readonly stayId: string
  readonly parties: readonly string[]
  readonly services: readonly string[] | null
  readonly onActed: OnActed
  readonly onClose: () => void
}

/** What was registered wrongly, put right with a reason; what was registered first stays beside it in the journal. */
export function CorrectDialog({ unitId, stayId, onClose, ...rest }: Props) {
  const { answer, problem } = usePolled('show-stay', { params: { unitId, stayId } }, { everyMs: SELDOM_MS })
  if (answer) return <CorrectForm unitId={unitId} stay={answer} onClose={onClose} {...rest} />
  return (
    <Dialog title={words.title} onClose={onClose}>
      {problem ? <Refusal problem={problem} adviceFor={adviceFor} /> : <p>{TEXT.connection.waiting}</p>}
      <div class="dialog-acts">
        <button type="button" class="ds-button big" data-variant="secondary" onClick={onClose}>
          {TEXT.back}
        </button>
      </div>
    </Dialog>
  )
}

function CorrectForm({
  unitId,
  stay,
  parties,
  services,
  onActed,
  onClose,
}: Omit<Props, 'stayId'> & { readonly stay: Stay }) {
  const [admitted, setAdmitted] = useState(wallOf(stay.admittedAt))
  const [departed, setDeparted] = useState(wallOf(stay.departedAt))
  const [segments, setSegments] = useState(stay.segments)
  const [begins, setBegins] = useState(stay.segments.map(({ from }) => wallOf(from)))
  const [reason, setReason] = useState('')
  const changes = changesOf(stay, {
    admittedAt: instantOfWall(admitted),
    departedAt: instantOfWall(departed),
    segments,
    begins: begins.map(instantOfWall),
  })
  const setSegment = (index: number, change: Partial<Stay['segments'][number]>) =>
    setSegments(segments.map((segment, i) => (i === index ? { ...segment, ...change } : segment)))
  return (
    <ActDialog
      title={`${words.title}, ${words.bed(bedName(stay.bedId))}`}
      operation="correct-stay"
      button={words.button}
      adviceFor={adviceFor}
      ask={() => changes && { params: { unitId, stayId: stay.stayId }, body: { changes, reason } }}
      onDone={(answer) => onActed(words.said(bedName(stay.bedId)), answer, false)}
      onClose={onClose}
    >
      <WallTimeField label={words.admitted} required value={admitted} onChange={setAdmitted} />
      {stay.departedAt !== null && (
        <WallTimeField label={words.departed} required value={departed} onChange={setDeparted} />
      )}
      {segments.map((segment, index) => (
        <fieldset key={segment.from} class="segment">
          <legend>
            {words.segment(
              bedName(segment.bedId),
              dayAndTime(segment.from),
              segment.until === null ? null : dayAndTime(segment.until),
            )}
          </legend>
          {index > 0 && (
            <WallTimeField
              label={words.begins}
              required
              value={begins[index] ?? NO_TIME}
              onChange={(wall) => setBegins(begins.map((each, i) => (i === index ? wall : each)))}
            />
          )}
          <PartySelect
            label={words.party}
            value={segment.partyId}
            likely={parties}
            onChosen={(partyId) => setSegment(index, { partyId })}
          />
          <ServiceSelect
            offered={services}
            value={segment.service}
            onChosen={(service) => setSegment(index, { service })}
          />
        </fieldset>
      ))}
      <ReasonInput onChange={setReason} />
      {changes === undefined && <p class="field-hint">{words.nothing}</p>}
    </ActDialog>
  )
}

const wallOf = (instant: string | null): WallTime =>
  instant === null ? NO_TIME : { ...NO_TIME, local: localOf(instant) }
