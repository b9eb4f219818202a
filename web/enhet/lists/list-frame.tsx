import type { ComponentChildren } from 'preact'
import type { Problem } from '../../api/problem.ts'
import type { Connection } from '../../api/use-polled.ts'
import { ConnectionState } from '../../parts/connection-state.tsx'
import { Refusal } from '../../parts/refusal.tsx'
import { adviceFor } from '../advice-for.ts'
import './lists.css'
import '../../parts/fields.css'
import '../board.css'

type Props = {
  readonly title: string
  readonly lead: string
  readonly connection: Connection
  readonly heardAt: number | undefined
  readonly problem: Problem | undefined
  /** What was last done from here. */
  readonly said: string | undefined
  readonly children: ComponentChildren
}

/** A page of the unit that lists something: what it is, how old it is, and what was just done. */
export const ListFrame = ({ title, lead, connection, heardAt, problem, said, children }: Props) => (
  <div class="unit-list">
    <div class="unit-list-head">
      <h1 class="ds-heading" data-size="sm">
        {title}
      </h1>
      <ConnectionState connection={connection} heardAt={heardAt} />
    </div>
    <p>{lead}</p>
    <p role="status" class="unit-list-said">
      {said}
    </p>
    {problem && <Refusal problem={problem} adviceFor={adviceFor} />}
    {children}
  </div>
)
