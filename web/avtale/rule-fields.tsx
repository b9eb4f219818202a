import { AVTALE } from '../i18n/nb-avtale.ts'
import { ChoiceField, type Form, Section, TypedField } from './form.tsx'
import { EXACT_NUMBER, WHOLE_NUMBER } from './typed-number.ts'

const { fields } = AVTALE
const WHOLE = [
  'holdMinutes',
  'answerMinutes',
  'arrivalGraceMinutes',
  'staleAfterMinutes',
  'undoMinutes',
  'reviewAfterDogn',
  'specialistAfterDogn',
] as const
const ROOMS = ['isolation', 'gender', 'bariatric', 'companion', 'shielded'] as const

/** How long things last, and how strictly the rooms' rules are kept. */
export const RuleFields = ({ form }: { readonly form: Form }) => (
  <Section id="regler" title={AVTALE.sections.rules} lead={AVTALE.leads.rules}>
    <div class="fields">
      {WHOLE.map((field) => (
        <TypedField
          key={field}
          form={form}
          at={`/rules/${field}`}
          label={fields[field] ?? field}
          typed={WHOLE_NUMBER}
        />
      ))}
      <TypedField form={form} at="/rules/kadMeanDogn" label={fields['kadMeanDogn'] ?? ''} typed={EXACT_NUMBER} />
      {ROOMS.map((field) => (
        <ChoiceField
          key={field}
          form={form}
          at={`/rules/rooms/${field}`}
          label={fields[field] ?? field}
          options={Object.entries(AVTALE.strictness).map(([value, label]) => ({ value, label }))}
        />
      ))}
    </div>
  </Section>
)
