import { useState } from 'preact/hooks'
import type { AgreementBody } from '../avtale/agreement-body.ts'
import { CodesField, Faults, type Form, fieldId, Section } from '../avtale/form.tsx'
import { TEXT } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { REGION } from '../i18n/nb-region.ts'
import { NewUnit, type RegionUnit } from './new-unit.tsx'

const words = REGION.wizard

type Props = {
  readonly form: Form
  readonly draft: AgreementBody
  readonly known: readonly RegionUnit[] | undefined
  readonly onNew: () => void
}

/** Which of the units without an agreement it takes in, and the way to a new one. */
export function ChooseUnits({ form, draft, known, onNew }: Props) {
  const [isMaking, setMaking] = useState(false)
  const [said, setSaid] = useState('')
  if (!known) return <p class="ds-paragraph">{TEXT.connection.waiting}</p>
  const free = known.filter(({ agreementId }) => agreementId === null)
  return (
    <Section id="velg-enheter" title={words.chooseUnits} lead={words.chooseUnitsLead}>
      {free.length === 0 ? (
        <p class="ds-paragraph" id={fieldId('/units')} tabIndex={-1}>
          {words.noUnits} <Faults form={form} at="/units" />
        </p>
      ) : (
        <CodesField
          form={form}
          at="/units"
          label={AVTALE.newUnit}
          options={free.map(({ unitId, name, physical }) => ({ value: unitId, label: AVTALE.bedsIn(name, physical) }))}
        />
      )}
      <p class="ds-paragraph" role="status">
        {said}
      </p>
      {isMaking ? (
        <NewUnit
          known={known}
          onCancel={() => setMaking(false)}
          onSaved={(unitId, name) => {
            form.set('/units', [...draft.units, unitId])
            setSaid(REGION.unit.saved(name))
            setMaking(false)
            onNew()
          }}
        />
      ) : (
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => setMaking(true)}>
          {words.addUnit}
        </button>
      )}
    </Section>
  )
}
