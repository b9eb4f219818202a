import type { NamedFault } from '../avtale/form.tsx'
import { REGION } from '../i18n/nb-region.ts'
import { faultsOn, STEPS, type Step } from './wizard-steps.ts'

const words = REGION.wizard

type Props = {
  readonly step: Step
  /** Those that one has been on and gone from. */
  readonly tried: ReadonlySet<Step>
  readonly faults: readonly NamedFault[]
  readonly onGo: (step: Step) => void
}

/** Where one is among the steps, and what stands on each. */
export const StepList = ({ step, tried, faults, onGo }: Props) => (
  <nav aria-label={words.nav}>
    <ol class="steps">
      {STEPS.map((each) => {
        const wrong = faultsOn(each, faults).length
        const found = !tried.has(each) ? '' : wrong > 0 ? words.states.wrong(wrong) : words.states.done
        const state =
          each === step && wrong === 0 ? words.states.here : found || (each === step ? words.states.here : '')
        return (
          <li key={each} data-wrong={tried.has(each) && wrong > 0 ? '' : undefined}>
            <button
              type="button"
              class="as-link"
              aria-current={each === step ? 'step' : undefined}
              onClick={() => onGo(each)}
            >
              {words.steps[each]}
            </button>
            <span>{state}</span>
          </li>
        )
      })}
    </ol>
  </nav>
)
