import { useEffect, useRef, useState } from 'preact/hooks'
import type { AnswerOf, AskOf } from '../../../lib/contract/routes.ts'
import { SERVICES } from '../../../lib/contract/words.ts'
import { usePolled } from '../../api/use-polled.ts'
import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'
import { bedName } from '../../parts/bed-name.ts'
import { ConnectionState } from '../../parts/connection-state.tsx'
import { Link } from '../../parts/link.tsx'
import { Outcome } from '../../parts/outcome.tsx'
import { Refusal } from '../../parts/refusal.tsx'
import { useIntent } from '../../parts/use-intent.ts'
import type { UnitPageProps } from '../pages.ts'
import { likelyPayers } from '../parties-of.ts'
import { Admitted } from './admitted.tsx'
import { CriteriaPart } from './criteria-part.tsx'
import { admissionOf, checkOf, type Draft, EMPTY } from './draft.ts'
import { draftKey, keepDraft, keptDraft } from './kept-draft.ts'
import { Measurements } from './measurements.tsx'
import { OverridePart } from './override-part.tsx'
import { PatientPart } from './patient-part.tsx'
import { useVerdict } from './use-verdict.ts'
import { verdictOf } from './verdict-of.ts'
import { VerdictPart } from './verdict-part.tsx'
import { isOverrideAsked, NOTHING_WRONG, standingFor, wrongsOf } from './wrongs.ts'
import './admission.css'

const words = INNLEGGELSE
const SELDOM_MS = 60_000
type Board = AnswerOf<'show-board'>

/** A patient comes in: from a held bed, a free one, the waiting list, or the door. `item` says which, by its id. */
export function AdmissionPage({ unitId, item }: UnitPageProps) {
  const [round, setRound] = useState(0)
  const { answer, problem, connection, heardAt } = usePolled('show-board', { params: { unitId }, query: {} })
  if (!answer)
    return (
      <div class="page-note">
        <ConnectionState connection={connection} heardAt={heardAt} />
        {problem && <Refusal problem={problem} />}
      </div>
    )
  return (
    <AdmissionForm
      key={`${item} ${round}`}
      unitId={unitId}
      item={round === 0 ? item : undefined}
      board={answer}
      onAgain={() => setRound(round + 1)}
    />
  )
}

type Props = {
  readonly unitId: string
  readonly item: string | undefined
  readonly board: Board
  readonly onAgain: () => void
}

