import { useEffect, useRef } from 'preact/hooks'
import type { Problem } from '../api/problem.ts'

type Props = {
  readonly problem: Problem
  /** What to do next where the page knows it better than the service, which writes for whoever asks. */
  readonly adviceFor?: ((problem: Problem) => string) | undefined
}

/** What stood in the way, and what to do next. */
export function Refusal({ problem, adviceFor = ({ detail }) => detail }: Props) {
  const alert = useRef<HTMLDivElement>(null)
  // In a long form it would stand below what one sees.
  useEffect(() => alert.current?.scrollIntoView({ block: 'nearest' }), [problem])
  return (
    <div class="ds-alert" data-color="danger" role="alert" ref={alert}>
      <p class="ds-heading" data-size="2xs">
        {problem.title}
      </p>
      {adviceFor(problem) && <p class="ds-paragraph">{adviceFor(problem)}</p>}
      {problem.errors.length > 0 && (
        <ul class="ds-list">
          {problem.errors.map(({ pointer, rule }) => (
            <li key={`${pointer} ${rule}`}>
              {pointer} ({rule})
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
