import { STATISTIKK } from '../i18n/nb-statistikk.ts'
import { inNorwegianOrder } from '../i18n/norwegian-order.ts'
import { useAllUnits } from '../parts/use-all-units.ts'

export type Scope = { readonly unit?: string; readonly area?: string }

const words = STATISTIKK

/** One unit, the units of one area, or all of them. Which there are, the statistics themselves tell. */
export function ScopeField({ scope, onChosen }: { readonly scope: Scope; readonly onChosen: (scope: Scope) => void }) {
  const units = useAllUnits()
  const areas = [...new Set(units.map(({ area }) => area))].sort(inNorwegianOrder)
  const value = scope.unit ?? scope.area ?? ''
  return (
    <label class="field">
      {words.scope}
      <select
        class="ds-input"
        value={value}
        onChange={({ currentTarget }) => {
          const { value: chosen } = currentTarget
          onChosen(chosen.startsWith('unit_') ? { unit: chosen } : chosen === '' ? {} : { area: chosen })
        }}
      >
        <option value="">{words.region}</option>
        {scope.unit !== undefined && !units.some(({ unitId }) => unitId === scope.unit) && (
          <option value={scope.unit}>{scope.unit}</option>
        )}
        {areas.map((area) => (
          <optgroup key={area} label={areaName(area)}>
            <option value={area}>{words.area(areaName(area))}</option>
            {units
              .filter((unit) => unit.area === area)
              .map(({ unitId, name }) => (
                <option key={unitId} value={unitId}>
                  {name}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}

/** `lofoten-vesteralen-salten` for people: an area has no other name than its code. */
const areaName = (area: string): string => area.charAt(0).toUpperCase() + area.slice(1).replaceAll('-', ' ')
