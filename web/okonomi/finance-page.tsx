import '@digdir/designsystemet-css/tag.css'
import './okonomi.css'
import { MonthPage } from './month-page.tsx'
import { MonthsPage } from './months-page.tsx'

/** The agreement's months, or the one that stands in the address. */
export const FinancePage = ({
  agreementId,
  month,
}: {
  readonly agreementId: string
  readonly month: string | undefined
}) =>
  month === undefined ? (
    <MonthsPage agreementId={agreementId} />
  ) : (
    <MonthPage agreementId={agreementId} month={month} key={`${agreementId} ${month}`} />
  )
