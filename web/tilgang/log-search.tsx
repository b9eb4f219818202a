import { useState } from 'preact/hooks'
import type { Role } from '../../lib/contract/words.ts'
import { monthText } from '../../lib/documents/norwegian-text.ts'
import { word } from '../i18n/nb.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { Field } from '../parts/field.tsx'
import type { LogQuery } from './log-page.tsx'

const words = TILGANG.log
const ROLES = Object.keys(TILGANG.list.forWhat) as readonly Role[]
const RESULTS = Object.keys(words.results) as readonly NonNullable<LogQuery['result']>[]
const MONTHS_BACK = 24

/** What to look for: a month, and as little of it as one likes. */
export function LogSearch({
  units,
  onSearch,
}: {
  readonly units: readonly { readonly unitId: string; readonly name: string }[]
  readonly onSearch: (query: LogQuery) => void
}) {
  const months = lastMonths()
  const [asked, setAsked] = useState<Readonly<Record<string, string>>>({ month: months[0] ?? '' })
  const choose = (name: keyof typeof words.fields, options: readonly (readonly [value: string, label: string])[]) => (
    <Field label={words.fields[name]}>
      {(field) => (
        <select
          {...field}
          class="ds-input"
          value={asked[name] ?? ''}
          onChange={({ currentTarget }) => setAsked({ ...asked, [name]: currentTarget.value })}
        >
          {options.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
  const type = (name: keyof typeof words.fields, pattern: string) => (
    <Field label={words.fields[name]}>
      {(field) => (
        <input
          {...field}
          class="ds-input"
          pattern={pattern}
          autocomplete="off"
          value={asked[name] ?? ''}
          onInput={({ currentTarget }) => setAsked({ ...asked, [name]: currentTarget.value })}
        />
      )}
    </Field>
  )
  const all = ['', words.all] as const
  return (
    <section aria-labelledby="sok-tittel">
      <h2 class="ds-heading" data-size="sm" id="sok-tittel">
        {words.searchTitle}
      </h2>
      <form
        class="log-search"
        onSubmit={(event) => {
          event.preventDefault()
          const filled = Object.entries(asked).filter(([, value]) => value !== '')
          // Each of them is chosen from a list of the service's own, or held against a pattern by the field.
          onSearch(Object.fromEntries(filled) as LogQuery)
        }}
      >
        {choose(
          'month',
          months.map((month) => [month, monthText(month)]),
        )}
        {choose('date', [all, ...DATES.map((date) => [date, `${Number(date)}.`] as const)])}
        {choose('role', [all, ...ROLES.map((role) => [role, word(role)] as const)])}
        {choose('result', [all, ...RESULTS.map((result) => [result, words.results[result]] as const)])}
        {choose('unit', [all, ...units.map(({ unitId, name }) => [unitId, name] as const)])}
        {type('orgnr', '[0-9]{9}')}
        <button type="submit" class="ds-button big">
          {words.search}
        </button>
      </form>
    </section>
  )
}

const DATES = Array.from({ length: 31 }, (_, i) => String(i + 1).padStart(2, '0'))

/** This month first. */
function lastMonths(): readonly string[] {
  const now = new Date()
  return Array.from({ length: MONTHS_BACK }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  )
}
