import { RULE_DEFAULTS } from 'virtual:contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { serviceTime } from '../api/service-clock.ts'
import { useAsked } from '../api/use-asked.ts'
import { usePolled } from '../api/use-polled.ts'
import { type AgreementBody, faultsIn } from '../avtale/agreement-body.ts'
import { codeFrom } from '../avtale/code-from.ts'
import { Effect } from '../avtale/effect.tsx'
import { FaultList, focusField } from '../avtale/fault-list.tsx'
import { firstOfNextMonth } from '../avtale/first-of-next-month.ts'
import { ChoiceField, Faults, Section, TypedField } from '../avtale/form.tsx'
import { GuaranteeFields } from '../avtale/guarantee-fields.tsx'
import { MoneyFields } from '../avtale/money-fields.tsx'
import { PartyFields } from '../avtale/party-fields.tsx'
import { RuleFields } from '../avtale/rule-fields.tsx'
import { UnitNames } from '../avtale/unit-names.ts'
import { useEditing } from '../avtale/use-editing.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { REGION } from '../i18n/nb-region.ts'
import { osloDate } from '../i18n/time.ts'
import { Outcome } from '../parts/outcome.tsx'
import { partyName } from '../parts/party.ts'
import { Refusal } from '../parts/refusal.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { AgreementSaved } from './agreement-saved.tsx'
import { ChooseUnits } from './choose-units.tsx'
import { StepList } from './step-list.tsx'
import { useOnceChecked } from './use-once-checked.ts'
import { faultsOn, STEPS, type Step, stepOf } from './wizard-steps.ts'

const words = REGION.wizard
const { fields } = AVTALE
const UNHURRIED_MS = 10_000

