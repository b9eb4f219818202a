import type { ComponentChildren } from 'preact'
import { word } from '../../i18n/nb.ts'
import { bedName } from '../bed-name.ts'
import { PartyChip } from '../party-chip.tsx'

type Props = {
  readonly bedId: string
  readonly partyId: string | undefined
  readonly tone: number
  readonly service: string | undefined
  readonly text: string
  readonly isUrgent?: boolean
  readonly children?: ComponentChildren
}

/** One patient's bed in a list of the unit: where, whose, what to know, and what can be done. */
export const StayRow = ({ bedId, partyId, tone, service, text, isUrgent = false, children }: Props) => (
  <li class="unit-row" data-urgent={isUrgent}>
    <strong class="unit-row-place">{bedName(bedId)}</strong>
    <div class="unit-row-what">
      <p class="unit-row-head">
        {partyId !== undefined && <PartyChip partyId={partyId} tone={tone} />} {service !== undefined && word(service)}
      </p>
      <p>{text}</p>
    </div>
    <div class="unit-row-acts">{children}</div>
  </li>
)
