import { describe, expect, it } from 'vitest'
import { type Draft, EMPTY } from '../../../web/enhet/admission/draft.ts'
import { type Checked, type Criterion, type Reason, verdictOf } from '../../../web/enhet/admission/verdict-of.ts'

const criterion = (criterionId: string, more: Partial<Criterion> = {}): Criterion => ({
  criterionId,
  kind: 'inclusion',
  effect: 'block',
  textNb: criterionId,
  group: 'x',
  inputs: ['fall'],
  hasRule: true,
  source: 'x',
  ...more,
})
const AGE = criterion('AGE', { inputs: ['ageYears'] })
const FALL = criterion('FALL')
const NOTE = criterion('NOTE', { effect: 'document' })
const criteria = {
  unitId: 'unit_x',
  service: 'kad-somatikk' as const,
  on: '2026-11-25',
  criteriaSetId: 'x',
  criteriaVersion: '1',
  core: null,
  requireAssessment: false,
  binds: true,
  stopsOn: ['does-not-fit', 'ask-doctor'] as const,
  title: 'x',
  inputTypes: {},
  criteria: [AGE, FALL, NOTE],
}

const reason = ({ criterionId, kind, effect, group, textNb }: Criterion, met: Reason['met']): Reason => ({
  criterionId,
  kind,
  effect,
  group,
  textNb,
  answer: 'unknown',
  contradiction: false,
  met,
})
function judge(outcome: Checked['outcome'], reasons: readonly Reason[], draft: Partial<Draft>) {
  const checked: Checked = {
    outcome,
    criteriaSetId: 'x',
    criteriaVersion: '1',
    news2: null,
    qsofa: null,
    reasons: [...reasons],
    observationAgeMinutes: null,
    observationsOld: false,
    bestBedId: null,
    capabilitiesConfirmedAt: '',
    nurse24h: null,
    doctor: null,
    onDutyUntil: null,
  }
  const { headline, ...lists } = verdictOf(checked, criteria, { ...EMPTY, ...draft })
  const ids = (list: readonly Reason[]) => list.map(({ criterionId }) => criterionId)
  return {
    headline,
    blocks: ids(lists.blocks),
    open: ids(lists.open),
    unsure: ids(lists.unsure),
    settled: lists.settled,
  }
}

describe('the verdict for somebody who is still writing', () => {
  it('is not begun before anything is written, whatever silence would come to', () => {
    const said = judge('does-not-fit', [reason(AGE, 'unknown'), reason(FALL, 'false')], {})
    expect(said).toMatchObject({ headline: 'not-begun', blocks: [], open: ['AGE', 'FALL'], settled: 0 })
  })

  it('takes silence for open, and an answer or a computed no for what it is', () => {
    const said = judge('does-not-fit', [reason(AGE, 'true'), reason(FALL, 'false')], { ageYears: '83' })
    expect(said).toMatchObject({ headline: 'unfinished', open: ['FALL'], settled: 1 })
    const no = judge('does-not-fit', [reason(AGE, 'true'), reason(FALL, 'false')], { answers: { FALL: 'no' } })
    expect(no).toMatchObject({ headline: 'does-not-fit', blocks: ['FALL'], settled: 2 })
    const fact = judge('does-not-fit', [reason(AGE, 'true'), reason(FALL, 'false')], { inputs: { fall: 'no' } })
    expect(fact).toMatchObject({ headline: 'does-not-fit', blocks: ['FALL'] })
    const young = judge('does-not-fit', [reason(AGE, 'false'), reason(FALL, 'true')], { ageYears: '12' })
    expect(young).toMatchObject({ headline: 'does-not-fit', blocks: ['AGE'] })
  })

  it('asks the doctor where somebody does not know, or the answers differ', () => {
    const unknown = judge('ask-doctor', [reason(AGE, 'true'), reason(FALL, 'unknown')], {
      answers: { FALL: 'unknown' },
    })
    expect(unknown).toMatchObject({ headline: 'ask-doctor', unsure: ['FALL'], open: [] })
    const differs = { ...reason(FALL, 'unknown'), contradiction: true }
    expect(judge('ask-doctor', [reason(AGE, 'true'), differs], { ageYears: '83' })).toMatchObject({
      headline: 'ask-doctor',
      open: [],
    })
  })

  it('fits when the service says so', () => {
    const reasons = [reason(AGE, 'true'), reason(FALL, 'true'), reason(NOTE, 'false')]
    expect(judge('fits', reasons, { ageYears: '83' })).toMatchObject({ headline: 'fits', blocks: [], open: [] })
  })
})
