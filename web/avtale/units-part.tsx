import { useState } from 'preact/hooks'
import type { AnswerOf, AskOf } from '../../lib/contract/routes.ts'
import { ROOM_NEEDS, SERVICES } from '../../lib/contract/words.ts'
import { useAsked } from '../api/use-asked.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { Refusal } from '../parts/refusal.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { faultsIn } from './agreement-body.ts'
import { BeforeSaving } from './before-saving.tsx'
import { CheckField, CodesField, Section, TypedField } from './form.tsx'
import type { SavedAgreement } from './owner-page.tsx'
import { RoomFields } from './room-fields.tsx'
import { WHOLE_NUMBER } from './typed-number.ts'
import { UnitSelect } from './unit-select.tsx'
import { useEditing } from './use-editing.ts'

type SavedUnit = AnswerOf<'get-unit'>
export type UnitBody = AskOf<'put-unit'>['body']
const words = AVTALE.unit
const { fields } = AVTALE
const UNHURRIED_MS = 10_000
/** What a unit may have that a dispatcher asks for; a unit's own others are shown besides. */
const CAPABILITIES = [
  'oksygen',
  'iv',
  'crp',
  'ekg',
  'ultralyd',
  'blodgass',
  'telemetri',
  'antibiotika-iv',
  'smertepumpe',
  'cpap',
  'roentgen',
  'tolk-samisk',
]

/** The agreement's units, one at a time: rooms, beds, and what they can give. */
export function UnitsPart({ agreement }: { readonly agreement: SavedAgreement }) {
  const [chosen, setChosen] = useState<string>(agreement.units[0] ?? '')
  const { agreementId } = agreement
  const names = usePolled('list-units', { params: { agreementId } }, { everyMs: UNHURRIED_MS }).answer?.units ?? []
  const unit = usePolled('get-unit', { params: { unitId: chosen } }, { everyMs: UNHURRIED_MS })
  const elsewhere = names.filter(({ unitId }) => unitId !== chosen && agreement.units.includes(unitId))
  const guaranteed = agreement.groups.reduce((sum, group) => sum + group.guaranteed, 0)
  return (
    <>
      <p class="ds-paragraph">{words.lead}</p>
      {agreement.units.length > 1 && (
        <UnitSelect label={words.choose} units={agreement.units} names={names} chosen={chosen} onChosen={setChosen} />
      )}
      {unit.problem && <Refusal problem={unit.problem} />}
      {!unit.answer && !unit.problem && <p class="ds-paragraph">{TEXT.connection.waiting}</p>}
      {unit.answer && (
        <UnitForm
          key={chosen}
          saved={unit.answer}
          guaranteed={guaranteed}
          bedsElsewhere={elsewhere.reduce((sum, { physical }) => sum + physical, 0)}
          onSaved={unit.refresh}
        />
      )}
    </>
  )
}

function UnitForm({
  saved,
  guaranteed,
  bedsElsewhere,
  onSaved,
}: {
  readonly saved: SavedUnit
  readonly guaranteed: number
  readonly bedsElsewhere: number
  readonly onSaved: () => void
}) {
  const params = { unitId: saved.unitId }
  const editing = useEditing<UnitBody>({ version: saved.version, body: bodyOf(saved) })
  const { draft, base, changes } = editing
  const dryRun = useAsked('put-unit', changes.length > 0 ? { params, body: draft, query: { dryRun: 'true' } } : null, {
    follows: base.version,
  })
  const faults = faultsIn(dryRun)
  const form = editing.form(faults)
  const save = useIntent('put-unit', (answer) => {
    editing.saved({ version: answer.version, body: bodyOf(answer) })
    onSaved()
  })
  const isInUse = dryRun?.kind === 'problem' && dryRun.problem.code === 'bed-in-use'
  const [bedsBefore, bedsAfter] = [base.body, draft].map(countBeds)
  return (
    <div class="editing">
      <div>
        <Section id="om-enheten" title={words.about}>
          <div class="fields">
            <TypedField form={form} at="/name" label={fields['name'] ?? ''} />
            <TypedField form={form} at="/phone" label={fields['phone'] ?? ''} />
            <TypedField form={form} at="/staffed" label={fields['staffed'] ?? ''} typed={WHOLE_NUMBER} />
          </div>
          <CheckField form={form} at="/cleaning" label={fields['cleaning'] ?? ''} />
          <CodesField
            form={form}
            at="/capabilities"
            label={fields['capabilities'] ?? ''}
            options={optionsOf([...CAPABILITIES, ...saved.capabilities])}
          />
          <CodesField form={form} at="/services" label={fields['services'] ?? ''} options={optionsOf(SERVICES)} />
        </Section>
        <RoomFields form={form} draft={draft} features={optionsOf([...ROOM_NEEDS, ...featuresOf(saved)])} />
      </div>
      <BeforeSaving
        editing={editing}
        checked={dryRun}
        faults={faults}
        standing={save.standing}
        saved={AVTALE.panel.saved(base.version)}
        button={AVTALE.panel.saveVersion(base.version + 1)}
        onStale={onSaved}
        onSave={() => save.start({ params, body: draft, query: {} }, base.version)}
      >
        <h3 class="ds-heading" data-size="2xs">
          {AVTALE.effect.title}
        </h3>
        <p class="ds-paragraph">
          {bedsBefore === bedsAfter
            ? words.sameBeds(bedsAfter ?? 0)
            : words.effectBeds(bedsBefore ?? 0, bedsAfter ?? 0)}
        </p>
        {(bedsAfter ?? 0) + bedsElsewhere < guaranteed && (
          <p class="ds-alert" data-color="warning" role="alert">
            {words.notEnough(guaranteed, (bedsAfter ?? 0) + bedsElsewhere)}
          </p>
        )}
      </BeforeSaving>
      {isInUse && (
        <p class="ds-sr-only" role="status">
          {words.inUse}
        </p>
      )}
    </div>
  )
}

const optionsOf = (codes: readonly string[]) => [...new Set(codes)].map((value) => ({ value, label: word(value) }))
const featuresOf = ({ rooms }: SavedUnit) => rooms.flatMap(({ beds }) => beds.flatMap(({ features }) => features))
const countBeds = ({ rooms }: UnitBody): number => rooms.reduce((sum, { beds }) => sum + beds.length, 0)

/** What was saved, as it would be sent to be saved again. A unit that offers everything says nothing about it. */
function bodyOf(saved: SavedUnit): UnitBody {
  const { unitId: _, agreementId: __, version: ___, capabilitiesConfirmedAt: ____, services, ...body } = saved
  // Its codes are text in an answer; they came in by this body's own schema.
  return { ...body, ...(services && { services }) } as UnitBody
}
