import { useEffect, useState } from 'preact/hooks'
import { usePolled } from '../api/use-polled.ts'
import { TEXT } from '../i18n/nb.ts'
import { KRITERIER } from '../i18n/nb-kriterier.ts'
import { Link } from '../parts/link.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { goTo } from '../shell/route.ts'
import { CoreSetForm } from './core-set-form.tsx'

const words = KRITERIER.set
const UNHURRIED_MS = 10_000
/** Where one from nothing is made; no set can be called so. */
const NEW = '_nytt'

/** The region's own sets of criteria, one at a time. */
export function CriteriaSets({ criteriaSetId }: { readonly criteriaSetId: string | undefined }) {
  const { answer, problem, refresh } = usePolled('list-criteria-sets', {}, { everyMs: UNHURRIED_MS })
  const isNew = criteriaSetId === NEW
  const chosen = isNew
    ? undefined
    : (answer?.sets.find((set) => set.criteriaSetId === criteriaSetId) ?? answer?.sets[0])
  const set = usePolled(
    'get-criteria-set',
    chosen ? { params: { criteriaSetId: chosen.criteriaSetId }, query: {} } : null,
    { everyMs: UNHURRIED_MS },
  )
  const taken = answer?.sets.map((each) => each.criteriaSetId) ?? []
  const [made, setMade] = useState<string>()
  const isListed = made !== undefined && taken.includes(made)
  // One goes on to what one has made when it can be shown, and what was typed is saved.
  useEffect(() => {
    if (isListed) goTo(`/region/kriterier/${made}`)
  }, [isListed])
  if (problem) return <Refusal problem={problem} />
  if (!answer || !(chosen || isNew)) return <p class="ds-paragraph">{TEXT.connection.waiting}</p>
  return (
    <>
      <p class="ds-paragraph">{words.lead}</p>
      <nav aria-label={words.choose} class="parts">
        {answer.sets.map(({ criteriaSetId: id, versions }) => (
          <Link key={id} to={`/region/kriterier/${id}`} isCurrent={id === chosen?.criteriaSetId}>
            {versions.at(-1)?.title ?? id}
          </Link>
        ))}
        <Link to={`/region/kriterier/${NEW}`} isCurrent={isNew}>
          {words.new}
        </Link>
      </nav>
      {isNew && (
        <CoreSetForm
          saved={undefined}
          taken={taken}
          onSaved={(id) => {
            setMade(id)
            refresh()
          }}
        />
      )}
      {set.problem && <Refusal problem={set.problem} />}
      {chosen && set.answer?.criteriaSetId === chosen.criteriaSetId && (
        <CoreSetForm
          key={chosen.criteriaSetId}
          saved={set.answer}
          taken={taken}
          onSaved={() => {
            set.refresh()
            refresh()
          }}
        />
      )}
    </>
  )
}
