import type { SavedAgreement } from './owner-page.tsx'

type Props = {
  readonly label: string
  readonly units: SavedAgreement['units']
  /** Those whose names are known; the others stand with their id. */
  readonly names: readonly { readonly unitId: string; readonly name: string }[]
  readonly chosen: string
  readonly onChosen: (unitId: string) => void
}

/** One of the agreement's units. */
export const UnitSelect = ({ label, units, names, chosen, onChosen }: Props) => (
  <label class="field">
    {label}
    <select class="ds-input" value={chosen} onChange={({ currentTarget }) => onChosen(currentTarget.value)}>
      {units.map((unitId) => (
        <option key={unitId} value={unitId}>
          {names.find((each) => each.unitId === unitId)?.name ?? unitId}
        </option>
      ))}
    </select>
  </label>
)
