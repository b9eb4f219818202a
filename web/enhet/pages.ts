import type { Role } from '../../lib/contract/words.ts'
import { ENHET } from '../i18n/nb-enhet.ts'
import { inParts, type PagePart } from '../shell/page-in-parts.tsx'

/** `item` is what the page is about, such as a hold, by its id; most pages are about the unit alone. */
export type UnitPageProps = { readonly unitId: string; readonly item: string | undefined }

export type UnitPageRow = {
  /** Stands in the address after the unit; the board's own is the unit's address alone. */
  readonly part: string | undefined
  /** Left out where one comes to the page from another, and not from the navigation. */
  readonly label?: string
  readonly page: PagePart<UnitPageProps>
  /** Who has the page in the navigation and may open it; left out: everybody at the unit. */
  readonly roles?: readonly Role[]
}

/** The unit's pages in the order of its navigation. To add one is to add a row; each is loaded when it is opened. */
export const UNIT_PAGES: readonly UnitPageRow[] = [
  {
    part: undefined,
    label: ENHET.pages.board,
    page: inParts(() => import('./board-page.tsx').then((page) => page.BoardPage)),
  },
  {
    part: 'innleggelse',
    label: ENHET.pages.admission,
    page: inParts(() => import('./admission/admission-page.tsx').then((page) => page.AdmissionPage)),
  },
  {
    part: 'venteliste',
    label: ENHET.pages.waiting,
    page: inParts(() => import('./lists/waiting-page.tsx').then((page) => page.WaitingPage)),
  },
  {
    part: 'utskrivningsklare',
    label: ENHET.pages.ready,
    page: inParts(() => import('./lists/ready-page.tsx').then((page) => page.ReadyPage)),
  },
  {
    part: 'frister',
    label: ENHET.pages.due,
    page: inParts(() => import('./lists/due-page.tsx').then((page) => page.DuePage)),
  },
  {
    part: 'har-dratt',
    label: ENHET.pages.departed,
    page: inParts(() => import('./lists/departed-page.tsx').then((page) => page.DepartedPage)),
  },
  {
    part: 'bruk',
    label: ENHET.pages.use,
    page: inParts(() => import('./use/use-page.tsx').then((page) => page.UsePage)),
  },
  {
    part: 'historikk',
    label: ENHET.pages.history,
    page: inParts(() => import('./history/history-page.tsx').then((page) => page.HistoryPage)),
  },
  {
    part: 'journal',
    label: ENHET.pages.journal,
    page: inParts(() => import('./journal/journal-page.tsx').then((page) => page.JournalPage)),
    roles: ['ward-leader'],
  },
  { part: 'opphold', page: inParts(() => import('./stay/stay-page.tsx').then((page) => page.StayPage)) },
]
