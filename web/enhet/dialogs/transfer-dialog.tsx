import { useState } from 'preact/hooks'
import { SERVICES } from '../../../lib/contract/words.ts'
import { usePolled } from '../../api/use-polled.ts'
import { TEXT, word } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { bedName } from '../../parts/bed-name.ts'
import { Field } from '../../parts/field.tsx'
import { adviceFor } from '../advice-for.ts'
import type { StayDialogProps } from './dialog-props.ts'
import { ServiceSelect } from './service-select.tsx'

const words = ENHET.transfer
const SEEN_EVERY_MS = 10_000

/** To another unit's bed, in one stroke; where there is room is asked as a dispatcher would. */
export function TransferDialog({ unitId, bed, stay, onActed, onClose }: StayDialogProps) {
  const [service, setService] = useState(SERVICES.find((each) => each === stay.service) ?? SERVICES[0])
  const [toUnitId, setToUnitId] = useState('')
  const { answer, connection } = usePolled(
    'find-beds',
    { query: { ...whoseOf(stay.partyId), service, needs: stay.needs.join(',') || undefined } },
    { everyMs: SEEN_EVERY_MS },
  )
  const units = answer?.units.filter((unit) => unit.unitId !== unitId && unit.entitlement !== 'none') ?? []
  const chosen = units.find((unit) => unit.unitId === toUnitId)
  return (
    <ActDialog
      title={words.title(bedName(bed.bedId))}
      operation="transfer-stay"
      button={words.button}
      adviceFor={adviceFor}
      ask={() =>
        toUnitId === '' ? undefined : { params: { unitId, stayId: stay.stayId }, body: { toUnitId, service } }
      }
      onDone={(answer) => onActed(words.said(bedName(bed.bedId), chosen?.name ?? ''), answer, false)}
      onClose={onClose}
    >
      <ServiceSelect offered={null} value={service} onChosen={setService} />
      <Field label={words.to} hint={words.hint}>
        {(field) => (
          <select
            {...field}
            class="ds-input"
            required
            value={toUnitId}
            onChange={({ currentTarget }) => setToUnitId(currentTarget.value)}
          >
            <option value="">
              {answer ? words.choose : TEXT.connection[connection === 'lost' ? 'lostShort' : 'waiting']}
            </option>
            {units.map((unit) => (
              <option key={unit.unitId} value={unit.unitId} disabled={unit.bookable === 0}>
                {words.unit(unit.name, word(unit.status), unit.bookable)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {chosen && <p>{words.call(chosen.name, chosen.phone)}</p>}
    </ActDialog>
  )
}

const whoseOf = (partyId: string): { readonly kommune?: string; readonly hf?: string } => {
  const number = partyId.replace(/^\D+/, '')
  return partyId.startsWith('k-') ? { kommune: number } : { hf: number }
}
