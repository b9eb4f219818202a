import type { AnswerOf, AskOf } from '../../lib/contract/routes.ts'
import { SERVICES, UNIT_KINDS } from '../../lib/contract/words.ts'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { useAsked } from '../api/use-asked.ts'
import { faultsIn } from '../avtale/agreement-body.ts'
import { BeforeSaving } from '../avtale/before-saving.tsx'
import { firstDateAfter } from '../avtale/first-date-after.ts'
import { CodesField, type Form, Section, TypedField } from '../avtale/form.tsx'
import { EXACT_NUMBER } from '../avtale/typed-number.ts'
import { useEditing } from '../avtale/use-editing.ts'
import { word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { KRITERIER } from '../i18n/nb-kriterier.ts'
import { useIntent } from '../parts/use-intent.ts'
import { CoreCriteria } from './core-criteria.tsx'

type CoreSet = AnswerOf<'get-criteria-set'>
export type CoreBody = AskOf<'put-criteria-set'>['body']
const words = KRITERIER.set
const { fields } = AVTALE

/** The next version of a core set, tried by the service as it is written: a rule that nobody can meet is found here. */
export function CoreSetForm({ saved, onSaved }: { readonly saved: CoreSet; readonly onSaved: () => void }) {
  const params = { criteriaSetId: saved.criteriaSetId }
  const editing = useEditing<CoreBody>({ version: saved.version, body: nextOf(saved) })
  const { draft, base, changes } = editing
  const dryRun = useAsked(
    'put-criteria-set',
    changes.length > 0 ? { params, body: draft, query: { dryRun: 'true' } } : null,
    { follows: base.version },
  )
  const faults = faultsIn(dryRun, draft)
  const form = editing.form(faults)
  const save = useIntent('put-criteria-set', (answer) => {
    editing.saved({ version: answer.version, body: nextOf(answer) })
    onSaved()
  })
  return (
    <div class="editing">
      <div>
        <p class="ds-paragraph">{words.version(saved.criteriaVersion, shortDate(saved.validFrom))}</p>
        <Section id="om-settet" title={words.about}>
          <div class="fields">
            <TypedField form={form} at="/validFrom" label={fields['validFrom'] ?? ''} type="date" />
            <TypedField form={form} at="/title" label={words.title} isLong />
            <TypedField form={form} at="/source" label={words.source} isLong />
          </div>
          <CodesField form={form} at="/appliesTo/services" label={words.services} options={optionsOf(SERVICES)} />
          <CodesField form={form} at="/appliesTo/kinds" label={words.kinds} options={optionsOf(UNIT_KINDS)} />
        </Section>
        <Settings form={form} draft={draft} />
        <CoreCriteria form={form} draft={draft} />
      </div>
      <BeforeSaving
        editing={editing}
        checked={dryRun}
        faults={faults}
        standing={save.standing}
        onStale={onSaved}
        onSave={() => save.start({ params, body: draft, query: {} }, base.version)}
      >
        <h3 class="ds-heading" data-size="2xs">
          {AVTALE.effect.title}
        </h3>
        <p class="ds-paragraph">{words.effectBody(...countChanges(base.body, draft))}</p>
      </BeforeSaving>
    </div>
  )
}

/** The numbers that the set's rules compare with. */
function Settings({ form, draft }: { readonly form: Form; readonly draft: CoreBody }) {
  const numbers = Object.entries(draft.config ?? {}).filter(([, value]) => typeof value === 'number')
  if (numbers.length === 0) return null
  return (
    <Section id="innstillinger" title={words.settings}>
      <div class="fields">
        {numbers.map(([name]) => (
          <TypedField
            key={name}
            form={form}
            at={`/config/${name}`}
            label={AVTALE.criteria.settingNames[name] ?? name}
            typed={EXACT_NUMBER}
          />
        ))}
      </div>
    </Section>
  )
}

const optionsOf = (codes: readonly string[]) => codes.map((value) => ({ value, label: word(value) }))

/** What was saved, from the first date that another version of it can begin on. */
function nextOf(saved: CoreSet): CoreBody {
  const { criteriaSetId: _, version: __, criteriaVersion: ___, savedAt: ____, ...body } = saved
  return { ...body, validFrom: firstDateAfter(saved.validFrom) }
}

function countChanges(before: CoreBody, after: CoreBody): [added: number, gone: number, changed: number] {
  const [were, are] = [before, after].map(
    ({ criteria, effectOverrides = {} }) =>
      new Map(criteria.map((each) => [each.id, JSON.stringify([each, effectOverrides[each.id]])])),
  )
  if (!were || !are) return [0, 0, 0]
  const common = [...are].filter(([id]) => were.has(id))
  return [
    are.size - common.length,
    were.size - common.length,
    common.filter(([id, text]) => were.get(id) !== text).length,
  ]
}
