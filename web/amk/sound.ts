/** Browsers allow sound only after the user has touched the page; until then the banner is alone. */
let context: AudioContext | undefined

export function readySound(): () => void {
  const ready = () => {
    context ??= new AudioContext()
  }
  const options = { once: true }
  addEventListener('keydown', ready, options)
  addEventListener('pointerdown', ready, options)
  return () => {
    removeEventListener('keydown', ready)
    removeEventListener('pointerdown', ready)
  }
}

const TUNES = { good: [660, 880], bad: [440, 294], done: [520] } as const
const NOTE_SECONDS = 0.16

/** Two short notes: up is yes, down is no. */
export function play(tune: keyof typeof TUNES): void {
  if (!context) return
  for (const [i, hertz] of TUNES[tune].entries()) {
    const start = context.currentTime + i * NOTE_SECONDS
    const volume = context.createGain()
    volume.gain.setValueAtTime(0.15, start)
    volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_SECONDS)
    const note = context.createOscillator()
    note.frequency.value = hertz
    note.connect(volume).connect(context.destination)
    note.start(start)
    note.stop(start + NOTE_SECONDS)
  }
}
