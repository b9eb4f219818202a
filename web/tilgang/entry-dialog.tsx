import { useEffect, useRef, useState } from 'preact/hooks'
import type { Role } from '../../lib/contract/words.ts'
import type { Problem } from '../api/problem.ts'
import { word } from '../i18n/nb.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { Choices } from '../parts/choices.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { DialogActs } from '../parts/dialog-acts.tsx'
import { Field } from '../parts/field.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { partyName } from '../parts/party.ts'
import { Refusal } from '../parts/refusal.tsx'
import { type Agreement, type Entry, isForWhole, type UnitNames } from './entry.ts'
import { type EntryQuestion, useSaveList } from './use-save-list.ts'

const words = TILGANG.list
const ROLES = Object.keys(words.forWhat) as readonly Role[]
const BY = ['user', 'system'] as const
type Draft = Record<'orgnr' | 'clientId' | 'claimedRole' | 'org' | 'fom' | 'tom', string> & {
  readonly by: (typeof BY)[number]
  readonly role: Role
}
type Named = keyof Omit<Draft, 'by' | 'role'>

/** One entry, new or changed. What the service says is wrong with it stands at its field. */
export function EntryDialog({
  entry,
  ...question
}: EntryQuestion & {
  /** Undefined for a new one. */
  readonly entry: Entry | undefined
}) {
  const { agreement, saved, names, onClose } = question
  const [draft, setDraft] = useState<Draft>(() => draftOf(entry))
  const { standing, save } = useSaveList(agreement.agreementId, question)
  const at = entry ? saved.entries.indexOf(entry) : saved.entries.length
  const problem = standing.kind === 'refused' ? standing.problem : undefined
  const form = useRef<HTMLFormElement>(null)
  // The first thing that is wrong may stand above what the screen shows.
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), [problem])
  const errorAt = (member: string) => faultOf(problem, `/entries/${at}/${member}`)
  const set = (more: Partial<Draft>) => setDraft({ ...draft, ...more })
  const typed = (member: Named, type: 'text' | 'date' = 'text', isRequired = false) => (
    <Field
      label={member === 'org' ? words.forWhat[draft.role] : words.fields[member]}
      hint={member in words.hints ? words.hints[member as keyof typeof words.hints] : undefined}
      error={errorAt(member)}
    >
      {(field) => (
        <input
          {...field}
          class="ds-input"
          {...(type === 'date'
            ? ({ type } as const)
            : ({ type, inputMode: member === 'orgnr' ? 'numeric' : undefined } as const))}
          autocomplete="off"
          required={isRequired}
          value={draft[member]}
          onInput={({ currentTarget }) => set({ [member]: currentTarget.value })}
        />
      )}
    </Field>
  )
  const places = placesFor(draft.role, agreement, names)
  return (
    <Dialog title={entry ? words.changeTitle : words.addTitle} onClose={onClose}>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault()
          const next = entryOf(draft, agreement.agreementId)
          save(saved, entry ? saved.entries.with(at, next) : [...saved.entries, next])
        }}
      >
        {typed('orgnr', 'text', true)}
        <Choices
          legend={words.fields.by}
          options={BY.map((value) => ({ value, label: words.calledBy[value] }))}
          value={draft.by}
          onChosen={(by) => set({ by })}
        />
        <Field label={words.fields.role} error={errorAt('role')}>
          {(field) => (
            <select
              {...field}
              class="ds-input"
              value={draft.role}
              onChange={({ currentTarget }) =>
                set({ role: ROLES.find((each) => each === currentTarget.value) ?? draft.role, org: '' })
              }
            >
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {word(role)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {draft.role === 'dispatcher' && typed('org', 'text', true)}
        {places && (
          <Field label={words.forWhat[draft.role]} error={errorAt('org')}>
            {(field) => (
              <select
                {...field}
                class="ds-input"
                required
                value={draft.org}
                onChange={({ currentTarget }) => set({ org: currentTarget.value })}
              >
                <option value="">{words.choose}</option>
                {places.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {typed('clientId', 'text', draft.by === 'system')}
        {draft.by === 'user' && typed('claimedRole')}
        <div class="fields">
          {typed('fom', 'date', true)}
          {typed('tom', 'date')}
        </div>
        {problem ? (
          <Refusal problem={{ ...problem, errors: [] }} adviceFor={adviceFor} />
        ) : (
          <Outcome standing={standing} />
        )}
        <DialogActs button={words.save} onClose={onClose} />
      </form>
    </Dialog>
  )
}

const adviceFor = ({ code, detail }: Problem): string => (code === 'version-mismatch' ? words.newer : detail)

function faultOf(problem: Problem | undefined, pointer: string): string | undefined {
  const fault = problem?.errors.find((each) => each.pointer === pointer)
  return fault && (words.faults[fault.rule] ?? words.wrong)
}

/** The places of the agreement that the role is for; undefined where it is for all of it, or is named freely. */
function placesFor(role: Role, agreement: Agreement, names: UnitNames) {
  if (role === 'ward' || role === 'ward-leader') return agreement.units.map((id) => ({ id, name: names.get(id) ?? id }))
  if (role === 'finance') return agreement.parties.map(({ partyId }) => ({ id: partyId, name: partyName(partyId) }))
  return undefined
}

const draftOf = (entry: Entry | undefined): Draft => ({
  orgnr: entry?.orgnr ?? '',
  by: entry?.by ?? 'user',
  clientId: entry?.clientId ?? '',
  claimedRole: entry?.claimedRole ?? '',
  role: entry?.role ?? 'ward',
  org: entry?.org ?? '',
  fom: entry?.fom ?? new Date().toISOString().slice(0, 10),
  tom: entry?.tom ?? '',
})

function entryOf({ orgnr, by, clientId, claimedRole, role, org, fom, tom }: Draft, agreementId: string): Entry {
  return {
    orgnr: orgnr.replaceAll(/\s/g, ''),
    by,
    ...(clientId.trim() === '' ? {} : { clientId: clientId.trim() }),
    ...(claimedRole.trim() === '' || by === 'system' ? {} : { claimedRole: claimedRole.trim() }),
    role,
    org: isForWhole(role) ? agreementId : org.trim(),
    fom,
    ...(tom === '' ? {} : { tom }),
  }
}
