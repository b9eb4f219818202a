import { useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { Refusal } from '../parts/refusal.tsx'
import { BeforeSaving } from './before-saving.tsx'
import type { SavedAgreement } from './owner-page.tsx'
import { countBeds, type UnitBody, UnitFields } from './unit-fields.tsx'
import { UnitSelect } from './unit-select.tsx'
import type { Saved } from './use-editing.ts'
import { useNextVersion } from './use-next-version.ts'

type SavedUnit = AnswerOf<'get-unit'>
const words = AVTALE.unit
const UNHURRIED_MS = 10_000
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
  const { editing, form, checked, panel } = useNextVersion({
    newest: savedOf(saved),
    check: ['put-unit', (body) => ({ params, body, query: { dryRun: 'true' } })],
    save: ['put-unit', (body) => ({ params, body, query: {} })],
    savedOf,
    onSaved,
  })
  const { draft, base } = editing
  const isInUse = checked?.kind === 'problem' && checked.problem.code === 'bed-in-use'
  const [bedsBefore, bedsAfter] = [base.body, draft].map(countBeds)
  return (
    <div class="editing">
      <div>
        <UnitFields form={form} draft={draft} saved={saved} />
      </div>
      <BeforeSaving {...panel}>
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

/** What was saved, as it would be sent to be saved again. A unit that offers everything says nothing about it. */
function savedOf(saved: SavedUnit): Saved<UnitBody> {
  const { unitId: _, agreementId: __, version, capabilitiesConfirmedAt: ___, services, ...body } = saved
  // Its codes are text in an answer; they came in by this body's own schema.
  return { version, body: { ...body, ...(services && { services }) } as UnitBody }
}