function AdmissionForm({ unitId, item, board, onAgain }: Props) {
  const key = draftKey(unitId, item)
  const [draft, setDraft] = useState<Draft>(() => keptDraft(key) ?? beginFrom(board, item))
  const change = (part: Partial<Draft>) =>
    setDraft((before) => {
      const next = { ...before, ...part }
      keepDraft(key, next)
      return next
    })
  const admit = useIntent('admit-patient', () => keepDraft(key, undefined))
  const [sent, setSent] = useState<AskOf<'admit-patient'>['body']>()

  const hold = board.holds.find(({ holdId }) => holdId === item)
  const isHoldGone = item?.startsWith('hold_') === true && !hold && admit.standing.kind !== 'done'
  // Another bed than the held one is still this patient's: the hold goes along and is used up.
  const holdId = hold?.holdId
  const criteriaAsk = draft.service === null ? null : { params: { unitId, service: draft.service }, query: {} }
  const criteria = usePolled('show-criteria', criteriaAsk, { everyMs: SELDOM_MS }).answer
  const heard = useVerdict(unitId, checkOf(draft, criteria, holdId))
  const isSameSet = heard.checked?.criteriaSetId === criteria?.criteriaSetId
  const checked = isSameSet ? heard.checked : undefined
  const verdict = checked && criteria ? verdictOf(checked, criteria, draft) : undefined
  const isAsked = criteria !== undefined && criteria.criteriaSetId !== null

  const written = admissionOf(draft, criteria, holdId)
  const standing = standingFor(admit.standing, sent, written)
  const refused = standing.kind === 'refused' ? standing.problem : undefined
  const wrongs = refused ? wrongsOf(refused) : NOTHING_WRONG
  const saysNo = criteria?.stopsOn.some((outcome) => outcome === verdict?.headline) === true
  const needsOverride = saysNo || isOverrideAsked(admit.standing, sent, written)
  const isBusy = standing.kind === 'sending' || standing.kind === 'unsure'

  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (admit.standing.kind === 'refused') form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [admit.standing])

  if (standing.kind === 'done') return <Admitted unitId={unitId} stay={standing.value} onAgain={onAgain} />
  const submit = () => {
    if (isBusy) return
    setSent(written)
    admit.start({ params: { unitId }, body: written })
  }
  return (
    <form
      ref={form}
      class="admission"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        if (event.ctrlKey || event.metaKey) submit()
        else if (!(event.target instanceof HTMLInputElement)) return
        else if (event.target.type !== 'radio' && event.target.type !== 'checkbox') focusAfter(event.target)
        // A key too many among the numbers must never send the admission: it goes to the next field.
        event.preventDefault()
      }}
    >
      <div class="admission-head">
        <h1 class="ds-heading" data-size="sm">
          {words.title}
        </h1>
        <p>{fromWords(board, item)}</p>
        <Link to={`/enhet/${encodeURIComponent(unitId)}`}>{words.back}</Link>
      </div>
      {isHoldGone && (
        <p class="ds-alert" data-color="warning" role="alert">
          {words.from.gone}
        </p>
      )}
      <div class="admission-parts">
        <PatientPart
          draft={draft}
          wrongs={wrongs}
          likelyParties={likelyPayers(board)}
          services={SERVICES.filter((service) => board.services?.includes(service) ?? true)}
          freeBeds={board.beds.filter(({ state }) => state === 'free')}
          heldBedId={hold?.bedId}
          bestBedId={checked?.bestBedId}
          onChange={change}
        />
        <Measurements draft={draft} wrongs={wrongs} onChange={change} />
        {draft.service === null && <p class="part">{words.chooseService}</p>}
        {criteria && !isAsked && <p class="part">{words.noCriteria}</p>}
        {criteria && isAsked && (
          <CriteriaPart
            criteria={criteria}
            reasons={checked?.reasons ?? []}
            draft={draft}
            wrongs={wrongs}
            onChange={change}
          />
        )}
        {needsOverride && <OverridePart draft={draft} wrongs={wrongs} onChange={change} />}
      </div>
      <div class="admission-side">
        {isAsked && <VerdictPart heard={heard} verdict={verdict} />}
        {refused && <p class="admission-refused">{words.refused}</p>}
        <Outcome standing={standing} sending={words.admitting} />
        <div class="admission-bar">
          {verdict && (
            <span class="bar-headline" aria-hidden="true">
              {words.verdict[verdict.headline]}
            </span>
          )}
          {standing.kind === 'unsure' && (
            <button type="button" class="ds-button" data-variant="secondary" onClick={admit.forget}>
              {words.stopTrying}
            </button>
          )}
          <button type="submit" class="ds-button big" data-admit aria-disabled={isBusy}>
            {isBusy ? words.admitting : words.admit}
          </button>
        </div>
      </div>
    </form>
  )
}

/** What is known already from where the admission began. */
function beginFrom({ holds, beds, waiting }: Board, item: string | undefined): Draft {
  const from = holds.find(({ holdId }) => holdId === item) ?? waiting.find(({ waitingId }) => waitingId === item)
  if (from) {
    const service = SERVICES.find((code) => code === from.service) ?? null
    return { ...EMPTY, partyId: from.partyId, service, needs: from.needs }
  }
  const bed = beds.find(({ bedId, state }) => bedId === item && state === 'free')
  return bed ? { ...EMPTY, bedId: bed.bedId } : EMPTY
}

function fromWords({ holds, beds, waiting }: Board, item: string | undefined): string {
  const hold = holds.find(({ holdId }) => holdId === item)
  if (hold) return words.from.hold(bedName(hold.bedId))
  if (waiting.some(({ waitingId }) => waitingId === item)) return words.from.waiting
  const bed = beds.find(({ bedId }) => bedId === item)
  return bed ? words.from.bed(bedName(bed.bedId)) : ''
}

/** The next of the fields that are written in a row; from the last, the first choice after it. */
function focusAfter(field: HTMLElement): void {
  const all = [...(field.closest('form')?.querySelectorAll<HTMLElement>('[data-next], input[type=radio]') ?? [])]
  all[all.indexOf(field) + 1]?.focus()
}
