import { knownInput } from '../../../lib/contract/assessment-inputs.ts'
import type { AnswerOf } from '../../../lib/contract/routes.ts'
import type { Criteria, Draft } from './draft.ts'

export type Checked = AnswerOf<'check-criteria'>
export type Criterion = Criteria['criteria'][number]
export type Reason = Checked['reasons'][number]

/** `unfinished`: nothing stands against it yet, but something that may is not answered. */
export type Headline = 'not-begun' | 'unfinished' | Checked['outcome']

export type Verdict = {
  readonly headline: Headline
  readonly blocks: readonly Reason[]
  readonly contradictions: readonly Reason[]
  /** Asked by the criteria that may stand in the way, and neither answered nor told. */
  readonly open: readonly Reason[]
  /** Answered with "don't know": for the doctor. */
  readonly unsure: readonly Reason[]
  readonly warnings: readonly Reason[]
  readonly missing: readonly Reason[]
  readonly settled: number
}

/** The facts of a criterion that somebody can be asked for; the rest the service knows or computes. */
export const askedInputs = ({ inputs }: Pick<Criterion, 'inputs'>): readonly string[] =>
  inputs.filter((name) => !knownInput(name))

/** Nobody is asked: it comes out of the measurements, the age, or what the service knows. */
export const isComputed = (criterion: Criterion): boolean => criterion.hasRule && askedInputs(criterion).length === 0

/** Whether somebody has said anything that the criterion looks at. */
const isTouched = (criterion: Criterion, { answers, inputs }: Draft): boolean =>
  answers[criterion.criterionId] !== undefined || askedInputs(criterion).some((name) => (inputs[name] ?? '') !== '')

/** What the reasons come to for somebody who is still writing: silence is not yet a no. */
export function verdictOf(checked: Checked, criteria: Criteria, draft: Draft): Verdict {
  const byId = new Map(criteria.criteria.map((criterion) => [criterion.criterionId, criterion]))
  const isSilent = ({ criterionId }: Reason): boolean => {
    const criterion = byId.get(criterionId)
    return criterion !== undefined && !isComputed(criterion) && !isTouched(criterion, draft)
  }
  const sort = (effect: Reason['effect']) => checked.reasons.filter((reason) => reason.effect === effect)
  const blocking = sort('block').filter(({ met, contradiction }) => met !== 'true' && !contradiction)
  const unsure = blocking.filter(({ criterionId }) => draft.answers[criterionId] === 'unknown')
  const blocks = blocking.filter((reason) => reason.met === 'false' && !isSilent(reason))
  const open = blocking.filter((reason) => !blocks.includes(reason) && !unsure.includes(reason))
  const contradictions = checked.reasons.filter(({ contradiction }) => contradiction)
  const hasDoubt = contradictions.length > 0 || unsure.length > 0
  const headline: Headline = !isBegun(draft)
    ? 'not-begun'
    : blocks.length > 0
      ? 'does-not-fit'
      : open.length > 0
        ? 'unfinished'
        : hasDoubt
          ? 'ask-doctor'
          : checked.outcome
  return {
    headline,
    blocks,
    contradictions,
    open,
    unsure,
    warnings: sort('warn').filter((reason) => reason.met !== 'true' && !reason.contradiction && !isSilent(reason)),
    missing: sort('document').filter(({ met, contradiction }) => met !== 'true' && !contradiction),
    settled: checked.reasons.filter((reason) => reason.met === 'true' || (reason.met === 'false' && !isSilent(reason)))
      .length,
  }
}

const isBegun = ({ answers, inputs, measured, consciousness, ageYears }: Draft): boolean =>
  Object.keys(answers).length > 0 ||
  Object.values(inputs).some((text) => text !== '') ||
  Object.values(measured).some((text) => text !== '') ||
  consciousness !== null ||
  ageYears !== ''
