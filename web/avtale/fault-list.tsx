import { placeText } from './change-list.tsx'
import { faultText, fieldId, type NamedFault } from './form.tsx'
import { namedSteps } from './pointer.ts'
import { useUnitName } from './unit-names.ts'

type Props = {
  readonly draft: unknown
  readonly faults: readonly NamedFault[]
  /** Where the field is not on the page before one has gone to its part. */
  readonly onGo?: (pointer: string) => void
}

/** What is wrong with the draft, each with the way to its field. */
export const FaultList = ({ draft, faults, onGo }: Props) => {
  const unitName = useUnitName()
  return (
    <ul class="means-list">
      {faults.map(({ pointer, rule }) => (
        <li key={`${pointer} ${rule}`}>
          <a
            class="ds-link"
            href={`#${fieldId(pointer)}`}
            onClick={(event) => {
              event.preventDefault()
              onGo?.(pointer)
              focusField(pointer)
            }}
          >
            {placeText(namedSteps(draft, pointer), unitName)}
          </a>
          : {faultText(rule)}
        </li>
      ))}
    </ul>
  )
}

/** The field, or where it has none of its own, the nearest that holds it; once the page shows it. */
export const focusField = (pointer: string): void =>
  void requestAnimationFrame(() => {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const field = document.getElementById(fieldId(at))
      if (field) return field.focus()
    }
  })
