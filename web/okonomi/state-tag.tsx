import type { AnswerOf } from '../../lib/contract/routes.ts'
import { word } from '../i18n/nb.ts'

type State = AnswerOf<'list-avregninger'>['months'][number]['state']

const COLOURS = {
  'not-run': 'neutral',
  draft: 'warning',
  locked: 'info',
  approved: 'success',
} as const satisfies Record<State, string>

/** Where a month stands, in words; the colour only repeats them. */
export const StateTag = ({ state }: { readonly state: State }) => (
  <span class="ds-tag" data-color={COLOURS[state]}>
    {word(state)}
  </span>
)
