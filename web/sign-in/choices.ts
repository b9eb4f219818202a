import { KOMMUNER } from 'virtual:contract'
import { inNorwegianOrder } from '../i18n/norwegian-order.ts'
import type { Choice } from './choose.tsx'
import type { Rows } from './use-region.ts'

const sorted = (choices: readonly Choice[]): readonly Choice[] =>
  choices.toSorted((a, b) => inNorwegianOrder(a.label, b.label))

export const kommuneChoices = (): readonly Choice[] =>
  sorted(KOMMUNER.map(({ kommunenummer, name }) => ({ value: kommunenummer, label: name })))

export const unitChoices = (units: Rows): readonly Choice[] =>
  sorted(units.map(({ unitId, name }) => ({ value: unitId, label: name })))

/** Agreements go by the units that live under them: a lookup tells no other name. */
export function agreementChoices(units: Rows): readonly Choice[] {
  const names = new Map<string, string[]>()
  for (const { agreementId, name } of units)
    if (agreementId !== null) names.set(agreementId, [...(names.get(agreementId) ?? []), name])
  return sorted([...names].map(([value, under]) => ({ value, label: under.join(', ') })))
}
