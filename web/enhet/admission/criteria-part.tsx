import { useId, useState } from 'preact/hooks'
import { word } from '../../i18n/nb.ts'
import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'
import { CriterionRow } from './criterion-row.tsx'
import type { Criteria, Draft, Reply } from './draft.ts'
import { FactFields } from './fact-fields.tsx'
import { askedInputs, type Criterion, isComputed, type Reason } from './verdict-of.ts'
import { type Wrongs, wrongAt } from './wrongs.ts'

const words = INNLEGGELSE
const KINDS = ['inclusion', 'exclusion', 'documentation'] as const
type Kind = (typeof KINDS)[number]

/** What it takes that a criterion of the kind speaks for the patient. */
const GOOD: Readonly<Record<Kind, Reply>> = { inclusion: 'yes', exclusion: 'no', documentation: 'yes' }

type Props = {
  readonly criteria: Criteria
  readonly reasons: readonly Reason[]
  readonly draft: Draft
  readonly wrongs: Wrongs
  readonly onChange: (part: Partial<Draft>) => void
}

/** The criteria in force, by what they ask and by organ system, each with its text and where it comes from. */
export function CriteriaPart(props: Props) {
  const { criteria, reasons, draft, onChange } = props
  const reasonOf = new Map(reasons.map((reason) => [reason.criterionId, reason]))
  const isOpen = (criterion: Criterion): boolean =>
    draft.answers[criterion.criterionId] === undefined &&
    !isComputed(criterion) &&
    reasonOf.get(criterion.criterionId)?.met !== 'true'
  const answerAll = (asked: readonly Criterion[], reply: Reply) => {
    const ids = asked.map(({ criterionId }) => criterionId)
    onChange({
      answers: { ...draft.answers, ...Object.fromEntries(ids.map((id) => [id, reply])) },
      together: [...draft.together, ...ids],
    })
  }
  const takeBack = (asked: readonly Criterion[]) => {
    const ids = new Set(asked.map(({ criterionId }) => criterionId))
    onChange({
      answers: Object.fromEntries(Object.entries(draft.answers).filter(([id]) => !ids.has(id))),
      together: draft.together.filter((id) => !ids.has(id)),
    })
  }
  return (
    <section class="part" aria-labelledby="kriterier">
      <h2 id="kriterier" class="ds-heading" data-size="xs">
        {words.criteria}
      </h2>
      <p>
        {words.criteriaBy(criteria.title ?? '', criteria.criteriaVersion ?? '')} {words.stops(criteria.stopsOn)}{' '}
        {criteria.requireAssessment && words.required} {words.keys}
      </p>
      {KINDS.map((kind) => {
        const ofKind = criteria.criteria.filter((criterion) => criterion.kind === kind)
        if (ofKind.length === 0) return null
        const open = ofKind.filter(isOpen)
        const together = ofKind.filter(isTogetherIn(draft))
        const groups = Object.entries(Object.groupBy(ofKind, ({ group }) => group))
        return (
          <div key={kind} class="kind">
            <div class="kind-head">
              <h3 class="ds-heading" data-size="2xs">
                {words.kinds[kind]}
              </h3>
              <button
                type="button"
                class="ds-button"
                data-variant="secondary"
                data-all
                aria-disabled={open.length === 0}
                onClick={(event) => {
                  answerAll(open, GOOD[kind])
                  focusNext(event.currentTarget)
                }}
              >
                {words.all[kind]} ({open.length})
              </button>
              {together.length > 0 && (
                <button
                  type="button"
                  class="ds-button"
                  data-variant="tertiary"
                  aria-label={words.takeBackOf(words.kinds[kind], together.length)}
                  onClick={({ currentTarget }) => {
                    takeBack(together)
                    // It goes away with what it took back.
                    currentTarget.parentElement?.querySelector('button')?.focus()
                  }}
                >
                  {words.takeBack(together.length)}
                </button>
              )}
            </div>
            {groups.map(([group, members = []]) => (
              <Group
                key={group}
                {...props}
                group={group}
                kind={kind}
                members={members}
                reasonOf={reasonOf}
                open={members.filter(isOpen)}
                onAnswerAll={(asked) => answerAll(asked, GOOD[kind])}
                onTakeBack={takeBack}
              />
            ))}
          </div>
        )
      })}
    </section>
  )
}

