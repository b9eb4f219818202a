import { useState } from 'preact/hooks'
import { usePolled } from '../../api/use-polled.ts'
import { word } from '../../i18n/nb.ts'
import { EVENT_TYPES, eventName, eventSentence, JOURNAL } from '../../i18n/nb-journal.ts'
import { moment } from '../../i18n/time.ts'
import { ConnectionState } from '../../parts/connection-state.tsx'
import { Field } from '../../parts/field.tsx'
import { Link } from '../../parts/link.tsx'
import { Refusal } from '../../parts/refusal.tsx'
import type { UnitPageProps } from '../pages.ts'
import { type JournalEntry, useJournal } from './use-journal.ts'
import { VerifyPart } from './verify-part.tsx'
import './journal.css'

const words = JOURNAL

/** Everything that was done at the unit, newest first, in plain words. */
export function JournalPage({ unitId }: UnitPageProps) {
  const board = usePolled('show-board', { params: { unitId }, query: {} }, { everyMs: 5_000 })
  const journal = useJournal(unitId, board.answer?.unitVersion)
  const [type, setType] = useState('')
  const [wanted, setWanted] = useState('')
  const rows = journal.entries
    .map((entry) => ({ entry, sentence: eventSentence(entry) }))
    .filter(({ entry, sentence }) => (type === '' || entry.type === type) && isNamed(wanted, sentence))
  const problem = journal.problem ?? board.problem
  return (
    <div class="journal">
      <div class="journal-head">
        <h1 class="ds-heading" data-size="sm">
          {words.title}
        </h1>
        <ConnectionState connection={board.connection} heardAt={board.heardAt} />
      </div>
      <p>{words.lead}</p>
      <VerifyPart unitId={unitId} />
      {problem && <Refusal problem={problem} />}
      <div class="journal-filter">
        <Field label={words.filter}>
          {(field) => (
            <select
              {...field}
              class="ds-input"
              value={type}
              onChange={({ currentTarget }) => setType(currentTarget.value)}
            >
              <option value="">{words.everything}</option>
              {EVENT_TYPES.map((code) => (
                <option key={code} value={code}>
                  {eventName(code)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.search}>
          {(field) => (
            <input
              {...field}
              class="ds-input"
              type="text"
              autocomplete="off"
              placeholder={words.searchHint}
              value={wanted}
              onInput={({ currentTarget }) => setWanted(currentTarget.value)}
            />
          )}
        </Field>
        <p role="status">{words.shown(rows.length, journal.entries.length)}</p>
      </div>
      {rows.length === 0 && journal.entries.length > 0 && <p>{words.nothing}</p>}
      <ol class="entries" aria-label={words.title}>
        {rows.map(({ entry, sentence }) => (
          <Entry key={entry.seq} unitId={unitId} entry={entry} sentence={sentence} />
        ))}
      </ol>
      {journal.hasOlder ? (
        <button
          type="button"
          class="ds-button"
          data-variant="secondary"
          aria-disabled={journal.isBusy}
          onClick={journal.loadOlder}
        >
          {words.older}
        </button>
      ) : (
        journal.entries.length > 0 && <p>{words.began}</p>
      )}
    </div>
  )
}

type EntryProps = { readonly unitId: string; readonly entry: JournalEntry; readonly sentence: string }

const Entry = ({ unitId, entry: { seq, type, at, actor }, sentence }: EntryProps) => (
  <li>
    <span class="entry-number">{seq}</span>
    <time dateTime={at}>{moment(at)}</time>
    <p>
      <b>{eventName(type)}</b> {sentence}
    </p>
    <p class="entry-who">{actorName(actor)}</p>
    <Link to={`/enhet/${encodeURIComponent(unitId)}/historikk/${encodeURIComponent(at)}`}>{words.boardThen}</Link>
  </li>
)

const actorName = ({ role, org }: JournalEntry['actor']): string =>
  role === 'system' ? words.system : `${word(role)} (${org})`

const isNamed = (wanted: string, sentence: string): boolean =>
  sentence.toLowerCase().includes(wanted.trim().toLowerCase())
