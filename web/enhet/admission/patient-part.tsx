import { GENDER_NEEDS, ROOM_NEEDS, type Service } from '../../../lib/contract/words.ts'
import { word } from '../../i18n/nb.ts'
import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'
import { bedName } from '../../parts/bed-name.ts'
import { Field } from '../../parts/field.tsx'
import { PartyField } from '../../parts/party-field.tsx'
import { WallTimeField } from '../../parts/wall-time-field.tsx'
import type { Draft } from './draft.ts'
import { type Wrongs, wrongAt } from './wrongs.ts'

const words = INNLEGGELSE
const CARE_NEEDS = ['oksygen', 'iv', 'telemetri', 'cpap'] as const

export type Choosable = { readonly bedId: string; readonly features: readonly string[] }
type Props = {
  readonly draft: Draft
  readonly wrongs: Wrongs
  readonly likelyParties: readonly string[]
  readonly services: readonly Service[]
  readonly freeBeds: readonly Choosable[]
  readonly heldBedId: string | undefined
  readonly bestBedId: string | null | undefined
  readonly onChange: (part: Partial<Draft>) => void
}

/** Who pays, for what, in which bed, and the record system's own note: never who it is. */
export function PatientPart({
  draft,
  wrongs,
  likelyParties,
  services,
  freeBeds,
  heldBedId,
  bestBedId,
  onChange,
}: Props) {
  const needs = [...new Set([...ROOM_NEEDS, ...CARE_NEEDS, ...GENDER_NEEDS, ...draft.needs])]
  return (
    <section class="part" aria-labelledby="pasienten">
      <h2 id="pasienten" class="ds-heading" data-size="xs">
        {words.patient}
      </h2>
      <div class="patient-fields">
        <Field label={words.patientRef} hint={words.patientRefHint} error={wrongAt(wrongs, '/patientRef')}>
          {(field) => (
            <input
              {...field}
              class="ds-input"
              type="text"
              autocomplete="off"
              spellcheck={false}
              maxLength={100}
              data-next
              value={draft.patientRef}
              onInput={({ currentTarget }) => onChange({ patientRef: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={words.age} error={wrongAt(wrongs, '/ageYears')}>
          {(field) => (
            <input
              {...field}
              class="ds-input number"
              type="text"
              inputMode="numeric"
              autocomplete="off"
              maxLength={3}
              data-next
              value={draft.ageYears}
              onInput={({ currentTarget }) => onChange({ ageYears: currentTarget.value })}
            />
          )}
        </Field>
        <PartyField
          label={words.party}
          chosen={draft.partyId}
          likely={likelyParties}
          error={wrongAt(wrongs, '/partyId')}
          onChosen={(partyId) => onChange({ partyId })}
        />
        <Field label={words.service} error={wrongAt(wrongs, '/service')}>
          {(field) => (
            <select
              {...field}
              class="ds-input"
              value={draft.service ?? ''}
              onChange={({ currentTarget }) =>
                onChange({ service: services.find((service) => service === currentTarget.value) ?? null })
              }
            >
              <option value="" />
              {services.map((service) => (
                <option key={service} value={service}>
                  {word(service)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.bed} error={wrongAt(wrongs, '/bedId')}>
          {(field) => (
            <select
              {...field}
              class="ds-input"
              value={draft.bedId ?? ''}
              onChange={({ currentTarget }) => onChange({ bedId: currentTarget.value || null })}
            >
              <option value="">
                {heldBedId !== undefined
                  ? words.heldBed(bedName(heldBedId))
                  : bestBedId
                    ? words.bestBed(bedName(bestBedId))
                    : words.anyBed}
              </option>
              {freeBeds.map(({ bedId, features }) => (
                <option key={bedId} value={bedId}>
                  {[bedName(bedId), ...features.map(word)].join(', ')}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <details
        class="times"
        open={['/admittedAt', '/expectedDepartureAt', '/observedAt', '/needs'].some((at) => wrongAt(wrongs, at))}
      >
        <summary>{words.more}</summary>
        <div class="patient-fields">
          <WallTimeField
            label={words.arrived}
            hint={words.emptyIsNow}
            error={wrongAt(wrongs, '/admittedAt')}
            value={draft.admittedAt}
            onChange={(admittedAt) => onChange({ admittedAt })}
          />
          <WallTimeField
            label={words.leaves}
            hint={words.leavesHint}
            error={wrongAt(wrongs, '/expectedDepartureAt')}
            value={draft.expectedDepartureAt}
            onChange={(expectedDepartureAt) => onChange({ expectedDepartureAt })}
          />
          <WallTimeField
            label={words.observedAt}
            hint={words.emptyIsNow}
            error={wrongAt(wrongs, '/observedAt')}
            value={draft.observedAt}
            onChange={(observedAt) => onChange({ observedAt })}
          />
        </div>
        <fieldset class="choices">
          <legend class="ds-label">{words.needs}</legend>
          <div class="choice-row">
            {needs.map((need) => (
              <label key={need} class="choice">
                <input
                  type="checkbox"
                  checked={draft.needs.includes(need)}
                  onChange={() =>
                    onChange({
                      needs: draft.needs.includes(need)
                        ? draft.needs.filter((other) => other !== need)
                        : [...draft.needs, need],
                    })
                  }
                />
                {word(need)}
              </label>
            ))}
          </div>
        </fieldset>
      </details>
    </section>
  )
}
