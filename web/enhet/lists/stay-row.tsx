import type { ComponentChildren } from 'preact'
import { word } from '../../i18n/nb.ts'
import { bedName } from '../../parts/bed-name.ts'
import { PartyChip, type PartySign } from '../party-chip.tsx'

type Props = {
  readonly bedId: string
  readonly partyId: string | undefined
  readonly sign: PartySign | undefined
  readonly service: string | undefined
  readonly text: string
  readonly isUrgent?: boolean
  readonly children?: ComponentChildren
}

/** One patient's bed in a list of the unit: where, whose, what to know, and what can be done. */
export const StayRow = ({ bedId, partyId, sign, service, text, isUrgent = false, children }: Props) => (
  <li class="unit-row" data-urgent={isUrgent}>
    <strong class="unit-row-place">{bedName(bedId)}</strong>
    <div class="unit-row-what">
      <p class="unit-row-head">
        {sign && partyId !== undefined && <PartyChip partyId={partyId} sign={sign} />}{' '}
        {service !== undefined && word(service)}
      </p>
      <p>{text}</p>
    </div>
    <div class="unit-row-acts">{children}</div>
  </li>
)
