import type { AnswerOf, AskOf } from '../../lib/contract/routes.ts'
import { SERVICES, UNIT_KINDS } from '../../lib/contract/words.ts'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { serviceTime } from '../api/service-clock.ts'
import { BeforeSaving } from '../avtale/before-saving.tsx'
import { codeFrom } from '../avtale/code-from.ts'
import { firstDateAfter } from '../avtale/first-date-after.ts'
import { CodesField, type Form, Section, TypedField } from '../avtale/form.tsx'
import { EXACT_NUMBER } from '../avtale/typed-number.ts'
import type { Saved } from '../avtale/use-editing.ts'
import { useNextVersion } from '../avtale/use-next-version.ts'
import { word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { KRITERIER } from '../i18n/nb-kriterier.ts'
import { osloDate } from '../i18n/time.ts'
import { CoreCriteria } from './core-criteria.tsx'

type CoreSet = AnswerOf<'get-criteria-set'>
export type CoreBody = AskOf<'put-criteria-set'>['body']
const words = KRITERIER.set
const { fields } = AVTALE

type Props = {
  /** Undefined for one from nothing, which gets its id from its name. */
  readonly saved: CoreSet | undefined
  /** The sets there are. */
  readonly taken: readonly string[]
  readonly onSaved: (criteriaSetId?: string) => void
}

/** The next version of a core set, tried by the service as it is written: a rule that nobody can meet is found here. */
export function CoreSetForm({ saved, taken, onSaved }: Props) {
  const paramsFor = ({ title }: CoreBody) => ({ criteriaSetId: saved?.criteriaSetId ?? (codeFrom(title) || 'nytt') })
  const { editing, form, panel } = useNextVersion({
    newest: saved ? nextOf(saved) : { version: 0, body: blank() },
    isNew: saved === undefined,
    check: ['put-criteria-set', (body) => ({ params: paramsFor(body), body, query: { dryRun: 'true' } })],
    save: ['put-criteria-set', (body) => ({ params: paramsFor(body), body, query: {} })],
    savedOf: nextOf,
    onSaved: (answer) => onSaved(answer?.criteriaSetId),
  })
  const { draft, base } = editing
  const isTaken = saved === undefined && base.version === 0 && taken.includes(paramsFor(draft).criteriaSetId)
  return (
    <div class="editing">
      <div>
        <p class="ds-paragraph">
          {saved ? words.version(saved.criteriaVersion, shortDate(saved.validFrom)) : words.fromNothing}
        </p>
        {isTaken && (
          <p class="ds-alert" data-color="warning" role="alert">
            {words.taken}
          </p>
        )}
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
      <BeforeSaving {...panel}>
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
/** From today, with all that must be said still to be said. */
const blank = (): CoreBody => ({
  title: '',
  source: '',
  validFrom: osloDate(serviceTime(Date.now())),
  appliesTo: { kinds: [], services: [] },
  config: {},
  effectOverrides: {},
  inputTypes: {},
  criteria: [],
})

function nextOf({ criteriaSetId: _, criteriaVersion: __, savedAt: ___, version, ...body }: CoreSet): Saved<CoreBody> {
  return { version, body: { ...body, validFrom: firstDateAfter(body.validFrom) } }
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
