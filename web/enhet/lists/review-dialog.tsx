import { useState } from 'preact/hooks'
import { REVIEW_OUTCOMES, TEAM_ROLES } from '../../../lib/contract/words.ts'
import { word } from '../../i18n/nb.ts'
import { VENTER } from '../../i18n/nb-venter.ts'
import { dayAndTime } from '../../i18n/time.ts'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { bedName } from '../../parts/bed-name.ts'
import { adviceFor } from '../advice-for.ts'
import type { OnActed } from '../board/use-acted.ts'
import { CodeChoices } from '../dialogs/code-choices.tsx'
import { instantOf, MomentField, NOW } from '../dialogs/moment-field.tsx'

const words = VENTER.review
/** Who must be among those who decide (Delrapport 5, model B and C). */
const JOINT_TEAM: readonly string[] = ['lege', 'sykepleier']

type Props = {
  readonly unitId: string
  readonly stayId: string
  readonly bedId: string
  readonly onActed: OnActed
  readonly onClose: () => void
}

/** The joint team has looked at the stay again: who, when, and how it goes on. */
export function ReviewDialog({ unitId, stayId, bedId, onActed, onClose }: Props) {
  const [roles, setRoles] = useState<readonly string[]>([])
  const [outcome, setOutcome] = useState<(typeof REVIEW_OUTCOMES)[number] | null>(null)
  const [when, setWhen] = useState(NOW)
  const lacking = JOINT_TEAM.filter((role) => !roles.includes(role))
  return (
    <ActDialog
      title={words.title(bedName(bedId))}
      operation="record-review"
      button={words.button}
      adviceFor={adviceFor}
      ask={() => {
        const at = instantOf(when)
        if (at === undefined || outcome === null || lacking.length > 0) return undefined
        return {
          params: { unitId, stayId },
          body: { at, roles: TEAM_ROLES.filter((role) => roles.includes(role)), outcome },
        }
      }}
      onDone={(answer) => onActed(words.said(bedName(bedId), dayAndTime(answer.reviewDueAt)), answer, false)}
      onClose={onClose}
    >
      <fieldset class="choices">
        <legend class="ds-label">{words.who}</legend>
        <div class="choice-row">
          {TEAM_ROLES.map((role) => (
            <label key={role} class="choice">
              <input
                type="checkbox"
                checked={roles.includes(role)}
                onChange={({ currentTarget }) =>
                  setRoles(currentTarget.checked ? [...roles, role] : roles.filter((each) => each !== role))
                }
              />
              {word(role)}
            </label>
          ))}
        </div>
      </fieldset>
      {lacking.length > 0 && (
        <p class="field-hint" role="status">
          {words.lacking(lacking.map(word).join(' og '))}
        </p>
      )}
      <CodeChoices legend={words.outcome} codes={REVIEW_OUTCOMES} value={outcome} isRequired onChosen={setOutcome} />
      <MomentField legend={words.when} value={when} onChange={setWhen} />
    </ActDialog>
  )
}
