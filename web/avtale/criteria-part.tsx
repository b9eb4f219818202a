import { useState } from 'preact/hooks'
import type { AnswerOf, AskOf } from '../../lib/contract/routes.ts'
import { SERVICES, type Service } from '../../lib/contract/words.ts'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { serviceTime } from '../api/service-clock.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { osloDate } from '../i18n/time.ts'
import { BeforeSaving } from './before-saving.tsx'
import { CriterionFields } from './criterion-fields.tsx'
import { firstDateAfter } from './first-date-after.ts'
import { CheckField, Section, TypedField } from './form.tsx'
import { OwnCriteria } from './own-criteria.tsx'
import type { SavedAgreement } from './owner-page.tsx'
import { SettingFields } from './setting-fields.tsx'
import { UnitSelect } from './unit-select.tsx'
import type { Saved } from './use-editing.ts'
import { useNextVersion } from './use-next-version.ts'

export type CoreSet = AnswerOf<'get-criteria-set'>
export type VariantBody = AskOf<'put-variant'>['body']
type Variant = AnswerOf<'get-variant'>
const words = AVTALE.criteria
const { fields } = AVTALE
const UNHURRIED_MS = 10_000

/** What a unit asks for at one of its services: the region's set, and what the unit does otherwise. */
export function CriteriaPart({ agreement }: { readonly agreement: SavedAgreement }) {
  const { agreementId } = agreement
  const [unitId, setUnitId] = useState<string>(agreement.units[0] ?? '')
  const [service, setService] = useState<Service>(SERVICES[0])
  const names = usePolled('list-units', { params: { agreementId } }, { everyMs: UNHURRIED_MS }).answer?.units ?? []
  const sets = usePolled('list-criteria-sets', {}, { everyMs: UNHURRIED_MS }).answer?.sets
  const inForce = sets
    ?.flatMap(({ criteriaSetId, versions }) => versions.map((version) => ({ criteriaSetId, ...version })))
    .find((version) => version.inForce && version.services.includes(service))
  const variant = usePolled('get-variant', { params: { unitId, service }, query: {} }, { everyMs: UNHURRIED_MS })
  const core = variant.answer?.core ?? inForce
  const set = usePolled(
    'get-criteria-set',
    core ? { params: { criteriaSetId: core.criteriaSetId }, query: { version: core.criteriaVersion } } : null,
    { everyMs: UNHURRIED_MS },
  ).answer
  const isKnown = variant.answer !== undefined || variant.problem?.code === 'variant-not-found'
  return (
    <>
      <p class="ds-paragraph">{words.lead}</p>
      <div class="fields">
        <UnitSelect label={words.unit} units={agreement.units} names={names} chosen={unitId} onChosen={setUnitId} />
        <label class="field">
          {words.service}
          <select
            class="ds-input"
            value={service}
            onChange={({ currentTarget }) =>
              setService(SERVICES.find((each) => each === currentTarget.value) ?? SERVICES[0])
            }
          >
            {SERVICES.map((each) => (
              <option key={each} value={each}>
                {word(each)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {sets && !core && <p class="ds-paragraph">{words.none}</p>}
      {core && !(set && isKnown) && <p class="ds-paragraph">{TEXT.connection.waiting}</p>}
      {set && isKnown && (
        <VariantForm
          key={`${unitId} ${service}`}
          at={{ unitId, service }}
          core={set}
          saved={variant.answer}
          onSaved={variant.refresh}
        />
      )}
    </>
  )
}

function VariantForm({
  at,
  core,
  saved,
  onSaved,
}: {
  readonly at: { readonly unitId: string; readonly service: Service }
  readonly core: CoreSet
  readonly saved: Variant | undefined
  readonly onSaved: () => void
}) {
  const { editing, form, panel } = useNextVersion({
    newest: saved ? nextOf(saved) : { version: 0, body: plainOn(core) },
    isNew: saved === undefined,
    check: ['put-variant', (body) => ({ params: at, body, query: { dryRun: 'true' } })],
    save: ['put-variant', (body) => ({ params: at, body, query: {} })],
    savedOf: nextOf,
    onSaved,
  })
  const { draft } = editing
  return (
    <div class="editing">
      <div>
        <p class="ds-paragraph">
          {words.core(core.title, core.criteriaVersion)}{' '}
          {saved ? words.variant(saved.version, shortDate(saved.validFrom)) : words.noVariant}
        </p>
        <Section id="gjelder" title={AVTALE.sections.when} lead={words.newFrom}>
          <div class="fields">
            <TypedField form={form} at="/validFrom" label={fields['validFrom'] ?? ''} type="date" />
          </div>
          <CheckField form={form} at="/requireAssessment" label={fields['requireAssessment'] ?? ''} />
          <CheckField form={form} at="/binds" label={fields['binds'] ?? ''} />
        </Section>
        <CriterionFields form={form} draft={draft} core={core} />
        <OwnCriteria form={form} draft={draft} core={core} />
        <SettingFields form={form} draft={draft} core={core} />
      </div>
      <BeforeSaving {...panel}>
        <h3 class="ds-heading" data-size="2xs">
          {AVTALE.effect.title}
        </h3>
        <p class="ds-paragraph">
          {words.summary(countOf(draft, 'tighten'), countOf(draft, 'loosen'), countOf(draft, 'replace'))}{' '}
          {words.oldStands}
        </p>
      </BeforeSaving>
    </div>
  )
}

const countOf = ({ changes }: VariantBody, kind: string): number => changes.filter(({ does }) => does === kind).length

/** What was saved, from the first date that another version of it can begin on. */
function nextOf({
  version,
  core,
  validFrom,
  requireAssessment,
  binds,
  inputTypes,
  changes,
}: Variant): Saved<VariantBody> {
  const body = { core, validFrom: firstDateAfter(validFrom), requireAssessment, binds, inputTypes, changes }
  return { version, body }
}

/** A unit that does as the region does, from today. */
const plainOn = ({ criteriaSetId, criteriaVersion }: CoreSet): VariantBody => ({
  core: { criteriaSetId, criteriaVersion },
  validFrom: osloDate(serviceTime(Date.now())),
  requireAssessment: true,
  binds: true,
  inputTypes: {},
  changes: [],
})
