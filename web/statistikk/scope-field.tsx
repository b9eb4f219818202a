import { useEffect, useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { call } from '../api/call.ts'
import { serviceTime } from '../api/service-clock.ts'
import { STATISTIKK } from '../i18n/nb-statistikk.ts'
import { inNorwegianOrder } from '../i18n/norwegian-order.ts'
import { osloDate } from '../i18n/time.ts'

export type Scope = { readonly unit?: string; readonly area?: string }
type Unit = AnswerOf<'show-statistics'>['units']['rows'][number]

const words = STATISTIKK
const PATIENCE_MS = 30_000

/** One unit, the units of one area, or all of them. Which there are, the statistics themselves tell. */
export function ScopeField({ scope, onChosen }: { readonly scope: Scope; readonly onChosen: (scope: Scope) => void }) {
  const units = useUnits()
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

function useUnits(): readonly Unit[] {
  const [units, setUnits] = useState<readonly Unit[]>([])
  useEffect(() => {
    let isGone = false
    const today = osloDate(serviceTime(Date.now()))
    const ask = { query: { fom: today, tom: today } }
    void call('show-statistics', ask, { patienceMs: PATIENCE_MS }).then((reply) => {
      if (!isGone && reply.kind === 'answer')
        setUnits(reply.value.units.rows.toSorted((a, b) => inNorwegianOrder(a.name, b.name)))
    })
    return () => {
      isGone = true
    }
  }, [])
  return units
}
