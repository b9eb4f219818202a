import { OPERATIONS, PROBLEMS } from 'virtual:catalogue'
import { useEffect, useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { call } from '../api/call.ts'
import type { Problem } from '../api/problem.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { moment } from '../i18n/time.ts'
import { Refusal } from '../parts/refusal.tsx'
import type { UnitNames } from './entry.ts'
import type { LogQuery } from './log-page.tsx'

type LogRecord = AnswerOf<'list-access'>['records'][number]
const words = TILGANG.log
type Found = {
  readonly records: readonly LogRecord[]
  /** Null when all of it is here. */
  readonly next: string | null
}

/** What was found, a page at a time. */
export function LogResults({ query, names }: { readonly query: LogQuery; readonly names: UnitNames }) {
  const [found, setFound] = useState<Found>()
  const [standing, setStanding] = useState<'searching' | 'unreachable' | 'here' | Problem>('searching')
  const look = async (before: readonly LogRecord[], next: string | null) => {
    setStanding('searching')
    const reply = await call('list-access', { query: { ...query, ...(next === null ? {} : { next }) } })
    if (reply.kind === 'problem') return setStanding(reply.problem)
    if (reply.kind !== 'answer') return setStanding('unreachable')
    setFound({ records: [...before, ...reply.value.records], next: reply.value.next })
    setStanding('here')
  }
  useEffect(() => void look([], null), [])
  return (
    <section aria-labelledby="treff-tittel">
      <h2 class="ds-sr-only" id="treff-tittel">
        {words.searchTitle}
      </h2>
      {typeof standing === 'object' && <Refusal problem={standing} />}
      <p class="ds-paragraph" role="status">
        {standing === 'searching' && words.searching}
        {standing === 'unreachable' && TEXT.connection.never}
        {standing === 'here' && found && words.found(found.records.length, found.next === null)}
      </p>
      {found && found.records.length > 0 && <LogTable records={found.records} names={names} />}
      {found && found.next !== null && standing === 'here' && (
        <button
          type="button"
          class="ds-button"
          data-variant="secondary"
          onClick={() => void look(found.records, found.next)}
        >
          {words.more}
        </button>
      )}
    </section>
  )
}

function LogTable({ records, names }: { readonly records: readonly LogRecord[]; readonly names: UnitNames }) {
  const { columns } = words
  return (
    <table class="figures listing">
      <caption class="ds-sr-only">{words.title}</caption>
      <thead>
        <tr>
          {Object.values(columns).map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.correlationId + record.at}>
            <td data-label={columns.at}>{moment(record.at)}</td>
            <td data-label={columns.who}>
              {record.role === null ? words.nobody : word(record.role)}
              <Ids ids={[record.org, record.orgnr, record.subject].flatMap((id) => id ?? [])} names={names} />
            </td>
            <td data-label={columns.what}>
              {OPERATIONS[record.operation] ?? words.signIn[record.operation] ?? record.operation}
              <Ids ids={Object.values(record.what)} names={names} />
            </td>
            <td data-label={columns.purpose}>{record.purpose === null ? '–' : words.purposes[record.purpose]}</td>
            <td data-label={columns.result} data-result={record.result}>
              {words.results[record.result]}
              {record.problem !== null && <div>{PROBLEMS[record.problem] ?? record.problem}</div>}
              {record.cause !== null && <span class="ids">{record.cause}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What is in the log, and a unit's name besides. */
const Ids = ({ ids, names }: { readonly ids: readonly string[]; readonly names: UnitNames }) => (
  <>
    {ids.map((id) => {
      const name = names.get(id)
      return (
        <span key={id} class="ids">
          {name === undefined ? id : `${name} (${id})`}
        </span>
      )
    })}
  </>
)
