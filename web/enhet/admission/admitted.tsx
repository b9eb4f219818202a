import { useEffect, useRef } from 'preact/hooks'
import type { AnswerOf } from '../../../lib/contract/routes.ts'
import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'
import { bedName } from '../../parts/bed-name.ts'
import { Link } from '../../parts/link.tsx'
import { Outcome } from '../../parts/outcome.tsx'
import { useIntent } from '../../parts/use-intent.ts'

const words = INNLEGGELSE
type Props = { readonly unitId: string; readonly stay: AnswerOf<'admit-patient'>; readonly onAgain: () => void }

/** The patient is in: where, and the ways on and back. */
export function Admitted({ unitId, stay: { bedId, stayId, unitVersion }, onAgain }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const undo = useIntent('undo-action')
  const unit = `/enhet/${encodeURIComponent(unitId)}`
  const isUndone = undo.standing.kind === 'done'
  return (
    <div class="admitted">
      <h1 class="ds-heading" data-size="md" tabIndex={-1} ref={heading}>
        {isUndone ? words.undone : words.done(bedName(bedId))}
      </h1>
      <Outcome standing={undo.standing} />
      <p class="admitted-ways">
        <Link to={unit}>{words.back}</Link>
        {!isUndone && <Link to={`${unit}/opphold/${encodeURIComponent(stayId)}`}>{words.showStay}</Link>}
        <button type="button" class="ds-button" data-variant="secondary" onClick={onAgain}>
          {words.another}
        </button>
        {!isUndone && (
          <button
            type="button"
            class="ds-button"
            data-variant="secondary"
            onClick={() => undo.start({ params: { unitId }, body: { unitVersion } })}
          >
            {words.undo}
          </button>
        )}
      </p>
    </div>
  )
}
