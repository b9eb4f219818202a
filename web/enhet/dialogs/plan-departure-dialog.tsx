import { useState } from 'preact/hooks'
import { serviceTime } from '../../api/service-clock.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { instantsOf, localOf } from '../../i18n/oslo-time.ts'
import { clockTime, dayAndTime } from '../../i18n/time.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { bedName } from '../../parts/bed-name.ts'
import { Choices } from '../../parts/choices.tsx'
import { instantOfWall, NO_TIME, type WallTime } from '../../parts/wall-time.ts'
import { WallTimeField } from '../../parts/wall-time-field.tsx'
import { adviceFor } from '../advice-for.ts'
import type { StayDialogProps } from './dialog-props.ts'

const words = ENHET.plan
const DAY_MS = 24 * 60 * 60_000
type Choice = 'today' | 'tomorrow' | 'other' | 'none'

/** When the patient is expected to leave: the dispatchers see from it when the next bed comes free. */
export function PlanDepartureDialog({ unitId, bed, stay, onActed, onClose }: StayDialogProps) {
  const planned = stay.expectedDepartureAt
  const [choice, setChoice] = useState<Choice>(planned === null ? 'tomorrow' : 'other')
  const [wall, setWall] = useState<WallTime>(planned === null ? NO_TIME : { ...NO_TIME, local: localOf(planned) })
  const ends: Readonly<Record<Choice, () => string | null | undefined>> = {
    today: laterToday,
    tomorrow: noonTomorrow,
    other: () => instantOfWall(wall),
    none: () => null,
  }
  return (
    <ActDialog
      title={words.title(bedName(bed.bedId))}
      operation="plan-departure"
      button={words.button}
      adviceFor={adviceFor}
      ask={() => {
        const at = ends[choice]()
        return at === undefined ? undefined : { params: { unitId, stayId: stay.stayId }, body: { expectedAt: at } }
      }}
      onDone={(answer) => {
        const at = answer.expectedDepartureAt
        onActed(
          at === null ? words.saidNone(bedName(bed.bedId)) : words.said(bedName(bed.bedId), dayAndTime(at)),
          answer,
        )
      }}
      onClose={onClose}
    >
      <Choices
        legend={words.when}
        options={[
          { value: 'today', label: words.today(clockTime(laterToday() ?? '')) },
          { value: 'tomorrow', label: words.tomorrow(clockTime(noonTomorrow() ?? '')) },
          { value: 'other', label: ENHET.end.other },
          { value: 'none', label: words.none },
        ]}
        value={choice}
        onChosen={setChoice}
      />
      {choice === 'other' && <WallTimeField label={words.at} required value={wall} onChange={setWall} />}
    </ActDialog>
  )
}

const dateAfter = (days: number): string =>
  localOf(new Date(serviceTime(Date.now()) + days * DAY_MS).toISOString()).slice(0, 'YYYY-MM-DD'.length)

/** When most patients leave, or the evening when that has been. */
const laterToday = (): string | undefined => {
  const [noon, evening] = [instantsOf(`${dateAfter(0)}T12:00`)[0], instantsOf(`${dateAfter(0)}T20:00`)[0]]
  return noon !== undefined && Date.parse(noon) > serviceTime(Date.now()) ? noon : evening
}
const noonTomorrow = (): string | undefined => instantsOf(`${dateAfter(1)}T12:00`)[0]
