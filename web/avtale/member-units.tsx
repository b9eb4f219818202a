import { usePolled } from '../api/use-polled.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { AddFrom } from './add-from.tsx'
import { type AgreementBody, withoutUnit } from './agreement-body.ts'
import { Faults, type Form, fieldId, Section } from './form.tsx'

const UNHURRIED_MS = 10_000
const inNorwegianOrder = new Intl.Collator('nb').compare

type Props = { readonly form: Form; readonly draft: AgreementBody; readonly agreementId: string }

/** Which units the agreement shares, and those that it could take in. */
export function MemberUnits({ form, draft, agreementId: own }: Props) {
  const known = usePolled('list-region-units', {}, { everyMs: UNHURRIED_MS }).answer?.units
  const members = draft.units.map((unitId) => known?.find((unit) => unit.unitId === unitId) ?? { unitId, name: unitId })
  const free = (known ?? [])
    .filter(
      ({ unitId, agreementId }) =>
        (agreementId === null || agreementId === own) && !members.some((member) => member.unitId === unitId),
    )
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
      {free.length > 0 && (
        <AddFrom
          label={AVTALE.newUnit}
          button={AVTALE.takeIn}
          options={free.map(({ unitId, name, physical }) => ({ value: unitId, label: AVTALE.bedsIn(name, physical) }))}
          onAdd={(unitId) => form.set('/units', [...draft.units, unitId])}
        />
      )}
    </Section>
  )
}
