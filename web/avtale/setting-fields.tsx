import { AVTALE } from '../i18n/nb-avtale.ts'
import type { CoreSet, VariantBody } from './criteria-part.tsx'
import { type Form, Section, TypedField } from './form.tsx'
import { EXACT_NUMBER } from './typed-number.ts'

const words = AVTALE.criteria

/** The numbers that the set's rules compare with, such as an age; the unit's own in place of the region's. */
export function SettingFields({
  form,
  draft,
  core,
}: {
  readonly form: Form
  readonly draft: VariantBody
  readonly core: CoreSet
}) {
  const { changes } = draft
  const settings = Object.entries(core.config ?? {}).flatMap(([name, value]) =>
    typeof value === 'number' ? [{ name, value }] : [],
  )
  if (settings.length === 0) return null
  return (
    <Section id="innstillinger" title={words.settings}>
      {settings.map(({ name, value }) => {
        const at = changes.findIndex((change) => 'config' in change && change.config === name)
        return (
          <div key={name} class="row">
            <label class="choice">
              <input
                type="checkbox"
                checked={at >= 0}
                onChange={({ currentTarget: { checked } }) =>
                  form.set(
                    '/changes',
                    checked
                      ? [...changes, { does: 'replace', config: name, value, reason: '' }]
                      : changes.filter((_, i) => i !== at),
                  )
                }
              />
              {words.ownSetting(words.settingNames[name] ?? name, String(value).replace('.', ','))}
            </label>
            {at >= 0 && (
              <div class="fields">
                <TypedField
                  form={form}
                  at={`/changes/${at}/value`}
                  label={AVTALE.fields['value'] ?? ''}
                  name={words.settingFor(words.settingNames[name] ?? name)}
                  typed={EXACT_NUMBER}
                />
                <TypedField
                  form={form}
                  at={`/changes/${at}/reason`}
                  label={AVTALE.fields['reason'] ?? ''}
                  name={words.reasonFor(words.settingNames[name] ?? name)}
                />
              </div>
            )}
          </div>
        )
      })}
    </Section>
  )
}
