import { inParts } from './page-in-parts.tsx'

// Each workplace is loaded when it is opened: a dispatcher does not wait for the treasurer's tables.
export const dispatcherPage = inParts(() => import('../amk/dispatcher-page.tsx').then((part) => part.DispatcherPage))
export const unitPage = inParts(() => import('../enhet/unit-page.tsx').then((part) => part.UnitPage))
export const financePage = inParts(() => import('../okonomi/finance-page.tsx').then((part) => part.FinancePage))
export const ownerPage = inParts(() => import('../avtale/owner-page.tsx').then((part) => part.OwnerPage))
export const regionPage = inParts(() => import('../region/region-page.tsx').then((part) => part.RegionPage))
export const accessPage = inParts(() => import('../tilgang/access-page.tsx').then((part) => part.AccessPage))
export const accessLogPage = inParts(() => import('../tilgang/log-page.tsx').then((part) => part.LogPage))
export const statisticsPage = inParts(() =>
  import('../statistikk/statistics-page.tsx').then((part) => part.StatisticsPage),
)