/** Answered with others by one press, and not by itself since. */
const isTogetherIn =
  ({ together }: Draft) =>
  ({ criterionId }: Criterion): boolean =>
    together.includes(criterionId)

/** On to the next of the buttons that answer for a whole part, and from the last to the admission itself. */
function focusNext(from: HTMLElement): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-all], [data-admit]')]
  all[all.indexOf(from) + 1]?.focus()
}

type GroupProps = Props & {
  readonly group: string
  readonly kind: Kind
  readonly members: readonly Criterion[]
  readonly open: readonly Criterion[]
  readonly reasonOf: ReadonlyMap<string, Reason>
  readonly onAnswerAll: (asked: readonly Criterion[]) => void
  readonly onTakeBack: (asked: readonly Criterion[]) => void
}

function Group(props: GroupProps) {
  const { group, kind, members, open, reasonOf, criteria, draft, wrongs, onChange, onAnswerAll, onTakeBack } = props
  const together = members.filter(isTogetherIn(draft))
  const facts = [...new Set(members.filter(({ hasRule }) => hasRule).flatMap(askedInputs))]
  const sources = useId()
  const explain = facts.length > 0 ? words.factsAndSources : words.sources
  // A fact that the service would not take is shown, wherever it was hidden.
  const [isWanted, setExplained] = useState(false)
  const isExplained = isWanted || facts.some((name) => wrongAt(wrongs, `/inputs/${name}`) !== undefined)
  return (
    <div class="group">
      <div class="group-head">
        <h4>{group}</h4>
        {/* One and the same button, so that the focus stays: what was answered by one press is taken back by the next. */}
        {kind === 'exclusion' && (open.length > 1 || together.length > 1) && (
          <button
            type="button"
            class="ds-button"
            data-variant="tertiary"
            data-size="sm"
            aria-label={open.length > 1 ? undefined : words.takeBackOf(group, together.length)}
            onClick={() => (open.length > 1 ? onAnswerAll(open) : onTakeBack(together))}
          >
            {open.length > 1 ? words.noneIn(group.toLowerCase()) : words.takeBack(together.length)}
          </button>
        )}
        <button
          type="button"
          class="ds-button"
          data-variant="tertiary"
          data-size="sm"
          aria-expanded={isExplained}
          aria-controls={sources}
          aria-label={`${explain}: ${group}`}
          onClick={() => setExplained(!isExplained)}
        >
          {explain}
        </button>
      </div>
      {members.map((criterion) => (
        <CriterionRow
          key={criterion.criterionId}
          criterion={criterion}
          reason={reasonOf.get(criterion.criterionId)}
          reply={draft.answers[criterion.criterionId]}
          isTogether={together.includes(criterion)}
          wrong={wrongs.get(`/answers/${criterion.criterionId}`)}
          onReply={(reply) =>
            onChange({
              answers: { ...draft.answers, [criterion.criterionId]: reply },
              together: draft.together.filter((id) => id !== criterion.criterionId),
            })
          }
        />
      ))}
      {isExplained && (
        <div class="sources" id={sources}>
          {facts.length > 0 && (
            <FactFields
              names={facts}
              types={criteria.inputTypes}
              inputs={draft.inputs}
              wrongs={wrongs}
              onChange={(inputs) => onChange({ inputs })}
            />
          )}
          <dl>
            {members.map(({ criterionId, effect, source }) => (
              <div key={criterionId}>
                <dt>
                  {criterionId}, {word(effect)}
                </dt>
                <dd>{source}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </div>
  )
}
