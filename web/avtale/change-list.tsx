import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { partyName } from '../parts/party.ts'
import type { Change } from './compare-versions.ts'
import { EXACT, KRONER, PERCENT } from './typed-number.ts'
import { useUnitName } from './unit-names.ts'

const words = AVTALE.panel
const MOST_SHOWN = 12

/** What differs, in the words of the form. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  // What a rule asks for follows from the rule.
  const told = changes.filter(({ steps }) => !steps.some((step) => step === 'inputs' || step === 'inputTypes'))
  const shown = told.slice(0, MOST_SHOWN)
  const unitName = useUnitName()
  return (
    <ul class="means-list">
      {shown.map((change) => (
        <li key={change.steps.join('/')}>
          <strong>{placeText(change.steps, unitName)}</strong>: {changeText(change, unitName)}
        </li>
      ))}
      {told.length > shown.length && <li>{words.many(told.length - shown.length)}</li>}
    </ul>
  )
}

/** Parts of the agreement that only hold others say nothing that the fields in them do not. */
const SILENT = new Set(['finance', 'parties', 'ehf', 'use', 'groups', 'rules', 'rooms', 'beds', 'changes', 'add'])

export function placeText(steps: readonly string[], unitName: UnitName): string {
  const said = steps.filter((step, i) => i === steps.length - 1 || !SILENT.has(step))
  return said.map((step) => AVTALE.fields[step] ?? nameOf(step, unitName)).join(' · ')
}

type UnitName = (unitId: string) => string

const nameOf = (step: string, unitName: UnitName): string => {
  if (/^(k|hf|rhf)-\d+$/.test(step)) return partyName(step)
  if (step.startsWith('unit_')) return unitName(step)
  if (step.startsWith('bed_')) return step.slice(4).toUpperCase()
  return word(step)
}

function changeText({ steps, before, after }: Change, unitName: UnitName): string {
  if (isWhole(after) && before === undefined) return words.added
  if (isWhole(before) && after === undefined) return words.gone
  if (isWhole(before) && isWhole(after)) return words.changed
  return words.fromTo(valueText(steps, before, unitName), valueText(steps, after, unitName))
}

const isWhole = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

const SHARES = new Set(['share', 'hfShare', 'standbyShare', 'equal', 'population'])

function valueText(steps: readonly string[], value: unknown, unitName: UnitName): string {
  const field = steps.at(-1) ?? ''
  if (value === undefined || value === null || value === '') return words.empty
  if (typeof value === 'boolean') return word(value ? 'yes' : 'no')
  if (Array.isArray(value))
    return value.length === 0 ? words.empty : value.map((each) => nameOf(String(each), unitName)).join(', ')
  if (typeof value === 'number')
    return field === 'rateOre' || steps.includes('onAccount') ? `${KRONER.show(value)} kr` : String(value)
  if (typeof value !== 'string') return JSON.stringify(value)
  if (SHARES.has(field)) return `${PERCENT.show(value)} %`
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return shortDate(value)
  return /^[\d./]+$/.test(value) ? EXACT.show(value) : nameOf(value, unitName)
}
