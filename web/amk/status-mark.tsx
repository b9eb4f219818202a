import type { Row } from './ask.ts'

/** A shape for each status, so that it is told also without colour; drawn in a square of 20. */
const SHAPES: Readonly<Record<Row['status'], string>> = {
  ledig: 'M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z',
  fa: 'M10 1a9 9 0 0 0 0 18ZM10 1a9 9 0 0 1 0 18v-2.4a6.6 6.6 0 0 0 0-13.2Z',
  full: 'M2 2h16v16H2ZM5 5v10h10V5Z',
  stengt: 'm4 1 6 6 6-6 3 3-6 6 6 6-3 3-6-6-6 6-3-3 6-6-6-6Z',
  'ma-ringes': 'M10 1 20 19H0ZM9 8v5h2V8ZM9 15v2h2v-2Z',
}

export const StatusShape = ({ status }: { status: Row['status'] }) => (
  <path d={SHAPES[status]} fill-rule="evenodd" class="status-shape" data-status={status} />
)

export const StatusMark = ({ status }: { status: Row['status'] }) => (
  <svg class="status-mark" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <StatusShape status={status} />
  </svg>
)
