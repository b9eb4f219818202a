import { SERVICES } from '../../../lib/contract/words.ts'
import { word } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { Field } from '../../parts/field.tsx'

type Props = {
  readonly label?: string
  /** Null where the unit offers all. */
  readonly offered: readonly string[] | null
  readonly value: string | undefined
  readonly onChosen: (service: (typeof SERVICES)[number]) => void
}

/** One of the services that the unit offers. */
export const ServiceSelect = ({ label = ENHET.service, offered, value, onChosen }: Props) => (
  <Field label={label}>
    {(field) => (
      <select
        {...field}
        class="ds-input"
        required
        value={value ?? ''}
        onChange={({ currentTarget }) => {
          const chosen = SERVICES.find((service) => service === currentTarget.value)
          if (chosen) onChosen(chosen)
        }}
      >
        {value === undefined && <option value="">{ENHET.chooseService}</option>}
        {SERVICES.filter((service) => offered?.includes(service) ?? true).map((service) => (
          <option key={service} value={service}>
            {word(service)}
          </option>
        ))}
      </select>
    )}
  </Field>
)
