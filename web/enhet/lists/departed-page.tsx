import { useState } from 'preact/hooks'
import { serviceTime } from '../../api/service-clock.ts'
import { usePolled } from '../../api/use-polled.ts'
import { word } from '../../i18n/nb.ts'
import { VENTER } from '../../i18n/nb-venter.ts'
import { dayAndTime, osloDate } from '../../i18n/time.ts'
import { bedName } from '../../parts/bed-name.ts'
import { Choices } from '../../parts/choices.tsx'
import { Link } from '../../parts/link.tsx'
import { stayPath } from '../../parts/stay-path.ts'
import type { UnitPageProps } from '../pages.ts'
import { signsOf } from '../parties-of.ts'
import { ListFrame } from './list-frame.tsx'
import { StayRow } from './stay-row.tsx'

const words = VENTER.departed
const EVERY_MS = 5_000
const DAY_MS = 24 * 60 * 60_000
const DAYS = { fortnight: 14, sixWeeks: 42, quarter: 92 } as const
type Back = keyof typeof DAYS

/** Who has left lately: the way to put right what was registered on a stay that is over. */
export function DepartedPage({ unitId }: UnitPageProps) {
  const params = { unitId }
  const [back, setBack] = useState<Back>('fortnight')
  const fom = osloDate(serviceTime(Date.now()) - DAYS[back] * DAY_MS)
  const departed = usePolled('list-departed', { params, query: { fom } }, { everyMs: EVERY_MS })
  const signOf = signsOf(usePolled('show-board', { params, query: {} }, { everyMs: EVERY_MS }).answer)
  const { answer } = departed
  return (
    <ListFrame title={words.title} lead={words.lead} {...departed} said={undefined}>
      <Choices
        legend={words.howFar}
        options={[
          { value: 'fortnight', label: words.fortnight },
          { value: 'sixWeeks', label: words.sixWeeks },
          { value: 'quarter', label: words.quarter },
        ]}
        value={back}
        onChosen={setBack}
      />
      {answer?.stays.length === 0 && <p>{words.nobody}</p>}
      <ul class="unit-rows">
        {answer?.stays.map(({ stayId, bedId, partyId, service, admittedAt, departedAt, dischargedTo }) => (
          <StayRow
            key={stayId}
            bedId={bedId}
            partyId={partyId}
            sign={signOf(partyId)}
            service={service}
            text={words.text(dayAndTime(admittedAt), dayAndTime(departedAt), dischargedTo ? word(dischargedTo) : '')}
          >
            <Link to={stayPath(unitId, stayId)} name={words.openOf(bedName(bedId), dayAndTime(departedAt))}>
              {words.open}
            </Link>
          </StayRow>
        ))}
      </ul>
    </ListFrame>
  )
}
