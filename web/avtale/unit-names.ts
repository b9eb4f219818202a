import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

type Named = { readonly unitId: string; readonly name: string }

/** The units that somebody who keeps an agreement may read about, for whatever names one of them. */
export const UnitNames = createContext<readonly Named[]>([])

/** What a unit is called; its id where we know no name. */
export function useUnitName(): (unitId: string) => string {
  const names = useContext(UnitNames)
  return (unitId) => names.find((each) => each.unitId === unitId)?.name ?? unitId
}