/** An agreement from nothing, step by step; each is checked by the service, and all of it is saved at once at the end. */
export function NewAgreement() {
  const today = osloDate(serviceTime(Date.now()))
  const [step, setStep] = useState<Step>('enheter')
  const [tried, setTried] = useState<ReadonlySet<Step>>(new Set())
  const [ownCode, setOwnCode] = useState<string>()
  const units = usePolled('list-region-units', {}, { everyMs: UNHURRIED_MS })
  const editing = useEditing<AgreementBody>({ version: 0, body: blank(today) })
  const { draft } = editing
  const code = ownCode ?? codeFrom(draft.name ?? '')
  const params = { agreementId: `agr_${code || 'ny'}` }
  const preview = useAsked('preview-agreement', { params, body: draft })
  const isTaken = preview?.kind === 'answer' && preview.value.version !== null
  const all = faultsIn(preview, draft)
  const isFine = preview?.kind === 'answer' && !isTaken && code !== ''
  // Nobody is told that something is missing on a page that one has not tried to leave.
  const form = editing.form(all.filter(({ pointer }) => tried.has(stepOf(pointer))))
  const save = useIntent('put-agreement', () => editing.saved({ version: 1, body: draft }))
  const heading = useRef<HTMLHeadingElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus()
    isFirst.current = false
  }, [step])
  const number = STEPS.indexOf(step)
  const next = STEPS[number + 1]
  const goTo = (to: Step) => {
    setTried((before) => new Set([...before, step]))
    setStep(to)
  }
  const goOn = useOnceChecked(preview !== undefined, () => {
    const [wrong] = faultsOn(step, all)
    setTried((before) => new Set([...before, step]))
    if (wrong) focusField(wrong.pointer)
    else if (next) setStep(next)
  })
  if (save.standing.kind === 'done') return <AgreementSaved saved={save.standing.value} today={today} />
  return (
    <UnitNames.Provider value={units.answer?.units ?? []}>
      <div class="wizard">
        <p class="ds-paragraph">{words.lead}</p>
        <StepList step={step} tried={tried} faults={all} onGo={goTo} />
        <h2 class="ds-heading" data-size="md" tabIndex={-1} ref={heading}>
          {words.step(number + 1, STEPS.length, words.steps[step])}
        </h2>
        {step === 'enheter' && (
          <ChooseUnits form={form} draft={draft} known={units.answer?.units} onNew={units.refresh} />
        )}
        {step === 'parter' && (
          <>
            <Section id="om-avtalen" title={words.about}>
              <div class="fields">
                <TypedField form={form} at="/name" label={fields['name'] ?? ''} />
                <label class="field">
                  {words.code}
                  <input
                    class="ds-input"
                    id="felt-agreementId"
                    type="text"
                    maxLength={40}
                    value={code}
                    aria-describedby="kode-hint"
                    onInput={({ currentTarget }) => setOwnCode(codeFrom(currentTarget.value))}
                  />
                  <span id="kode-hint" class={isTaken ? 'fault' : undefined}>
                    {isTaken ? words.codeTaken : words.codeHint}
                  </span>
                </label>
              </div>
            </Section>
            <PartyFields form={form} draft={draft} />
            <Faults form={form} at="/parties" />
            {draft.parties.length > 0 && (
              <div class="fields">
                <ChoiceField
                  form={form}
                  at="/host"
                  label={fields['host'] ?? ''}
                  options={draft.parties.map(({ partyId }) => ({ value: partyId, label: partyName(partyId) }))}
                />
              </div>
            )}
          </>
        )}
        {step === 'senger' && <GuaranteeFields form={form} draft={draft} />}
        {step === 'oppgjor' && <MoneyFields form={form} draft={draft} hadFinance={false} />}
        {step === 'regler' && <RuleFields form={form} />}
        {step === 'lagre' && (
          <>
            <div class="fields">
              <TypedField form={form} at="/fom" label={fields['fom'] ?? ''} type="date" />
            </div>
            <div class="buttons">
              {[today, firstOfNextMonth(serviceTime(Date.now()))].map((date, i) => (
                <button key={date} type="button" class="as-link" onClick={() => form.set('/fom', date)}>
                  {i === 0 ? words.today(shortDate(date)) : AVTALE.fromNextMonth(shortDate(date))}
                </button>
              ))}
            </div>
            <p class="ds-paragraph check-state" role="status" data-state={isFine ? 'fine' : undefined}>
              {preview === undefined && AVTALE.panel.checking}
              {preview?.kind === 'unreachable' && AVTALE.panel.unreachable}
              {isTaken && words.codeTaken}
              {all.length > 0 && words.fixFirst}
              {isFine && AVTALE.panel.fine}
            </p>
            <FaultList draft={draft} faults={all} onGo={(pointer) => goTo(stepOf(pointer))} />
            {preview?.kind === 'problem' && all.length === 0 && <Refusal problem={preview.problem} />}
            {preview?.kind === 'answer' && (
              <Effect preview={preview.value} currentFom={draft.fom} nextMonth={today} onNextMonth={() => {}} />
            )}
            <Outcome standing={save.standing} />
          </>
        )}
        {goOn.isWaiting && (
          <p class="ds-paragraph" role="status">
            {AVTALE.panel.checking}
          </p>
        )}
        <div class="buttons">
          {next ? (
            <button type="button" class="ds-button" onClick={goOn.start}>
              {words.next(words.steps[next])}
            </button>
          ) : (
            <button
              type="button"
              class="ds-button"
              disabled={!isFine || save.standing.kind === 'sending'}
              onClick={() => save.start({ params, body: draft, query: {} }, 'absent')}
            >
              {words.save}
            </button>
          )}
          {number > 0 && (
            <button
              type="button"
              class="ds-button"
              data-variant="tertiary"
              onClick={() => goTo(STEPS[number - 1] ?? 'enheter')}
            >
              {words.back}
            </button>
          )}
        </div>
      </div>
    </UnitNames.Provider>
  )
}

const blank = (fom: string): AgreementBody => ({
  name: '',
  host: '',
  fom,
  units: [],
  parties: [],
  groups: [],
  guests: { admitted: true },
  rules: RULE_DEFAULTS,
  travelMinutes: {},
})
