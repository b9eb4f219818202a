import type { Problem } from '../api/problem.ts'

/** What stood in the way, and what to do next, in the service's own words. */
export const Refusal = ({ problem }: { problem: Problem }) => (
  <div class="ds-alert" data-color="danger" role="alert">
    <p class="ds-heading" data-size="2xs">
      {problem.title}
    </p>
    {problem.detail && <p class="ds-paragraph">{problem.detail}</p>}
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
