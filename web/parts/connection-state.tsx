import type { Connection } from '../api/use-polled.ts'
import { TEXT } from '../i18n/nb.ts'
import { stretch } from '../i18n/time.ts'
import { useNow } from './use-now.ts'

/** Whether what is shown is of this moment, and else how old it is; a screen reader is told when that changes. */
export function ConnectionState({ connection, heardAt }: { connection: Connection; heardAt: number | undefined }) {
  const now = useNow(5000)
  const isLost = connection === 'lost'
  return (
    <>
      <p class="connection" data-state={connection} aria-hidden="true">
        <span class="connection-mark">{connection === 'live' ? '●' : isLost ? '▲' : '○'}</span>
        {heardAt !== undefined && connection !== 'live'
          ? TEXT.connection[connection === 'lost' ? 'lost' : 'kept'](stretch(now - heardAt))
          : labelOf(connection, heardAt)}
      </p>
      <p class="ds-sr-only" role="status">
        {labelOf(connection, heardAt)}
      </p>
    </>
  )
}

function labelOf(connection: Connection, heardAt: number | undefined): string {
  if (connection !== 'lost') return TEXT.connection[connection]
  return heardAt === undefined ? TEXT.connection.never : TEXT.connection.lostShort
}
