import { useState } from 'preact/hooks'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT } from '../i18n/nb.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { moment } from '../i18n/time.ts'
import { ConnectionState } from '../parts/connection-state.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { type Agreement, type Entry, type SavedList, type UnitNames, whoIs } from './entry.ts'
import { EntryDialog } from './entry-dialog.tsx'
import { RemoveEntryDialog } from './remove-entry-dialog.tsx'

const words = TILGANG.list
const UNHURRIED_MS = 10_000

/** Who may act as what through the agreement: each entry by itself, changed and saved one at a time. */
export function AccessList({ agreement }: { readonly agreement: Agreement }) {
  const { agreementId } = agreement
  const list = usePolled('get-access-list', { params: { agreementId } }, { everyMs: UNHURRIED_MS })
  const units = usePolled('list-units', { params: { agreementId } }, { everyMs: UNHURRIED_MS }).answer?.units ?? []
  const [open, setOpen] = useState<{ readonly act: 'save' | 'remove'; readonly at: number | null }>()
  const isFirst = list.problem?.code === 'access-list-not-found'
  const saved: SavedList | undefined = list.answer ?? (isFirst ? { entries: [], version: null } : undefined)
  if (!saved && list.problem) return <Refusal problem={list.problem} />
  if (!saved) return <p class="ds-paragraph">{TEXT.connection.waiting}</p>
  const names: UnitNames = new Map(units.map(({ unitId, name }) => [unitId, name]))
  const close = () => setOpen(undefined)
  const dialog = { agreement, saved, names, onSaved: list.refresh, onClose: close }
  const entry = open?.at === undefined || open.at === null ? undefined : saved.entries[open.at]
  return (
    <section aria-labelledby="tilgang-tittel">
      <h2 class="ds-heading" data-size="sm" id="tilgang-tittel">
        {TILGANG.parts.tilgang}
      </h2>
      <p class="ds-paragraph">{words.lead}</p>
      <ConnectionState connection={list.connection} heardAt={list.heardAt} />
      {list.answer && <p class="ds-paragraph">{words.standing(list.answer.version, moment(list.answer.savedAt))}</p>}
      <div class="buttons">
        <button type="button" class="ds-button big" onClick={() => setOpen({ act: 'save', at: null })}>
          {words.add}
        </button>
      </div>
      {saved.entries.length === 0 && <p class="ds-paragraph">{words.none}</p>}
      <ul class="cards">
        {saved.entries.map((each, i) => (
          <EntryCard
            key={JSON.stringify(each)}
            entry={each}
            names={names}
            onChange={() => setOpen({ act: 'save', at: i })}
            onRemove={() => setOpen({ act: 'remove', at: i })}
          />
        ))}
      </ul>
      {open?.act === 'save' && <EntryDialog {...dialog} entry={entry} />}
      {open?.act === 'remove' && entry && <RemoveEntryDialog {...dialog} entry={entry} />}
    </section>
  )
}

function EntryCard({
  entry,
  names,
  onChange,
  onRemove,
}: {
  readonly entry: Entry
  readonly names: UnitNames
  readonly onChange: () => void
  readonly onRemove: () => void
}) {
  const { orgnr, by = 'user', clientId, claimedRole, fom, tom } = entry
  const today = new Date().toISOString().slice(0, 10)
  const who = whoIs(entry, names)
  const narrowed = [clientId && words.client(clientId), claimedRole && words.claimed(claimedRole)].filter(Boolean)
  return (
    <li class="card">
      <h3 class="ds-heading who" data-size="2xs">
        {who}
      </h3>
      <p class="ds-paragraph">
        {words.org(orgnr)}. {[words.calledBy[by], ...narrowed].join(', ')}.
      </p>
      <p class="ds-paragraph">
        {tom === undefined ? words.from(shortDate(fom)) : words.fromTo(shortDate(fom), shortDate(tom))}{' '}
        {tom !== undefined && tom < today && <strong>{words.over}</strong>}
        {fom > today && <strong>{words.later}</strong>}
      </p>
      <div class="buttons">
        <button
          type="button"
          class="ds-button"
          data-variant="secondary"
          aria-label={words.changeOf(who)}
          onClick={onChange}
        >
          {words.change}
        </button>
        <button
          type="button"
          class="ds-button"
          data-variant="tertiary"
          data-color="danger"
          aria-label={words.removeOf(who)}
          onClick={onRemove}
        >
          {words.remove}
        </button>
      </div>
    </li>
  )
}
