import { useState } from 'preact/hooks'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { partyName } from '../parts/party.ts'
import type { AgreementBody } from './agreement-body.ts'
import { codeFrom } from './code-from.ts'
import { Faults, type Form, fieldId, Section, TypedField } from './form.tsx'
import { WHOLE_NUMBER } from './typed-number.ts'

const { fields, sections, leads } = AVTALE
const words = AVTALE.groups

/** Beds that each group can count on, whoever else comes. */
export const GuaranteeFields = ({ form, draft }: { readonly form: Form; readonly draft: AgreementBody }) => {
  const { groups, parties } = draft
  return (
    <Section id="garantier" title={sections.beds} lead={leads.beds}>
      <div id={fieldId('/groups')} tabIndex={-1}>
        {groups.map(({ group }, i) => {
          const members = parties.filter((party) => party.group === group)
          return (
            <fieldset key={group} class="row" id={fieldId(`/groups/${i}/group`)} tabIndex={-1}>
              <legend>{group}</legend>
              <p class="ds-paragraph">{members.map(({ partyId }) => partyName(partyId)).join(', ') || words.nobody}</p>
              <div class="fields">
                <TypedField
                  form={form}
                  at={`/groups/${i}/guaranteed`}
                  label={fields['guaranteed'] ?? ''}
                  typed={WHOLE_NUMBER}
                />
                <TypedField form={form} at={`/groups/${i}/max`} label={fields['max'] ?? ''} typed={WHOLE_NUMBER} />
                {members.length === 0 && (
                  <button
                    type="button"
                    class="ds-button"
                    data-variant="tertiary"
                    onClick={() =>
                      form.set(
                        '/groups',
                        groups.filter((each) => each.group !== group),
                      )
                    }
                  >
                    {words.remove(group)}
                  </button>
                )}
              </div>
              <Faults form={form} at={`/groups/${i}/group`} />
            </fieldset>
          )
        })}
        <Faults form={form} at="/groups" />
      </div>
      <NewGroup
        taken={groups.map(({ group }) => group)}
        onNamed={(group) => form.set('/groups', [...groups, { group, guaranteed: 0 }])}
      />
    </Section>
  )
}

/** Parties that are to share a guarantee of their own. Who is in it is chosen at the party. */
function NewGroup({
  taken,
  onNamed,
}: {
  readonly taken: readonly string[]
  readonly onNamed: (group: string) => void
}) {
  const [typed, setTyped] = useState('')
  const group = codeFrom(typed)
  const isTaken = taken.includes(group)
  return (
    <form
      class="fields"
      onSubmit={(event) => {
        event.preventDefault()
        if (group === '' || isTaken) return
        onNamed(group)
        setTyped('')
      }}
    >
      <label class="field">
        {words.name}
        <input
          class="ds-input"
          type="text"
          maxLength={40}
          value={typed}
          aria-describedby={isTaken ? 'gruppe-finnes' : undefined}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        {isTaken && (
          <span class="fault" id="gruppe-finnes">
            {words.taken}
          </span>
        )}
      </label>
      <button type="submit" class="ds-button" data-variant="secondary">
        {words.add}
      </button>
    </form>
  )
}
