import { useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { useAsked } from '../api/use-asked.ts'
import { faultsIn } from '../avtale/agreement-body.ts'
import { codeFrom } from '../avtale/code-from.ts'
import { FaultList, focusField } from '../avtale/fault-list.tsx'
import { countBeds, type UnitBody, UnitFields } from '../avtale/unit-fields.tsx'
import { useEditing } from '../avtale/use-editing.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { REGION } from '../i18n/nb-region.ts'
import { Outcome } from '../parts/outcome.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { useOnceChecked } from './use-once-checked.ts'

export type RegionUnit = AnswerOf<'list-region-units'>['units'][number]
const words = REGION.unit
const BLANK = {
  name: '',
  kind: 'kad',
  kommune: '',
  area: '',
  phone: '',
  cleaning: false,
  staffed: 1,
  capabilities: [],
  rooms: [{ room: '101', beds: [{ bedId: 'bed_101a', features: [] }] }],
} as const

type Props = {
  /** The units there are: a new one is in one of their areas, and often beside one of them. */
  readonly known: readonly RegionUnit[]
  readonly onSaved: (unitId: string, name: string) => void
  readonly onCancel: () => void
}

/** A unit that is not there yet, with its rooms and beds. */
export function NewUnit({ known, onSaved, onCancel }: Props) {
  // Two of its numbers are still to be written, and the service says so until they are.
  const editing = useEditing<UnitBody>({ version: 0, body: BLANK as unknown as UnitBody })
  const { draft } = editing
  const params = { unitId: `unit_${codeFrom(draft.name ?? '') || 'ny'}` }
  const dryRun = useAsked(
    'put-unit',
    { params, body: draft, query: { dryRun: 'true' } },
    {
      follows: 'absent',
    },
  )
  const faults = faultsIn(dryRun, draft)
  const [isTried, setTried] = useState(false)
  // What is not written yet is no fault before somebody means to be done.
  const shown = isTried ? faults : faults.filter(({ rule }) => rule !== 'missing')
  const form = editing.form(shown)
  const save = useIntent('put-unit', ({ unitId, name }) => onSaved(unitId, name))
  const isTaken = dryRun?.kind === 'problem' && ['version-mismatch', 'forbidden'].includes(dryRun.problem.code)
  const finish = useOnceChecked(dryRun !== undefined, () => {
    setTried(true)
    const [wrong] = faults
    if (dryRun?.kind === 'answer') save.start({ params, body: draft, query: {} }, 'absent')
    else if (wrong) focusField(wrong.pointer)
  })
  const [beds, staffed] = [countBeds(draft), draft.staffed]
  return (
    <section class="row" aria-labelledby="ny-enhet">
      <h2 class="ds-heading" data-size="sm" id="ny-enhet">
        {words.title}
      </h2>
      <p class="ds-paragraph">{words.lead}</p>
      <UnitFields
        form={form}
        draft={draft}
        place={{
          areas: [...new Set(known.map(({ area }) => area))].toSorted(),
          onKommune: (kommune) => form.set('', { ...draft, ...placeIn(known, draft, kommune) }),
        }}
      />
      <p class="ds-paragraph check-state" role="status" data-state={dryRun?.kind === 'answer' ? 'fine' : undefined}>
        {dryRun === undefined && AVTALE.panel.checking}
        {dryRun?.kind === 'unreachable' && AVTALE.panel.unreachable}
        {isTaken && words.taken}
        {shown.length > 0 && AVTALE.panel.wrong(shown.length)}
        {dryRun?.kind === 'answer' && AVTALE.panel.fine}
      </p>
      {staffed < beds && (
        <p class="ds-alert" data-color="warning">
          {words.staffed(staffed, beds)}
        </p>
      )}
      {shown.length > 0 && <FaultList draft={draft} faults={shown} />}
      {dryRun?.kind === 'problem' && faults.length === 0 && !isTaken && <Refusal problem={dryRun.problem} />}
      <Outcome standing={save.standing} />
      <div class="buttons">
        <button type="button" class="ds-button" disabled={save.standing.kind === 'sending'} onClick={finish.start}>
          {words.save}
        </button>
        <button type="button" class="ds-button" data-variant="tertiary" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </section>
  )
}

/** Where the kommune has a unit already, the new one is not far from it. */
function placeIn(known: readonly RegionUnit[], draft: UnitBody, kommune: string) {
  const near = known.find((unit) => unit.kommune === kommune)
  const { area, lat, lon } = near ?? draft
  return { kommune, area, lat, lon }
}
