import { useState } from 'preact/hooks'
import { usePolled } from '../api/use-polled.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { type AgreementBody, withoutUnit } from './agreement-body.ts'
import { Faults, type Form, fieldId, Section } from './form.tsx'

const UNHURRIED_MS = 10_000
const inNorwegianOrder = new Intl.Collator('nb').compare

/** Which units the agreement shares, and those that it could take in. */
export function MemberUnits({ form, draft }: { readonly form: Form; readonly draft: AgreementBody }) {
  const known = usePolled('list-region-units', {}, { everyMs: UNHURRIED_MS }).answer?.units
  const members = draft.units.map((unitId) => known?.find((unit) => unit.unitId === unitId) ?? { unitId, name: unitId })
  const free = (known ?? [])
    .filter(({ unitId, agreementId }) => agreementId === null && !members.some((member) => member.unitId === unitId))
    .toSorted((a, b) => inNorwegianOrder(a.name, b.name))
  return (
    <Section id="enheter" title={AVTALE.sections.units} lead={AVTALE.leads.units}>
      <ul class="members" id={fieldId('/units')} tabIndex={-1}>
        {members.map((unit, i) => (
          <li key={unit.unitId} id={fieldId(`/units/${i}`)} tabIndex={-1}>
            <span>{'physical' in unit ? AVTALE.bedsIn(unit.name, unit.physical) : unit.name}</span>
            <button
              type="button"
              class="ds-button"
              data-variant="tertiary"
              aria-label={AVTALE.takeOut(unit.name)}
              onClick={() => form.set('', withoutUnit(draft, unit.unitId))}
            >
              {AVTALE.remove}
            </button>
            <Faults form={form} at={`/units/${i}`} />
          </li>
        ))}
      </ul>
      <Faults form={form} at="/units" />
      {known && free.length === 0 && <p class="ds-paragraph">{AVTALE.noFreeUnits}</p>}
      {free.length > 0 && <TakeIn free={free} onTaken={(unitId) => form.set('/units', [...draft.units, unitId])} />}
    </Section>
  )
}

function TakeIn({
  free,
  onTaken,
}: {
  readonly free: readonly { readonly unitId: string; readonly name: string; readonly physical: number }[]
  readonly onTaken: (unitId: string) => void
}) {
  const [value, setValue] = useState('')
  const chosen = free.find(({ unitId }) => unitId === value) ?? free[0]
  return (
    <div class="fields">
      <label class="field">
        {AVTALE.newUnit}
        <select class="ds-input" value={chosen?.unitId} onChange={({ currentTarget }) => setValue(currentTarget.value)}>
          {free.map(({ unitId, name, physical }) => (
            <option key={unitId} value={unitId}>
              {AVTALE.bedsIn(name, physical)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => chosen && onTaken(chosen.unitId)}>
        {AVTALE.takeIn}
      </button>
    </div>
  )
}
