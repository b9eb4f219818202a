import { TEAM_ROLES } from '../../../lib/contract/words.ts'
import { word } from '../../i18n/nb.ts'
import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'
import { Field } from '../../parts/field.tsx'
import type { Draft } from './draft.ts'
import { type Wrongs, wrongAt } from './wrongs.ts'

const words = INNLEGGELSE.override

type Props = { readonly draft: Draft; readonly wrongs: Wrongs; readonly onChange: (part: Partial<Draft>) => void }

/** Shown only where something says no: why it is done all the same, and who decided. */
export function OverridePart({ draft, wrongs, onChange }: Props) {
  const wrongRoles = wrongAt(wrongs, '/override/roles')
  return (
    <section class="part override" aria-labelledby="overstyr">
      <h2 id="overstyr" class="ds-heading" data-size="xs">
        {words.title}
      </h2>
      <p>{words.lead}</p>
      <Field label={words.reason} error={wrongAt(wrongs, '/override/reason')}>
        {(field) => (
          <textarea
            {...field}
            class="ds-input"
            rows={2}
            maxLength={500}
            value={draft.overrideReason}
            onInput={({ currentTarget }) => onChange({ overrideReason: currentTarget.value })}
          />
        )}
      </Field>
      <fieldset class="choices" aria-describedby="overstyr-hvem">
        <legend class="ds-label">{words.roles}</legend>
        <div class="choice-row">
          {TEAM_ROLES.map((role) => (
            <label key={role} class="choice">
              <input
                type="checkbox"
                aria-invalid={wrongRoles ? true : undefined}
                checked={draft.overrideRoles.includes(role)}
                onChange={() =>
                  onChange({
                    overrideRoles: draft.overrideRoles.includes(role)
                      ? draft.overrideRoles.filter((other) => other !== role)
                      : [...draft.overrideRoles, role],
                  })
                }
              />
              {word(role)}
            </label>
          ))}
        </div>
        <p id="overstyr-hvem" class="field-hint">
          {words.who}
        </p>
        {wrongRoles && (
          <p class="field-error">
            <span aria-hidden="true">▲ </span>
            {wrongRoles}
          </p>
        )}
      </fieldset>
    </section>
  )
}
