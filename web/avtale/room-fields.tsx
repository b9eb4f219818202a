import { AVTALE } from '../i18n/nb-avtale.ts'
import { CodesField, type Form, type Option, Section, TypedField } from './form.tsx'
import type { UnitBody } from './unit-fields.tsx'

const words = AVTALE.unit

/** Rooms and their beds. What is taken away can be put back until it is saved. */
export function RoomFields({
  form,
  draft,
  features,
}: {
  readonly form: Form
  readonly draft: UnitBody
  readonly features: readonly Option[]
}) {
  const { rooms } = draft
  return (
    <Section id="rom" title={words.rooms}>
      {rooms.map(({ room, beds }, r) => (
        // A room that is given another name is still the room that one is writing in.
        <fieldset key={r} class="row">
          <legend>
            {AVTALE.fields['room']} {room}
          </legend>
          <div class="fields">
            <TypedField form={form} at={`/rooms/${r}/room`} label={words.roomName} name={`${words.roomName} ${room}`} />
            <button
              type="button"
              class="ds-button"
              data-variant="tertiary"
              onClick={() =>
                form.set(
                  '/rooms',
                  rooms.filter((_, i) => i !== r),
                )
              }
            >
              {words.removeRoom(room)}
            </button>
          </div>
          {beds.map(({ bedId }, b) => (
            <div key={b} class="bed-row">
              <TypedField
                form={form}
                at={`/rooms/${r}/beds/${b}/bedId`}
                label={words.bedName}
                name={`${words.bedName} ${bedId}`}
              />
              <CodesField
                form={form}
                at={`/rooms/${r}/beds/${b}/features`}
                label={AVTALE.fields['features'] ?? ''}
                options={features}
              />
              <button
                type="button"
                class="ds-button"
                data-variant="tertiary"
                onClick={() =>
                  form.set(
                    `/rooms/${r}/beds`,
                    beds.filter((_, i) => i !== b),
                  )
                }
              >
                {words.removeBed(shownBed(bedId))}
              </button>
            </div>
          ))}
          <button
            type="button"
            class="ds-button"
            data-variant="secondary"
            onClick={() => form.set(`/rooms/${r}/beds`, [...beds, newBed(draft, room)])}
          >
            {words.addBed(room)}
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        class="ds-button"
        data-variant="secondary"
        onClick={() => form.set('/rooms', [...rooms, newRoom(draft)])}
      >
        {words.addRoom}
      </button>
    </Section>
  )
}

const shownBed = (bedId: string): string => bedId.replace('bed_', '').toUpperCase()

const bedIdsOf = ({ rooms }: UnitBody) => new Set(rooms.flatMap(({ beds }) => beds.map(({ bedId }) => bedId)))

/** The next letter that the room has no bed by. */
function newBed(draft: UnitBody, room: string) {
  const taken = bedIdsOf(draft)
  const name = room.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const letter = [...letters].find((each) => !taken.has(`bed_${name}${each}`)) ?? ''
  return { bedId: `bed_${name}${letter}`, features: [] }
}

function newRoom(draft: UnitBody) {
  const numbers = draft.rooms.map(({ room }) => Number(room)).filter(Number.isInteger)
  const room = String(Math.max(100, ...numbers) + 1)
  return { room, beds: [newBed(draft, room)] }
}
