import { usePolled } from '../api/use-polled.ts'
import { TEXT } from '../i18n/nb.ts'
import { KRITERIER } from '../i18n/nb-kriterier.ts'
import { Link } from '../parts/link.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { CoreSetForm } from './core-set-form.tsx'

const words = KRITERIER.set
const UNHURRIED_MS = 10_000

/** The region's own sets of criteria, one at a time. */
export function CriteriaSets({ criteriaSetId }: { readonly criteriaSetId: string | undefined }) {
  const { answer, problem, refresh } = usePolled('list-criteria-sets', {}, { everyMs: UNHURRIED_MS })
  const chosen = answer?.sets.find((set) => set.criteriaSetId === criteriaSetId) ?? answer?.sets[0]
  const set = usePolled(
    'get-criteria-set',
    chosen ? { params: { criteriaSetId: chosen.criteriaSetId }, query: {} } : null,
    { everyMs: UNHURRIED_MS },
  )
  if (problem) return <Refusal problem={problem} />
  if (!answer || !chosen) return <p class="ds-paragraph">{TEXT.connection.waiting}</p>
  return (
    <>
      <p class="ds-paragraph">{words.lead}</p>
      <nav aria-label={words.choose} class="parts">
        {answer.sets.map(({ criteriaSetId: id, versions }) => (
          <Link key={id} to={`/region/kriterier/${id}`} isCurrent={id === chosen.criteriaSetId}>
            {versions.at(-1)?.title ?? id}
          </Link>
        ))}
      </nav>
      {set.problem && <Refusal problem={set.problem} />}
      {set.answer?.criteriaSetId === chosen.criteriaSetId && (
        <CoreSetForm
          key={chosen.criteriaSetId}
          saved={set.answer}
          onSaved={() => {
            set.refresh()
            refresh()
          }}
        />
      )}
    </>
  )
}
