import { useState } from 'preact/hooks'
import type { AskOf } from '../../lib/contract/routes.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import '../parts/fields.css'
import { useAllUnits } from '../parts/use-all-units.ts'
import '../styles/desk.css'
import { LogFiles } from './log-files.tsx'
import { LogResults } from './log-results.tsx'
import { LogSeals } from './log-seals.tsx'
import { LogSearch } from './log-search.tsx'
import './tilgang.css'

export type LogQuery = AskOf<'list-access'>['query']

/** Who has looked at what. Nothing is asked before somebody asks for it: a search is itself in the log. */
export function LogPage() {
  const [query, setQuery] = useState<LogQuery>()
  const [searches, setSearches] = useState(0)
  const units = useAllUnits()
  const names = new Map(units.map(({ unitId, name }) => [unitId, name]))
  return (
    <div class="desk">
      <h1 class="ds-heading" data-size="lg">
        {TILGANG.log.title}
      </h1>
      <p class="ds-paragraph">{TILGANG.log.lead}</p>
      <LogSearch
        units={units}
        onSearch={(asked) => {
          setQuery(asked)
          setSearches(searches + 1)
        }}
      />
      {query && <LogResults key={searches} query={query} names={names} />}
      {query && <LogFiles query={query} />}
      <LogSeals />
    </div>
  )
}
