import '@digdir/designsystemet-css/tag.css'
import '../styles/desk.css'
import './okonomi.css'
import { session } from '../session/session.ts'
import { MonthPage } from './month-page.tsx'
import { MonthsPage } from './months-page.tsx'
import { OwnerMonths } from './owner-months.tsx'

/** The agreement's months, or the one that stands in the address. */
export const FinancePage = ({
  agreementId,
  month,
}: {
  readonly agreementId: string
  readonly month: string | undefined
}) =>
  session()?.role === 'admin' ? (
    <OwnerMonths agreementId={agreementId} />
  ) : month === undefined ? (
    <MonthsPage agreementId={agreementId} />
  ) : (
    <MonthPage agreementId={agreementId} month={month} key={`${agreementId} ${month}`} />
  )
