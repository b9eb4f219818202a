import { usePolled } from '../api/use-polled.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { ConnectionState } from '../parts/connection-state.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { goTo } from '../shell/route.ts'

/** The agreement's months; an open one in the address is shown. */
export function FinancePage({
  agreementId,
  month,
}: {
  readonly agreementId: string
  readonly month: string | undefined
}) {
  const { answer, problem, connection, heardAt } = usePolled('list-avregninger', { params: { agreementId } })
  return (
    <div class="page-note">
      <h1 class="ds-heading">{TEXT.finance.months}</h1>
      <ConnectionState connection={connection} heardAt={heardAt} />
      {problem && <Refusal problem={problem} />}
      <ul class="ds-list">
        {answer?.months.map((row) => {
          const path = `/okonomi/${agreementId}/${row.month}`
          return (
            <li key={row.month}>
              <a
                class="ds-link"
                href={path}
                aria-current={row.month === month ? 'page' : undefined}
                onClick={(event) => {
                  event.preventDefault()
                  goTo(path)
                }}
              >
                {row.month} {word(row.state)}
              </a>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
