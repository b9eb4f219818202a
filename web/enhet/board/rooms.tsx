import { useRef } from 'preact/hooks'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { bedName } from '../../parts/bed-name.ts'
import type { Bed } from '../board-facts.ts'
import type { PartySign } from '../party-chip.tsx'
import { BedTile, type TileMode } from './bed-tile.tsx'
import { brokenBy } from './broken-by.ts'
import { type Arrow, isArrow, nearestTile } from './nearest-tile.ts'
import { useDrag } from './use-drag.ts'
import type { Moving, Target } from './use-moving.ts'

const words = ENHET.board

type Props = {
  readonly beds: readonly Bed[]
  readonly signOf: (partyId: string) => PartySign
  readonly at: number
  readonly expiries: ReadonlyMap<string, string>
  readonly moving: Moving | undefined
  readonly sending: readonly string[]
  readonly onOpen: (bed: Bed) => void
  readonly onPick: (bed: Bed) => void
  /** Undefined where the patient was let go of beside the beds. */
  readonly onPlace: (bed: Bed | undefined) => void
  readonly onPutDown: () => void
}

/** All beds, room by room. A tap opens a bed, or puts down the patient who is being moved; M picks one up by keyboard. */
export function Rooms(props: Props) {
  const { beds, signOf, at, expiries, moving, sending, onOpen, onPick, onPlace, onPutDown } = props
  const root = useRef<HTMLFieldSetElement>(null)
  const bedOf = (bedId: string | undefined) => beds.find((bed) => bed.bedId === bedId)
  const isPatient = (bed: Bed | undefined): bed is Bed => bed?.occupant?.stayId !== undefined
  const drag = useDrag({
    canLift: (bedId) => isPatient(bedOf(bedId)),
    onLift: (bedId) => {
      const bed = bedOf(bedId)
      if (bed) onPick(bed)
    },
    onDrop: (bedId) => onPlace(bedOf(bedId)),
  })
  const step = (from: HTMLElement, arrow: Arrow) => {
    const tiles = [...(root.current?.querySelectorAll<HTMLElement>('[data-bed]') ?? [])]
    const boxes = tiles.map((tile) => tile.getBoundingClientRect())
    tiles[nearestTile(boxes, from.getBoundingClientRect(), arrow) ?? -1]?.focus()
  }
  return (
    <>
      <fieldset
        ref={root}
        class="rooms"
        aria-label={words.beds}
        data-crowded={beds.length > 28 ? 'very' : beds.length > 12 ? 'some' : 'no'}
        data-moving={moving !== undefined}
        onPointerDown={drag.onPointerDown}
        onClick={(event) => {
          const bed = bedOf(tileOf(event)?.dataset['bed'])
          if (!bed || drag.swallowsClick()) return
          if (moving) onPlace(bed)
          else onOpen(bed)
        }}
        onKeyDown={(event) => {
          const tile = tileOf(event)
          const bed = bedOf(tile?.dataset['bed'])
          if (!tile || event.ctrlKey || event.metaKey || event.altKey) return
          if (isArrow(event.key)) step(tile, event.key)
          else if (event.key.toLowerCase() === 'm' && isPatient(bed)) onPick(bed)
          else if (event.key === 'Escape' && moving) onPutDown()
          else return
          event.preventDefault()
        }}
      >
        {[...Map.groupBy(beds, ({ room }) => room)].map(([room, inRoom]) => (
          <div key={room} class="room" style={{ '--beds': inRoom.length }}>
            <h3>{words.room(room)}</h3>
            <ul>
              {inRoom.map((bed) => (
                <BedTile
                  key={bed.bedId}
                  bed={bed}
                  {...signOf(bed.occupant?.partyId ?? '')}
                  at={at}
                  expiresAt={expiries.get(bed.bedId)}
                  isSending={sending.includes(bed.bedId)}
                  {...modeOf(bed, moving)}
                />
              ))}
            </ul>
          </div>
        ))}
      </fieldset>
      <div ref={drag.ghost} class="drag-ghost" aria-hidden="true" hidden />
    </>
  )
}

const tileOf = ({ target }: Event): HTMLElement | undefined =>
  (target instanceof Element ? target.closest<HTMLElement>('[data-bed]') : undefined) ?? undefined

function modeOf(bed: Bed, moving: Moving | undefined): { readonly mode: TileMode; readonly why: string | undefined } {
  if (!moving) return { mode: 'plain', why: undefined }
  if (bed.occupant?.stayId === moving.stayId) return { mode: 'chosen', why: undefined }
  const target = moving.targets?.get(bed.bedId)
  if (!target) return { mode: 'plain', why: undefined }
  if (target.obstacle) return { mode: 'no', why: whyNot(target, bed) }
  return target.otherStayId === null
    ? { mode: 'move', why: undefined }
    : { mode: 'swap', why: words.swapWith(bedName(bed.bedId)) }
}

/** In a few words, what stands against putting the patient in that bed. */
export function whyNot({ obstacle }: Target, bed: Bed): string {
  const [broken] = obstacle ? brokenBy(obstacle) : []
  if (broken !== undefined) return broken
  return obstacle?.kind === 'bed-not-free' ? ENHET.states[bed.state] : words.cannot
}
