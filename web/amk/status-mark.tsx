import type { Row } from './ask.ts'

type Status = Row['status']

/** A shape and a letter for each status, so that it is told also without colour; drawn in a square of 20. */
const MARKS: Readonly<Record<Status, { readonly shape: string; readonly letter: string; readonly foot: number }>> = {
  ledig: { shape: 'M10 0a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z', letter: 'L', foot: 14.5 },
  fa: { shape: 'M10-1 21 10 10 21-1 10Z', letter: '1', foot: 14.5 },
  full: { shape: 'M1 1h18v18H1Z', letter: 'F', foot: 14.5 },
  stengt: { shape: 'M6 0h8l6 6v8l-6 6H6l-6-6V6Z', letter: 'S', foot: 14.5 },
  'ma-ringes': { shape: 'M10-2 22 19H-2Z', letter: 'R', foot: 16.5 },
}

export const STATUS_LETTERS = Object.entries(MARKS).map(([status, { letter }]) => ({ status, letter }))

export const StatusShape = ({ status, hasLetter }: { status: Status; hasLetter: boolean }) => (
  <>
    <path d={MARKS[status].shape} class="status-shape" data-status={status} />
    {hasLetter && (
      <text class="status-letter" x="10" y={MARKS[status].foot}>
        {MARKS[status].letter}
      </text>
    )}
  </>
)

export const StatusMark = ({ status }: { status: Status }) => (
  <svg class="status-mark" viewBox="-2 -2 24 24" aria-hidden="true" focusable="false">
    <StatusShape status={status} hasLetter />
  </svg>
)
