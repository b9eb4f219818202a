import { KOMMUNER } from 'virtual:contract'
import type { AskOf } from '../../lib/contract/routes.ts'
import { ROOM_NEEDS, SERVICES, UNIT_KINDS } from '../../lib/contract/words.ts'
import { word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { CheckField, ChoiceField, CodesField, type Form, Section, TypedField } from './form.tsx'
import { RoomFields } from './room-fields.tsx'
import { EXACT_NUMBER, WHOLE_NUMBER } from './typed-number.ts'

export type UnitBody = AskOf<'put-unit'>['body']
const words = AVTALE.unit
const { fields } = AVTALE
const inNorwegianOrder = new Intl.Collator('nb').compare
const KOMMUNE_OPTIONS = KOMMUNER.map(({ kommunenummer, name }) => ({ value: kommunenummer, label: name })).toSorted(
  (a, b) => inNorwegianOrder(a.label, b.label),
)
/** What a unit may have that a dispatcher asks for; a unit's own others are shown besides. */
const CAPABILITIES = [
  'oksygen',
  'iv',
  'crp',
  'ekg',
  'ultralyd',
  'blodgass',
  'telemetri',
  'antibiotika-iv',
  'smertepumpe',
  'cpap',
  'roentgen',
  'tolk-samisk',
]

type Props = {
  readonly form: Form
  readonly draft: UnitBody
  /** What it can give already, also what nobody else has a word for. */
  readonly saved?: { readonly capabilities: readonly string[]; readonly rooms: UnitRooms }
  /** Where it lies, for the one that is new; else that stands. */
  readonly place?: { readonly areas: readonly string[]; readonly onKommune: (kommune: string) => void }
}
type UnitRooms = readonly { readonly beds: readonly { readonly features: readonly string[] }[] }[]

/** What a unit is and can give, its rooms and beds. */
export const UnitFields = ({ form, draft, saved, place }: Props) => (
  <>
    <Section id="om-enheten" title={words.about}>
      <div class="fields">
        <TypedField form={form} at="/name" label={fields['name'] ?? ''} />
        {place && (
          <>
            <ChoiceField
              form={form}
              at="/kind"
              label={fields['kind'] ?? ''}
              options={UNIT_KINDS.map((value) => ({ value, label: word(value) }))}
            />
            <ChoiceField
              form={form}
              at="/kommune"
              label={fields['kommune'] ?? ''}
              options={[{ value: '', label: words.chooseKommune }, ...KOMMUNE_OPTIONS]}
              onChosen={place.onKommune}
            />
            <TypedField form={form} at="/area" label={fields['area'] ?? ''} suggestions={place.areas} />
            <TypedField form={form} at="/lat" label={words.latLike} typed={EXACT_NUMBER} />
            <TypedField form={form} at="/lon" label={words.lonLike} typed={EXACT_NUMBER} />
          </>
        )}
        <TypedField form={form} at="/phone" label={fields['phone'] ?? ''} />
        <TypedField form={form} at="/staffed" label={fields['staffed'] ?? ''} typed={WHOLE_NUMBER} />
      </div>
      <CheckField form={form} at="/cleaning" label={fields['cleaning'] ?? ''} />
      <CodesField
        form={form}
        at="/capabilities"
        label={fields['capabilities'] ?? ''}
        options={optionsOf([...CAPABILITIES, ...(saved?.capabilities ?? [])])}
      />
      <CodesField form={form} at="/services" label={words.servicesOrAll} options={optionsOf(SERVICES)} isOptional />
    </Section>
    <RoomFields form={form} draft={draft} features={optionsOf([...ROOM_NEEDS, ...featuresOf(saved?.rooms ?? [])])} />
  </>
)

export const countBeds = ({ rooms }: UnitBody): number => rooms.reduce((sum, { beds }) => sum + beds.length, 0)
const optionsOf = (codes: readonly string[]) => [...new Set(codes)].map((value) => ({ value, label: word(value) }))
const featuresOf = (rooms: UnitRooms) => rooms.flatMap(({ beds }) => beds.flatMap(({ features }) => features))
