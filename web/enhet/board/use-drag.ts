import { useRef } from 'preact/hooks'

type Drag = {
  readonly bedId: string
  readonly pointerId: number
  readonly x: number
  readonly y: number
  isLifted: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

/** A mouse that moves further drags; a finger that rests this long lifts, so that a brush over the board only scrolls. */
const MOUSE_PX = 6
const FINGER_PX = 10
const REST_MS = 250

type Options = {
  readonly canLift: (bedId: string) => boolean
  readonly onLift: (bedId: string) => void
  readonly onDrop: (bedId: string | undefined) => void
}

/** Drags a bed's patient with mouse, pen or finger. What is dragged follows the pointer without anything being drawn anew. */
export function useDrag(options: Options) {
  // The pointer's listeners outlive a drawing; what they call must not.
  const latest = useRef(options)
  latest.current = options
  const ghost = useRef<HTMLDivElement>(null)
  const drag = useRef<Drag>(undefined)
  /** A drag ends in a click as well, which must not count. */
  const swallowsClick = useRef(false)

  const over = useRef<HTMLElement>(undefined)
  const point = (tile: HTMLElement | undefined) => {
    if (tile === over.current) return
    delete over.current?.dataset['over']
    if (tile) tile.dataset['over'] = ''
    over.current = tile
  }
  /** Once for each picture that the screen shows, however often the pointer tells where it is. */
  const frame = useRef(0)
  const follow = (event: PointerEvent) => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => {
      if (!drag.current?.isLifted) return
      const element = ghost.current
      if (element) element.style.transform = `translate(${event.clientX + 12}px, ${event.clientY + 12}px)`
      point(bedAt(event))
    })
  }
  const lift = (event: PointerEvent) => {
    const held = drag.current
    if (!held || held.isLifted) return
    held.isLifted = true
    navigator.vibrate?.(20)
    latest.current.onLift(held.bedId)
    if (ghost.current) {
      ghost.current.hidden = false
      ghost.current.textContent = held.bedId.replace(/^bed_/, '').toUpperCase()
    }
    follow(event)
  }
  const end = () => {
    const held = drag.current
    if (!held) return
    clearTimeout(held.timer)
    drag.current = undefined
    if (ghost.current) ghost.current.hidden = true
    point(undefined)
    removeEventListener('pointermove', onMove)
    removeEventListener('pointerup', onUp)
    removeEventListener('pointercancel', onCancel)
    removeEventListener('touchmove', onTouchMove)
    removeEventListener('contextmenu', onMenu)
  }
  const onMove = (event: PointerEvent) => {
    const held = drag.current
    if (!held || event.pointerId !== held.pointerId) return
    const moved = Math.hypot(event.clientX - held.x, event.clientY - held.y)
    if (held.isLifted) follow(event)
    else if (event.pointerType === 'mouse' && moved > MOUSE_PX) lift(event)
    else if (event.pointerType !== 'mouse' && moved > FINGER_PX) end()
  }
  const onUp = (event: PointerEvent) => {
    const held = drag.current
    if (!held || event.pointerId !== held.pointerId) return
    end()
    if (!held.isLifted) return
    swallowsClick.current = true
    setTimeout(() => {
      swallowsClick.current = false
    })
    latest.current.onDrop(bedAt(event)?.dataset['bed'])
  }
  const onCancel = () => {
    const wasLifted = drag.current?.isLifted ?? false
    end()
    if (wasLifted) latest.current.onDrop(undefined)
  }
  /** The browser scrolls with the finger unless it is told in time that the finger carries something. */
  const onTouchMove = (event: TouchEvent) => {
    if (drag.current?.isLifted) event.preventDefault()
  }
  /** Some screens open a menu under a finger that rests. */
  const onMenu = (event: MouseEvent) => event.preventDefault()
  return {
    ghost,
    swallowsClick: () => swallowsClick.current,
    onPointerDown: (event: PointerEvent) => {
      const bedId = bedAt(event)?.dataset['bed']
      if (bedId === undefined || event.button !== 0 || drag.current || !latest.current.canLift(bedId)) return
      const { pointerId, clientX: x, clientY: y } = event
      const timer = event.pointerType === 'mouse' ? undefined : setTimeout(() => lift(event), REST_MS)
      drag.current = { bedId, pointerId, x, y, isLifted: false, timer }
      addEventListener('pointermove', onMove)
      addEventListener('pointerup', onUp)
      addEventListener('pointercancel', onCancel)
      addEventListener('touchmove', onTouchMove, { passive: false })
      addEventListener('contextmenu', onMenu)
    },
  }
}

const bedAt = ({ clientX, clientY }: PointerEvent): HTMLElement | undefined =>
  document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-bed]') ?? undefined
