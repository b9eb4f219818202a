import { word } from '../../i18n/nb.ts'
import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'
import { Choices } from '../../parts/choices.tsx'
import type { Reply } from './draft.ts'
import { type Criterion, isComputed, type Reason } from './verdict-of.ts'

const words = INNLEGGELSE
const REPLIES = ['yes', 'no', 'unknown'] as const
const KEYS: Readonly<Record<string, Reply>> = { j: 'yes', n: 'no', v: 'unknown' }

export const rowId = (criterionId: string): string => `k-${criterionId}`

type Props = {
  readonly criterion: Criterion
  readonly reason: Reason | undefined
  readonly reply: Reply | undefined
  /** Answered with many others by one press. */
  readonly isTogether: boolean
  readonly wrong: string | undefined
  readonly onReply: (reply: Reply) => void
}

/** One criterion: its text, the answer, and what the answer comes to as soon as the service has said it. */
export function CriterionRow({ criterion, reason, reply, isTogether, wrong, onReply }: Props) {
  const { criterionId, textNb, effect } = criterion
  const computed = isComputed(criterion)
  const standing = standingOf(reason, computed || reply !== undefined)
  return (
    <div id={rowId(criterionId)} class="criterion" data-standing={standing} tabIndex={computed ? -1 : undefined}>
      {computed ? (
        <p class="criterion-text">
          {textNb}{' '}
          <small>{reason && reason.met !== 'unknown' ? words.computed(word(reason.answer)) : words.waitsFor}</small>
        </p>
      ) : (
        <Choices
          legend={
            <>
              {textNb} {isTogether && <small>{words.together}</small>}
            </>
          }
          options={REPLIES.map((value) => ({ value, label: word(value) }))}
          value={reply ?? null}
          error={wrong}
          keys={KEYS}
          onChosen={onReply}
        />
      )}
      {standing === 'against' && (
        <p class="criterion-standing">
          <span aria-hidden="true">✕ </span>
          {word(effect)}
        </p>
      )}
      {standing === 'contradicted' && (
        <p class="criterion-standing">
          <span aria-hidden="true">≠ </span>
          {words.contradicts}
        </p>
      )}
    </div>
  )
}

function standingOf(reason: Reason | undefined, isSpoken: boolean): 'for' | 'against' | 'contradicted' | undefined {
  if (reason?.contradiction) return 'contradicted'
  if (reason?.met === 'true') return 'for'
  return reason?.met === 'false' && isSpoken ? 'against' : undefined
}
